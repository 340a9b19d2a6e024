// A file of a failing case, as `etalon replay` takes it.
#include "verify/fuzz/fuzz.hpp"
#include "verify/fuzz/some_operation.hpp"
#include "verify/report/result.hpp"

void try_to_read(const std::string& bytes) { etalon::verify::read_failure(MemoryFile(bytes).path()); }
