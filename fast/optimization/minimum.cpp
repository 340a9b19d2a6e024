#include "reference/contract/optimization/minimum.hpp"

#include <cmath>
#include <deque>
#include <limits>

#include "fast/optimization/walk.hpp"

namespace etalon {
using fast::optimization::Walk;
using contract::optimization::Minimum;

namespace {

constexpr std::size_t pairs = 10;  // that are kept

template <class T>
T dot(const Storage<T>& a, const Storage<T>& b) {
  T sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}
template <class T>
void add(Storage<T>& x, T factor, const Storage<T>& y) {
  for (std::size_t i = 0; i < x.size(); ++i) x[i] += factor * y[i];
}
template <class T>
T largest(const Storage<T>& g) {
  T most = 0;
  for (const T slope : g) most = std::max(most, std::abs(slope));
  return most;
}

/// The two loops of L-BFGS.
template <class T>
class History {
 public:
  void keep(Storage<T> s, Storage<T> y) {
    if (!(dot(s, y) > std::numeric_limits<T>::epsilon() * dot(y, y))) return;
    if (s_.size() == pairs) s_.pop_front(), y_.pop_front();
    s_.push_back(std::move(s)), y_.push_back(std::move(y));
  }
  Storage<T> direction(const Storage<T>& g) const {
    Storage<T> d = g, alpha(s_.size());
    for (std::size_t i = s_.size(); i-- > 0;) add(d, -(alpha[i] = dot(s_[i], d) / dot(s_[i], y_[i])), y_[i]);
    const T gamma = s_.empty() ? 1 / (1 + std::sqrt(dot(g, g))) : dot(s_.back(), y_.back()) / dot(y_.back(), y_.back());
    for (T& entry : d) entry *= gamma;
    for (std::size_t i = 0; i < s_.size(); ++i) add(d, alpha[i] - dot(y_[i], d) / dot(s_[i], y_[i]), s_[i]);
    for (T& entry : d) entry = -entry;
    return d;
  }
  void forget() { s_.clear(), y_.clear(); }
  bool empty() const { return s_.empty(); }

 private:
  std::deque<Storage<T>> s_, y_;
};

/// To a point along d that the strong Wolfe conditions allow, by bisection; f may rise by its rounding, where slopes alone tell.
/// False where there is none.
template <class T>
bool advance(Walk<T>& walk, Storage<T>& x, const Storage<T>& d) {
  const T value = walk.value, slope = dot(walk.gradient, d), noise = 8 * std::numeric_limits<T>::epsilon() * std::abs(value);
  if (!(slope < 0)) return false;
  T low = 0, high = std::numeric_limits<T>::infinity(), alpha = 1;
  for (int k = 0; k < 80; ++k) {
    Storage<T> there = x;
    add(there, alpha, d);
    if (there == x) return false;
    const bool defined = !walk.look(there);
    if (!defined || !(walk.value <= value + T(1e-4) * alpha * slope + noise)) high = alpha;
    else {
      const T end = dot(walk.gradient, d);
      if (std::abs(end) <= T(0.9) * -slope) return x = there, true;
      (end < 0 ? low : high) = alpha;
    }
    alpha = std::isinf(high) ? 2 * low : low + (high - low) / 2;
  }
  return false;
}

}  // namespace

/// L-BFGS; where the line search finds nothing, once more from steepest descent.
template <>
const Fast<Minimum> Wings<Minimum>::fast = []<class T>(const Minimum::In<T>& in) -> Result<Minimum::Out<T>> {
  Walk<T> walk(in.function, in.x.shape[0]);
  Storage<T> x = in.x.data;
  if (auto failure = walk.look(x)) return *failure;
  History<T> history;
  for (int k = 0; k < 10000 && largest(walk.gradient) > in.tolerance / 2; ++k) {
    const Storage<T> before = x, gradient = walk.gradient;
    if (advance(walk, x, history.direction(gradient))) {
      Storage<T> s = x, y = walk.gradient;
      add(s, T(-1), before), add(y, T(-1), gradient);
      history.keep(std::move(s), std::move(y));
      continue;
    }
    if (auto failure = walk.look(x)) return *failure;
    if (history.empty()) break;
    history.forget();
  }
  return Minimum::Out<T>{Tensor<T>(in.x.shape, x), walk.value};
};

}  // namespace etalon
