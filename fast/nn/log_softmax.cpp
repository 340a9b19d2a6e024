#include "reference/contract/nn/log_softmax.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "fast/backend/rows.hpp"
#include "fast/joint.hpp"

namespace etalon {
using namespace fast::backend;
using contract::nn::LogSoftmax;
using contract::nn::LogSoftmaxVjp;

namespace {

/// The largest entry of a row, and Σ exp(x − largest) over the others.
template <class T>
struct Shifted {
  T top, others;

  bool masked() const { return top == -std::numeric_limits<T>::infinity(); }
};

/// The same, with the exponentials. Entries as large as the largest are counted apart: nothing small is swallowed by their ones.
template <class P, class T = typename P::Number>
Shifted<T> shifted(const T* x, std::size_t n, T* exponential) {
  constexpr T masked = -std::numeric_limits<T>::infinity();
  const T top = largest_of<P>(x, n);
  if (top == masked) return {top, 0};
  P largest(0), others(0);
  each_pack<P>(n, [&](std::size_t i, std::size_t count) {
    const P below = load<P>(x + i, count, masked) - P(top), e = exp_of_negative(below);
    const auto level = below == P(0);
    largest = largest + select(level, P(1), P(0));
    others = others + select(level, P(0), e);
    store(e, exponential + i, count);
  });
  return {top, sum(others) + (sum(largest) - 1)};
}

/// y = (x − top) − log Σ exp(x − top): the sum is 1 and the others.
template <class P, class T = typename P::Number>
void logarithms(const T* x, std::size_t n, const Shifted<T>& row, T* y) {
  transform<P>(n, y, [top = P(row.top), log = P(std::log1p(row.others))](const P& v) { return (v - top) - log; }, x);
}

/// x̄ from the exponentials and the same sum, in their place.
template <class P, class T = typename P::Number>
void pull_back(std::size_t n, const Shifted<T>& row, const T* cotangent, T* exponential) {
  const P sum(sum_of<P>(n, 0, [](const P& c) { return c; }, cotangent)), share(1 / (1 + row.others));
  transform<P>(n, exponential, [sum, share](const P& e, const P& c) { return c - e * share * sum; }, exponential, cotangent);
}

Failure all_masked() { return domain("C2", "every entry along the axis is −∞"); }

}  // namespace

template <>
const Fast<LogSoftmax> Wings<LogSoftmax>::fast = []<class T>(const LogSoftmax::In<T>& in) -> Result<LogSoftmax::Out<T>> {
  const auto row = [](std::size_t n, const T* x, const auto& y) {
    return widest<T>([&]<class P>() {
      const Shifted<T> of_row = shifted<P>(x, n, y[0]);
      logarithms<P>(x, n, of_row, y[0]);
      return !of_row.masked();
    });
  };
  auto y = map_rows<1>(in.axis, row, in.x);
  if (!y) return all_masked();
  return LogSoftmax::Out<T>{std::move((*y)[0])};
};

template <>
const Fast<LogSoftmaxVjp> Wings<LogSoftmaxVjp>::fast = []<class T>(const LogSoftmaxVjp::In<T>& in) -> Result<LogSoftmaxVjp::Out<T>> {
  const auto row = [](std::size_t n, const T* x, const T* cotangent, const auto& y) {
    return widest<T>([&]<class P>() {
      const Shifted<T> of_row = shifted<P>(x, n, y[0]);
      pull_back<P>(n, of_row, cotangent, y[0]);
      return !of_row.masked();
    });
  };
  auto grad_x = map_rows<1>(in.axis, row, in.x, in.cotangent.y);
  if (!grad_x) return all_masked();
  return LogSoftmaxVjp::Out<T>{std::move((*grad_x)[0])};
};

template <>
const Joint<LogSoftmaxVjp> Together<LogSoftmaxVjp>::fast = []<class T>(const LogSoftmaxVjp::In<T>& in) -> Result<ValueAndDerivative<LogSoftmaxVjp, T>> {
  const auto row = [](std::size_t n, const T* x, const T* cotangent, const auto& y) {
    return widest<T>([&]<class P>() {
      const Shifted<T> of_row = shifted<P>(x, n, y[1]);
      logarithms<P>(x, n, of_row, y[0]);
      pull_back<P>(n, of_row, cotangent, y[1]);
      return !of_row.masked();
    });
  };
  auto both = map_rows<2>(in.axis, row, in.x, in.cotangent.y);
  if (!both) return all_masked();
  return ValueAndDerivative<LogSoftmaxVjp, T>{{std::move((*both)[0])}, {std::move((*both)[1])}};
};

}  // namespace etalon
