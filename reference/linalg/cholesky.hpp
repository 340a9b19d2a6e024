#pragma once
#include "reference/contract/linalg/cholesky.hpp"

namespace etalon::reference::linalg {

/// Definite by the signs of the leading minors; then L column by column, as A = LLᵀ defines it.
extern const Reference<contract::linalg::Cholesky> cholesky;

}  // namespace etalon::reference::linalg
