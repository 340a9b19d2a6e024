#include "reference/contract/optimization/lbfgs.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "fast/optimization/pairs.hpp"
#include "fast/optimization/walk.hpp"
#include "reference/contract/optimization/lbfgs_direction.hpp"

namespace etalon {
using namespace fast::optimization;
using contract::optimization::Lbfgs;
using contract::optimization::LbfgsDirection;
using contract::optimization::LbfgsStep;

namespace {

/// The last pairs, as the differences of states and gradients.
template <class T>
class Memory {
 public:
  Memory(std::int64_t n, std::int64_t most, T least) : s_({0, n}), y_({0, n}), most_(most), least_(least) {}

  void see(const Tensor<T>& x, const Tensor<T>& g) {
    if (seen_) {
      ++pairs_;
      const Tensor<T> s = difference(x, x_), y = difference(g, g_);
      if (dot(s, y) > least_) append(s_, s.data), append(y_, y.data), ages_.push_back(pairs_);
      if (!ages_.empty() && ages_.front() + most_ <= pairs_) {  // m pairs are looked at, whether they are kept or not
        const auto n = static_cast<std::ptrdiff_t>(x.size());
        for (Tensor<T>* all : {&s_, &y_}) all->data.erase(all->begin(), all->begin() + n), --all->shape[0];
        ages_.erase(ages_.begin());
      }
    }
    seen_ = true, x_ = x, g_ = g;
  }
  Result<Tensor<T>> direction() const {
    auto found = Wings<LbfgsDirection>::fast(LbfgsDirection::In<T>{g_, s_, y_});
    if (!found) return found.failure();
    return std::move(found->d);
  }

 private:
  static Tensor<T> difference(Tensor<T> a, const Tensor<T>& b) {
    for (std::size_t i = 0; i < a.size(); ++i) a[i] -= b[i];
    return a;
  }
  Tensor<T> s_, y_, x_, g_;
  std::vector<std::int64_t> ages_;
  std::int64_t pairs_ = 0, most_;
  T least_;
  bool seen_ = false;
};

template <class T>
Tensor<T> moved(Tensor<T> x, T by, const Tensor<T>& along) {
  for (std::size_t i = 0; i < x.size(); ++i) x[i] += by * along[i];
  return x;
}

/// A length that satisfies Wolfe's strong conditions, with the walk looking at where it leads: doubling, then the zero of the slope between the ends by a secant that stays
/// away from them, or their middle.
template <class T>
std::optional<T> strong_wolfe(Walk<T>& walk, const Tensor<T>& x, const Tensor<T>& d, T c1, T c2) {
  const T value = walk.value, slope = dot(Tensor<T>(x.shape, walk.gradient), d), unseen = 2 * std::numeric_limits<T>::epsilon() * std::abs(value);
  T low = 0, low_slope = slope, high = 0, high_slope = 0, alpha = 1;  // high is 0 while there is none, its slope 0 where it tells nothing
  for (std::int64_t trial = 0; trial < Lbfgs::most_trials; ++trial) {
    const bool undefined = walk.look(moved(x, alpha, d).data).has_value();
    if (undefined || !(walk.value <= value + c1 * alpha * slope + unseen)) high = alpha, high_slope = 0;
    else {
      const T end = dot(Tensor<T>(x.shape, walk.gradient), d);
      if (std::abs(end) <= c2 * std::abs(slope)) return alpha;
      if (end < 0) low = alpha, low_slope = end;
      else high = alpha, high_slope = end;
    }
    if (high == 0) alpha = 2 * low;
    else {
      const T part = high_slope > 0 ? low_slope / (low_slope - high_slope) : T(1) / 2;
      alpha = low + (high - low) * std::clamp(part, T(1) / 8, T(7) / 8);
    }
  }
  return std::nullopt;
}

}  // namespace

template <>
const Fast<LbfgsStep> Wings<LbfgsStep>::fast = []<class T>(const LbfgsStep::In<T>& in) -> Result<LbfgsStep::Out<T>> {
  const std::int64_t n = in.x.shape[0], m = in.earlier.shape[0];
  Memory<T> memory(n, m + 1, in.least_curvature);
  const auto row = [n](const Tensor<T>& all, std::int64_t i) { return Tensor<T>({n}, Storage<T>(all.begin() + i * n, all.begin() + (i + 1) * n)); };
  for (std::int64_t i = 0; i < m; ++i) memory.see(row(in.earlier, i), row(in.earlier_gradients, i));
  memory.see(in.x, in.g);
  const auto d = memory.direction();
  if (!d) return d.failure();
  return LbfgsStep::Out<T>{moved(in.x, in.length, *d)};
};

template <>
const Fast<Lbfgs> Wings<Lbfgs>::fast = []<class T>(const Lbfgs::In<T>& in) -> Result<Lbfgs::Out<T>> {
  const std::int64_t n = in.x.shape[0];
  Walk<T> walk(in.function, n);
  Memory<T> memory(n, in.memory, in.least_curvature);
  Tensor<T> x = in.x;
  Lbfgs::Out<T> out{Tensor<T>({0, n}), Tensor<T>({0}), Tensor<T>({0}), Tensor<T>({0, n})};
  if (auto failure = walk.look(x.data)) return *failure;
  for (std::int64_t k = 0;; ++k) {
    append(out.iterates, x.data), append(out.values, {walk.value}), append(out.gradients, walk.gradient);
    if (k == in.steps) return out;
    const Tensor<T> g(x.shape, walk.gradient);
    memory.see(x, g);
    const auto d = memory.direction();
    if (!d) return d.failure();
    const bool stays = std::all_of(g.begin(), g.end(), [](T entry) { return entry == 0; });
    const auto alpha = stays ? std::optional(T(1)) : strong_wolfe(walk, x, *d, in.c1, in.c2);
    if (!alpha) return domain("C13", "no length that satisfies both conditions was found");
    append(out.lengths, {*alpha});
    x = moved(std::move(x), *alpha, *d);
  }
};

}  // namespace etalon
