#include <cmath>

#include "reference/contract/linalg/cholesky_solve.hpp"
#include "reference/contract/optimization/natural_gradient.logistic.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::CholeskySolve;
using Op = contract::optimization::NaturalGradientLogistic;

/// F⁻¹Xᵀ(p − y) with other weights.
template <class T, class Weight>
Result<Op::Out<T>> weighted(const Op::In<T>& in, Weight weight) {
  const auto right = Wings<Op>::fast(in);
  if (!right) return right;
  const std::int64_t m = in.x.shape[0], n = in.x.shape[1];
  CholeskySolve::In<T> system{Tensor<T>({n, n}), Tensor<T>({n, 1})};
  for (std::int64_t i = 0; i < m; ++i) {
    T z = 0;
    for (std::int64_t j = 0; j < n; ++j) z += in.x(i, j) * in.theta[j];
    const T p = 1 / (1 + std::exp(-z));
    for (std::int64_t j = 0; j < n; ++j) {
      system.b[j] += in.x(i, j) * (p - in.y[i]);
      for (std::int64_t k = 0; k < n; ++k) system.a(j, k) += in.x(i, j) * weight(p, p - in.y[i]) * in.x(i, k);
    }
  }
  const auto solved = Wings<CholeskySolve>::fast(system);
  if (!solved) return domain("C3", "F is singular");
  return Op::Out<T>{Tensor<T>({n}, solved->x.data)};
}

const auto registered =
    mutants<Op>()
        .add("empirical_fisher", "(p − y)² for p(1 − p): of the labels that were seen",
             []<class T>(const Op::In<T>& in) -> Result<Op::Out<T>> { return weighted(in, [](T, T off) { return off * off; }); })
        .add("unweighted", "XᵀX",
             []<class T>(const Op::In<T>& in) -> Result<Op::Out<T>> { return weighted(in, [](T, T) { return T(1); }); })
        .add("mean", "F is the mean over samples, the gradient their sum",
             []<class T>(const Op::In<T>& in) -> Result<Op::Out<T>> {
               return weighted(in, [&](T p, T) { return p * (1 - p) / static_cast<T>(in.x.shape[0]); });
             })
        .add("cancelling_weight", "p − p², which is 0 where p rounds to 1",
             []<class T>(const Op::In<T>& in) -> Result<Op::Out<T>> { return weighted(in, [](T p, T) { return p - p * p; }); })
        .spoils("uphill", "F⁻¹Xᵀ(y − p)", [](auto& out, const auto&) {
          for (auto& d : out.natural) d = -d;
        });

}  // namespace
}  // namespace etalon::verify
