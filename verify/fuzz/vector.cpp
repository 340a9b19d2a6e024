// A line of a file of golden vectors.
#include "verify/fuzz/fuzz.hpp"
#include "verify/fuzz/some_operation.hpp"
#include "verify/tool/vectors.hpp"

void try_to_read(const std::string& bytes) {
  using namespace etalon::verify;
  tool::inputs_of(*Registry::find("some.operation"), tool::read_vector(bytes));
}
