#include "reference/contract/linalg/cholesky_solve.hpp"
#include "reference/contract/optimization/natural_gradient.logistic.hpp"
#include "reference/linalg/elimination.hpp"
#include "reference/linalg/vectors.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::CholeskySolve;
using Op = contract::optimization::NaturalGradientLogistic;

/// As it is written, with 1 − p = σ(−z). F is positive definite where the columns of X are independent, which is proved.
template <>
const Reference<Op> Wings<Op>::reference = []<class T>(const Op::In<T>& in) -> Result<Op::Out<T>> {
  const std::int64_t m = in.x.shape[0], n = in.x.shape[1];
  const auto rank = exact_rank(map(in.x, [](const T& entry) -> Interval { return enclosure(entry); }));
  if (rank && *rank < n) return domain("C3", "the columns of X are not independent");
  CholeskySolve::In<T> system{Tensor<T>({n, n}), Tensor<T>({n, 1})};
  const Tensor<T> z = times(in.x, in.theta);
  for (std::int64_t i = 0; i < m; ++i) {
    const T p = sigmoid(z[i]), weight = p * sigmoid(-z[i]), off = p - in.y[i];
    for (std::int64_t j = 0; j < n; ++j) {
      system.b[j] += in.x(i, j) * off;
      for (std::int64_t k = 0; k < n; ++k) system.a(j, k) += in.x(i, j) * weight * in.x(i, k);
    }
  }
  const auto solved = Wings<CholeskySolve>::reference(system);
  if (!solved) return domain("C3", "the columns of X are not independent");
  return Op::Out<T>{Tensor<T>({n}, solved->x.data)};
};

}  // namespace etalon
