#pragma once
#include "reference/contract/linalg/lu_solve.hpp"

namespace etalon::reference::linalg {

/// Elimination and substitution by the book; singular is proved, not suspected.
extern const Reference<contract::linalg::LuSolve> lu_solve;

}  // namespace etalon::reference::linalg
