#include "verify/fuzz/fuzz.hpp"
#include "verify/tool/arrays.hpp"

void try_to_read(const std::string& bytes) { etalon::verify::tool::parse_npz(bytes, ""); }
