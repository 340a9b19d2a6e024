#pragma once
#include <functional>

#include "verify/trial/operation.hpp"

namespace etalon::verify {

/// One GoogleTest about one operation, in the suite "<kind>/<operation>": ctest runs a suite in one process.
void add_test(const std::string& kind, const Operation& op, const std::string& name, std::function<void()> body);

/// One GoogleTest for each theorem, each derivative's witnesses and each operation's enclosures.
void register_laws();
/// One GoogleTest for each mutant, and that each operation's wings refuse alike.
void register_mutants();
/// One GoogleTest for each operation: the judge passes what is true.
void register_controls();

/// One GoogleTest for each operation with inherent bounds: brackets of them give the verdict of sweeps.
void register_brackets();
/// One GoogleTest for each elementwise operation and format of 16 bits.
void register_exhaustive();

}  // namespace etalon::verify
