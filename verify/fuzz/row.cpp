// A line of run.jsonl, as --resume takes it.
#include "verify/fuzz/fuzz.hpp"
#include "verify/fuzz/some_operation.hpp"
#include "verify/report/journal.hpp"

void try_to_read(const std::string& bytes) { etalon::verify::read_row(bytes); }
