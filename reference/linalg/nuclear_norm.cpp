#include "reference/contract/linalg/nuclear_norm.hpp"

#include "reference/contract/linalg/svdvals.hpp"
#include "reference/linalg/lift.hpp"
#include "reference/linalg/singular.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::NuclearNorm;
using contract::linalg::NuclearNormGradient;
using contract::linalg::Svdvals;

namespace {

/// (UVᵀ)_ij.
Interval polar(const SingularSystem& found, std::size_t i, std::size_t j) {
  Interval sum = 0;
  for (std::size_t l = 0; l < found.sigma.size(); ++l) sum += found.u[l][i] * found.v[l][j];
  return sum;
}

}  // namespace

/// The sum of the proved singular values. At full rank it moves by d‖A‖_* = ⟨UVᵀ, dA⟩; elsewhere it has a kink, whose
/// subgradients UVᵀ + W, ‖W‖₂ ≤ 1, have entries up to 1.
template <>
const Reference<NuclearNorm> Wings<NuclearNorm>::reference = []<class T>(const NuclearNorm::In<T>& in) -> Result<NuclearNorm::Out<T>> {
  const Tensor<Interval> a = values_of(in.a);
  const auto values = Wings<Svdvals>::reference(Svdvals::In<Interval>{a});
  if (!values) return values.failure();
  Interval sum = 0;
  for (const Interval& sigma : values->sigma) sum += sigma;
  if constexpr (std::same_as<T, Interval>) {
    return NuclearNorm::Out<Interval>{sum};
  } else {
    const std::size_t n = a.shape[1], k = values->sigma.size();
    const SingularSystem found = singular_system(a, k, k);
    return NuclearNorm::Out<T>{lifted(T(sum), in.a, [&](std::size_t at) { return found.rank < k ? any_slope() : polar(found, at / n, at % n); })};
  }
};

/// UVᵀ of the proved singular system.
template <>
const Reference<NuclearNormGradient> Wings<NuclearNormGradient>::reference =
    [](const NuclearNormGradient::In<Interval>& in) -> Result<NuclearNormGradient::Out<Interval>> {
  const std::int64_t m = in.a.shape[0], n = in.a.shape[1], k = std::min(m, n);
  const SingularSystem found = singular_system(in.a, k, k);
  if (found.rank < static_cast<std::size_t>(k)) return domain("C2", "a singular value is 0");
  NuclearNormGradient::Out<Interval> out{Tensor<Interval>({m, n})};
  for (std::int64_t i = 0; i < m; ++i)
    for (std::int64_t j = 0; j < n; ++j) out.grad_a(i, j) = polar(found, i, j);
  return out;
};

}  // namespace etalon
