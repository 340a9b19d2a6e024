#include "reference/contract/optimization/newton_minimum.hpp"

#include <cmath>
#include <limits>
#include <numeric>

#include "fast/backend/lapack.hpp"
#include "fast/optimization/walk.hpp"
#include "reference/contract/calculus/hessian.hpp"

namespace etalon {
using namespace fast;
using namespace fast::optimization;
using contract::calculus::Hessian;
using contract::optimization::NewtonBacktracking;
using contract::optimization::NewtonMinimum;
using contract::optimization::NewtonMinimumStep;

namespace {

/// (∇²f)⁻¹∇f by Cholesky's factor of the Hessian at x, where the walk has looked.
template <class T>
Result<Storage<T>> direction(const std::string& function, const Walk<T>& walk, const Storage<T>& x) {
  const auto n = static_cast<std::int64_t>(x.size());
  auto curvature = Wings<Hessian>::fast(Hessian::In<T>{function, Tensor<T>({n}, x)});
  if (!curvature) return curvature.failure();
  Storage<T> p = walk.gradient;
  if (lapack::potrf('U', static_cast<int>(n), curvature->hessian.data.data()) != 0) return domain("C6", "the Hessian is not positive definite");
  lapack::potrs('U', static_cast<int>(n), 1, curvature->hessian.data.data(), p.data());
  return p;
}
template <class T>
Storage<T> moved(Storage<T> x, T damping, const Storage<T>& p) {
  for (std::size_t i = 0; i < x.size(); ++i) x[i] -= damping * p[i];
  return x;
}
template <class T>
std::optional<Failure> step(const std::string& function, const Walk<T>& walk, Storage<T>& x, T damping) {
  const auto p = direction(function, walk, x);
  if (!p) return p.failure();
  x = moved(std::move(x), damping, *p);
  return std::nullopt;
}

}  // namespace

template <>
const Fast<NewtonMinimumStep> Wings<NewtonMinimumStep>::fast = []<class T>(const NewtonMinimumStep::In<T>& in) -> Result<NewtonMinimumStep::Out<T>> {
  Walk<T> walk(in.function, in.x.shape[0]);
  NewtonMinimumStep::Out<T> out{in.x};
  if (auto failure = walk.look(in.x.data)) return *failure;
  if (auto failure = step(in.function, walk, out.x_next.data, in.damping)) return *failure;
  return out;
};

template <>
const Fast<NewtonMinimum> Wings<NewtonMinimum>::fast = []<class T>(const NewtonMinimum::In<T>& in) -> Result<NewtonMinimum::Out<T>> {
  const std::int64_t n = in.x.shape[0];
  Walk<T> walk(in.function, n);
  Storage<T> x = in.x.data;
  NewtonMinimum::Out<T> out{Tensor<T>({0, n}), Tensor<T>({0}), Tensor<T>({0, n})};
  for (std::int64_t k = 0;; ++k) {
    if (auto failure = walk.look(x)) return *failure;
    append(out.iterates, x), append(out.values, {walk.value}), append(out.gradients, walk.gradient);
    if (k == in.steps) return out;
    if (auto failure = step(in.function, walk, x, in.damping)) return *failure;
  }
};

/// Where f no longer tells two states apart, the whole step is taken: its condition forgives what rounding leaves of f.
template <>
const Fast<NewtonBacktracking> Wings<NewtonBacktracking>::fast = []<class T>(const NewtonBacktracking::In<T>& in) -> Result<NewtonBacktracking::Out<T>> {
  const std::int64_t n = in.x.shape[0];
  Walk<T> walk(in.function, n), ahead(in.function, n);
  Storage<T> x = in.x.data;
  NewtonBacktracking::Out<T> out{Tensor<T>({0, n}), Tensor<T>({0}), Tensor<T>({0}), Tensor<T>({0, n})};
  for (std::int64_t k = 0;; ++k) {
    if (auto failure = walk.look(x)) return *failure;
    append(out.iterates, x), append(out.values, {walk.value}), append(out.gradients, walk.gradient);
    if (k == in.steps) return out;
    const auto p = direction(in.function, walk, x);
    if (!p) return p.failure();
    const T slope = -std::inner_product(p->begin(), p->end(), walk.gradient.begin(), T(0)), unseen = 2 * std::numeric_limits<T>::epsilon() * std::abs(walk.value);
    T rate = 1;
    Storage<T> next = moved(x, rate, *p);
    for (std::int64_t power = 0; slope != 0 && (ahead.look(next) || !(ahead.value <= walk.value + in.c1 * rate * slope + unseen)); next = moved(x, rate *= in.shrink, *p))
      if (++power > NewtonBacktracking::most_powers) return domain("C13", "none of the first 1000 powers decreases f enough");
    append(out.rates, {rate});
    x = std::move(next);
  }
};

}  // namespace etalon
