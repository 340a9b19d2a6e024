#pragma once
#include "reference/contract/linalg/cholesky_solve.hpp"

namespace etalon::reference::linalg {

/// Definite by the signs of the leading minors; then elimination by the book.
extern const Reference<contract::linalg::CholeskySolve> cholesky_solve;

}  // namespace etalon::reference::linalg
