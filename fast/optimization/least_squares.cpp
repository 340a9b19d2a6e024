#include "reference/contract/optimization/least_squares.hpp"

#include "fast/optimization/residuals.hpp"

namespace etalon {
using fast::optimization::Residuals;
using contract::optimization::LeastSquares;
using contract::optimization::LeastSquaresStep;

namespace {

/// By QR, which does not square J's condition.
template <class T>
std::optional<Failure> step(Residuals<T>& residuals, Storage<T>& x) {
  if (auto failure = residuals.look(x)) return failure;
  const auto p = residuals.step(0);
  if (!p) return domain("C6", "the columns of J are dependent");
  for (std::size_t j = 0; j < x.size(); ++j) x[j] += (*p)[j];
  return std::nullopt;
}

}  // namespace

template <>
const Fast<LeastSquaresStep> Wings<LeastSquaresStep>::fast = []<class T>(const LeastSquaresStep::In<T>& in) -> Result<LeastSquaresStep::Out<T>> {
  Residuals<T> residuals(in.model, in.t, in.y, in.x.size());
  LeastSquaresStep::Out<T> out{in.x};
  if (auto failure = step(residuals, out.x_next.data)) return *failure;
  return out;
};

template <>
const Fast<LeastSquares> Wings<LeastSquares>::fast = []<class T>(const LeastSquares::In<T>& in) -> Result<LeastSquares::Out<T>> {
  Residuals<T> residuals(in.model, in.t, in.y, in.x.size());
  Storage<T> x = in.x.data;
  LeastSquares::Out<T> out{Tensor<T>({0, in.x.shape[0]})};
  for (std::int64_t k = 0;; ++k) {
    out.iterates.data.insert(out.iterates.data.end(), x.begin(), x.end()), ++out.iterates.shape[0];
    if (k == in.steps) return out;
    if (auto failure = step(residuals, x)) return *failure;
  }
};

}  // namespace etalon
