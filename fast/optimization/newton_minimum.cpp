#include "reference/contract/optimization/newton_minimum.hpp"

#include "fast/backend/lapack.hpp"
#include "fast/optimization/walk.hpp"

namespace etalon {
using namespace fast;
using namespace fast::optimization;
using contract::optimization::NewtonMinimum;
using contract::optimization::NewtonMinimumStep;

namespace {

/// By Cholesky's factor of the Hessian, from x, where the walk has looked.
template <class T>
std::optional<Failure> step(const Walk<T>& walk, std::vector<T>& x, T damping) {
  const auto n = static_cast<std::int64_t>(x.size());
  Tensor<T> hessian({n, n});
  std::vector<T> column, p = walk.gradient;
  for (std::int64_t j = 0; j < n; ++j) {
    std::vector<T> direction(x.size());
    direction[static_cast<std::size_t>(j)] = 1;
    if (auto failure = calculus::hessian_product(walk.formula(), Tensor<T>({n}, x), direction, column)) return failure;
    for (std::int64_t i = j; i < n; ++i) hessian(i, j) = hessian(j, i) = column[static_cast<std::size_t>(i)];
  }
  if (lapack::potrf('U', static_cast<int>(n), hessian.data.data()) != 0) return domain("C6", "the Hessian is not positive definite");
  lapack::potrs('U', static_cast<int>(n), 1, hessian.data.data(), p.data());
  for (std::size_t i = 0; i < x.size(); ++i) x[i] -= damping * p[i];
  return std::nullopt;
}

}  // namespace

template <>
const Fast<NewtonMinimumStep> Wings<NewtonMinimumStep>::fast = []<class T>(const NewtonMinimumStep::In<T>& in) -> Result<NewtonMinimumStep::Out<T>> {
  Walk<T> walk(in.function, in.x.shape[0]);
  NewtonMinimumStep::Out<T> out{in.x};
  if (auto failure = walk.look(in.x.data)) return *failure;
  if (auto failure = step(walk, out.x_next.data, in.damping)) return *failure;
  return out;
};

template <>
const Fast<NewtonMinimum> Wings<NewtonMinimum>::fast = []<class T>(const NewtonMinimum::In<T>& in) -> Result<NewtonMinimum::Out<T>> {
  const std::int64_t n = in.x.shape[0];
  Walk<T> walk(in.function, n);
  std::vector<T> x = in.x.data;
  NewtonMinimum::Out<T> out{Tensor<T>({0, n}), Tensor<T>({0}), Tensor<T>({0, n})};
  for (std::int64_t k = 0;; ++k) {
    if (auto failure = walk.look(x)) return *failure;
    append(out.iterates, x), append(out.values, {walk.value}), append(out.gradients, walk.gradient);
    if (k == in.steps) return out;
    if (auto failure = step(walk, x, in.damping)) return *failure;
  }
};

}  // namespace etalon
