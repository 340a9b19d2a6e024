#pragma once

namespace etalon::verify {

/// One GoogleTest for each theorem, each derivative's witnesses and each operation's enclosures.
void register_laws();
/// One GoogleTest for each mutant.
void register_mutants();

/// One GoogleTest for each elementwise operation and format of 16 bits.
void register_exhaustive();

}  // namespace etalon::verify
