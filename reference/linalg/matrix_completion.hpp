#pragma once
#include "reference/contract/linalg/matrix_completion.hpp"

namespace etalon::reference::linalg {

/// Approximate singular vectors, and the proof that soft thresholding is nonexpansive: no gap between singular values is needed.
extern const Reference<contract::linalg::MatrixCompletion> matrix_completion;

}  // namespace etalon::reference::linalg
