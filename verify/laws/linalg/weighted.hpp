#pragma once
#include "verify/algebra/matrix.hpp"
#include "verify/trial/checks.hpp"

/// What gradients U·diag(w)·Vᵀ of singular values, and VΛ̄Vᵀ of eigenvalues, obey however far their vectors turn.
namespace etalon::verify {

/// To within f in Frobenius norm, Ā̂ is one of A + E, ‖E‖_F ≤ e, where ⟨Ā, A + E⟩ differs from `expected` by norm·e at most, norm ≥ ‖Ā‖_F,
/// and where (A + E)ᵀĀ and (A + E)Āᵀ are symmetric, largest ≥ ‖Ā‖₂: so are AᵀĀ and AĀᵀ but for EᵀĀ and EĀᵀ and their transposes.
inline void require_aligned(Checks& t, const Matrix& a, const Matrix& gradient, const Interval& expected, const Interval& norm, const Interval& largest,
                            const Interval& e, const Interval& f) {
  const Interval size = frobenius_norm(a);
  Interval along = 0;
  for (std::size_t i = 0; i < a.size(); ++i) along += gradient[i] * a[i];
  t.at_most(abs(along - expected), 2 * norm * e + size * f, "⟨Ā̂, A⟩");
  const auto asymmetry = [](const Matrix& x) {
    Matrix d = x;
    for (std::int64_t i = 0; i < x.shape[0]; ++i)
      for (std::int64_t j = 0; j < x.shape[1]; ++j) d(i, j) = x(i, j) - x(j, i);
    return frobenius_norm(d);
  };
  t.at_most(asymmetry(multiply(transpose(a), gradient)), 2 * (largest * e + size * f), "AᵀĀ̂ is symmetric");
  t.at_most(asymmetry(multiply(a, transpose(gradient))), 2 * (largest * e + size * f), "AĀ̂ᵀ is symmetric");
}

/// A computed decomposition is one of A + E = ŨΣ̂Ṽᵀ, ‖E‖_F ≤ e, with orthonormal Ũ and Ṽ, and a gradient of it is Ũ·diag(w)·Ṽᵀ to
/// within f in Frobenius norm: of norm ‖w‖, and ⟨Ā, A⟩ = Σ wᵢσ̂ᵢ − ⟨Ā, E⟩, where ‖σ̂ − σ‖ ≤ e (Hoffman and Wielandt). For equal values there
/// is no more to say.
inline void require_weighted(Checks& t, const Matrix& a, const Matrix& gradient, const Tensor<Interval>& w, const Tensor<Interval>& sigma, const Interval& e,
                             const Interval& f) {
  Interval expected = 0, largest = 0;
  for (std::size_t i = 0; i < w.size(); ++i) {
    expected += w[i] * sigma[i];
    largest = max(largest, abs(w[i]));
  }
  const Interval norm = frobenius_norm(w);
  t.at_most(abs(frobenius_norm(gradient) - norm), f, "‖Ā̂‖_F");
  require_aligned(t, a, gradient, expected, norm, largest, e, f);
}

}  // namespace etalon::verify
