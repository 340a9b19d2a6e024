#pragma once

namespace etalon::verify {

/// One GoogleTest for each theorem, each derivative's witnesses and each operation's enclosures.
void register_laws();
/// One GoogleTest for each mutant.
void register_mutants();

}  // namespace etalon::verify
