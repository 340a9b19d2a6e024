// Numbers as they are written: decimals, fractions, hexadecimal ones.
#include "reference/number/literal.hpp"
#include "verify/fuzz/fuzz.hpp"

void try_to_read(const std::string& bytes) {
  const etalon::Precision guard(128);
  double value = 0;
  etalon::parse_double(bytes, value);
  etalon::Literal(bytes).enclose();
}
