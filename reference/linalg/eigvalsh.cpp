#include "reference/contract/linalg/eigvalsh.hpp"

#include "reference/linalg/lift.hpp"
#include "reference/linalg/spectral.hpp"
#include "reference/linalg/symmetric.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::Eigvalsh;
using contract::linalg::EigvalshVjp;

/// Approximate eigenvectors by Jacobi rotations; then Weyl's theorem proves the values. A simple eigenvalue moves by
/// dλ = vᵀ·dA·v; where some are equal, their order has a kink, and v is any unit vector.
template <>
const Reference<Eigvalsh> Wings<Eigvalsh>::reference = []<class T>(const Eigvalsh::In<T>& in) -> Result<Eigvalsh::Out<T>> {
  const Tensor<Interval> a = symmetric(values_of(in.a));
  const std::int64_t n = a.shape[0];
  if constexpr (std::same_as<T, Interval>) {
    return Eigvalsh::Out<Interval>{Tensor<Interval>({n}, eigenvalues(a))};
  } else {
    const Spectrum found = spectrum(a);
    Eigvalsh::Out<T> out{Tensor<T>({n})};
    for (const Eigenspace& space : found.spaces)
      for (std::size_t k = space.first; k < space.last; ++k)
        out.lambda[k] = lifted(T(found.lambda[k]), in.a, [&](std::size_t at) -> Interval {
          const std::size_t i = at / static_cast<std::size_t>(n), j = at % static_cast<std::size_t>(n);
          if (j > i) return 0;
          if (space.last > space.first + 1) return any_slope();
          return (i == j ? 1 : 2) * found.q[k][i] * found.q[k][j];
        });
    return out;
  }
};

/// VΛ̄Vᵀ of the proved vectors, folded.
template <>
const Reference<EigvalshVjp> Wings<EigvalshVjp>::reference = [](const EigvalshVjp::In<Interval>& in) -> Result<EigvalshVjp::Out<Interval>> {
  const Tensor<Interval> a = symmetric(in.a);
  const std::int64_t n = a.shape[0];
  const Spectrum found = spectrum(a);
  for (const Eigenspace& space : found.spaces) {
    if (space.last == space.first + 1) continue;
    if (!space.one_value) throw Undecided{"eigenvalues that are not told apart"};
    return domain("C2", "an eigenvalue is multiple");
  }
  EigvalshVjp::Out<Interval> out{Tensor<Interval>({n, n})};
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j <= i; ++j)
      for (std::int64_t k = 0; k < n; ++k) out.grad_a(i, j) += (i == j ? 1 : 2) * in.cotangent.lambda[k] * found.q[k][i] * found.q[k][j];
  return out;
};

}  // namespace etalon
