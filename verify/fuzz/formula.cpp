#include <variant>

#include "reference/contract/formula.hpp"
#include "verify/fuzz/fuzz.hpp"

void try_to_read(const std::string& bytes) {
  const auto read = etalon::parse_formula(bytes, {"a", "t"});
  if (const auto* error = std::get_if<etalon::FormulaError>(&read)) etalon::text_of(*error, bytes);
}
