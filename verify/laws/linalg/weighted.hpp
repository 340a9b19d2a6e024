#pragma once
#include "verify/algebra/matrix.hpp"
#include "verify/trial/checks.hpp"

/// What gradients U·diag(w)·Vᵀ of singular values, and VΛ̄Vᵀ of eigenvalues, obey however far their vectors turn.
namespace etalon::verify {

/// A computed decomposition is one of A + E = ŨΣ̂Ṽᵀ, ‖E‖_F ≤ e, with orthonormal Ũ and Ṽ, and a gradient of it is Ũ·diag(w)·Ṽᵀ to
/// within f in Frobenius norm: of norm ‖w‖; ⟨Ā, A⟩ = Σ wᵢσ̂ᵢ − ⟨Ā, E⟩, where ‖σ̂ − σ‖ ≤ e (Hoffman and Wielandt); and AᵀĀ and AĀᵀ
/// are symmetric but for EᵀĀ and EĀᵀ and their transposes. For equal values there is no more to say.
inline void require_weighted(Checks& t, const Matrix& a, const Matrix& gradient, const Tensor<Interval>& w, const Tensor<Interval>& sigma, const Interval& e,
                             const Interval& f) {
  Interval along = 0, expected = 0, largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i) along += gradient[i] * a[i];
  for (std::size_t i = 0; i < w.size(); ++i) {
    expected += w[i] * sigma[i];
    largest = max(largest, abs(w[i]));
  }
  const Interval norm = frobenius_norm(w), size = frobenius_norm(a);
  t.at_most(abs(frobenius_norm(gradient) - norm), f, "‖Ā̂‖_F");
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

}  // namespace etalon::verify
