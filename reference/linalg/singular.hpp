#pragma once
#include "reference/linalg/spectral.hpp"

namespace etalon::reference::linalg {

/// A = Σ σᵢuᵢvᵢᵀ, proved.
struct SingularSystem {
  Vector sigma;         ///< descending, min(m, n) of them; exactly 0 after the first `rank`
  std::size_t rank;
  Columns<Interval> u;  ///< orthonormal: `left` columns, the first belonging to σ, the others to 0
  Columns<Interval> v;  ///< orthonormal: `right` columns
};

/// By the definition: V and σ² are the spectrum of AᵀA, uᵢ = Avᵢ/σᵢ, and where σ is 0 or has ended, a basis of the rest; for more
/// columns than rows that of Aᵀ. Asks for at least min(m, n) columns each. Throws Undecided where more bits are needed.
SingularSystem singular_system(const Tensor<Interval>& a, std::size_t left, std::size_t right);

/// Is σᵢ other than 0, and than its neighbours?
bool is_simple(const SingularSystem& system, std::size_t i);

/// A⁺ = Σ vᵢuᵢᵀ/σᵢ over the σᵢ > rcond·σ₁. Throws Undecided for a value on that threshold.
Tensor<Interval> pseudoinverse(const Tensor<Interval>& a, const Interval& rcond);

}  // namespace etalon::reference::linalg
