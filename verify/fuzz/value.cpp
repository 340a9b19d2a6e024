// VALUE of --in NAME=VALUE: what the first byte says is read from the others.
#include "verify/fuzz/fuzz.hpp"
#include "verify/tool/input.hpp"

void try_to_read(const std::string& bytes) {
  using etalon::FieldKind;
  if (bytes.size() < 2 || bytes[1] == '@') return;  // no files of this machine
  constexpr FieldKind kinds[] = {FieldKind::real, FieldKind::integer, FieldKind::list, FieldKind::text};
  etalon::verify::tool::read_value(kinds[static_cast<unsigned char>(bytes[0]) % 4], {}, bytes.substr(1));
}
