#include "reference/contract/optimization/lbfgs.hpp"

#include "reference/calculus/evaluate.hpp"
#include "reference/contract/optimization/lbfgs_direction.hpp"
#include "reference/linalg/vectors.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::function_of;
using contract::optimization::Lbfgs;
using contract::optimization::LbfgsDirection;
using contract::optimization::LbfgsStep;

namespace {

template <class T>
Tensor<T> moved(const Tensor<T>& x, const T& by, const Tensor<T>& along) {
  Tensor<T> y = x;
  for (std::size_t i = 0; i < y.size(); ++i) y[i] = x[i] + by * along[i];
  return y;
}

/// From the differences of states and gradients that follow each other, the oldest first, the last being where it is.
template <class T>
Result<Tensor<T>> direction(const std::vector<Tensor<T>>& states, const std::vector<Tensor<T>>& gradients, const T& least) {
  const auto n = static_cast<std::int64_t>(gradients.back().size());
  LbfgsDirection::In<T> in{gradients.back(), Tensor<T>({0, n}), Tensor<T>({0, n})};
  for (std::size_t i = 0; i + 1 < states.size(); ++i) {
    const Tensor<T> s = moved(states[i + 1], T(-1), states[i]), y = moved(gradients[i + 1], T(-1), gradients[i]);
    if (dot(s, y) <= least) continue;
    in.s.data.insert(in.s.data.end(), s.begin(), s.end()), in.y.data.insert(in.y.data.end(), y.begin(), y.end());
    ++in.s.shape[0], ++in.y.shape[0];
  }
  auto found = Wings<LbfgsDirection>::reference(in);
  if (!found) return found.failure();
  return std::move(found->d);
}

/// A function along a ray.
class Ray {
 public:
  Ray(const Formula& f, const Tensor<Interval>& x, const Tensor<Interval>& d) : f_(f), x_(x), d_(d) {}
  Tensor<Interval> point(const Interval& alpha) const { return moved(x_, alpha, d_); }
  auto value(const Interval& alpha) const { return reference::calculus::evaluate(f_, point(alpha).data, reference::calculus::Wanted::value); }
  Interval slope(const Interval& alpha) const {
    const auto g = reference::calculus::reverse_product(f_, point(alpha), Tensor<Interval>({1}, {Interval(1)}));
    return g ? dot(*g, d_) : Interval(0);
  }

 private:
  const Formula& f_;
  const Tensor<Interval>&x_, &d_;
};

/// By doubling, then bisection: between a point that descends and one that is too high or ascends there is one that satisfies both.
std::optional<Interval> strong_wolfe(const Ray& ray, const Interval& c1, const Interval& c2) {
  const Interval value = (*ray.value(0))[0], slope = ray.slope(0);
  Interval low = 0, high = 0, alpha = 1;  // high is 0 while there is none
  for (std::int64_t trial = 0; trial < Lbfgs::most_trials; ++trial) {
    const auto there = ray.value(alpha);
    if (!there || (*there)[0] > value + c1 * alpha * slope) high = alpha;
    else {
      const Interval end = ray.slope(alpha);
      if (abs(end) <= c2 * abs(slope)) return alpha;
      (end < 0 ? low : high) = alpha;
    }
    alpha = high.is_zero() ? 2 * low : (low + high) / 2;
  }
  return std::nullopt;
}

}  // namespace

template <>
const Reference<LbfgsStep> Wings<LbfgsStep>::reference = []<class T>(const LbfgsStep::In<T>& in) -> Result<LbfgsStep::Out<T>> {
  std::vector<Tensor<T>> states, gradients;
  for (std::int64_t i = 0; i < in.earlier.shape[0]; ++i) states.push_back(row(in.earlier, i)), gradients.push_back(row(in.earlier_gradients, i));
  states.push_back(in.x), gradients.push_back(in.g);
  const auto d = direction(states, gradients, in.least_curvature);
  if (!d) return d.failure();
  return LbfgsStep::Out<T>{moved(in.x, in.length, *d)};
};

/// Algorithm 7.5 of Nocedal and Wright.
template <>
const Reference<Lbfgs> Wings<Lbfgs>::reference = [](const Lbfgs::In<Interval>& in) -> Result<Lbfgs::Out<Interval>> {
  const Formula f = function_of(in.function, in.x.shape[0]);
  const std::int64_t n = in.x.shape[0];
  Lbfgs::Out<Interval> out{Tensor<Interval>({in.steps + 1, n}), Tensor<Interval>({in.steps}), Tensor<Interval>({in.steps + 1}), Tensor<Interval>({in.steps + 1, n})};
  std::vector<Tensor<Interval>> states{in.x}, gradients;
  for (std::int64_t k = 0;; ++k) {
    const Tensor<Interval> x = states.back();
    const auto value = reference::calculus::evaluate(f, x.data, reference::calculus::Wanted::value);
    if (!value) return value.failure();
    const auto g = reference::calculus::reverse_product(f, x, Tensor<Interval>({1}, {Interval(1)}));
    if (!g) return g.failure();
    gradients.push_back(*g);
    out.values[static_cast<std::size_t>(k)] = (*value)[0];
    for (std::int64_t i = 0; i < n; ++i) out.iterates(k, i) = x[static_cast<std::size_t>(i)], out.gradients(k, i) = (*g)[static_cast<std::size_t>(i)];
    if (k == in.steps) return out;
    const auto d = direction(states, gradients, in.least_curvature);
    if (!d) return d.failure();
    const Ray ray(f, x, *d);
    const auto alpha = all_zero(*g) ? std::optional(Interval(1)) : strong_wolfe(ray, in.c1, in.c2);
    if (!alpha) return domain("C13", "no length that satisfies both conditions was found");
    out.lengths[static_cast<std::size_t>(k)] = *alpha;
    states.push_back(ray.point(*alpha));
    if (static_cast<std::int64_t>(states.size()) > in.memory + 1) states.erase(states.begin()), gradients.erase(gradients.begin());
  }
};

}  // namespace etalon
