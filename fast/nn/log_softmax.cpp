#include "reference/contract/nn/log_softmax.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "fast/backend/map_rows.hpp"
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

template <class T>
using Several = std::array<Shifted<T>, rows_at_once>;
template <class T>
bool none_masked(const Several<T>& of_rows, std::size_t rows) {
  return std::none_of(of_rows.begin(), of_rows.begin() + static_cast<std::ptrdiff_t>(rows), [](const Shifted<T>& row) { return row.masked(); });
}
Failure all_masked() { return domain("C2", "every entry along the axis is −∞"); }

}  // namespace

template <>
const Fast<LogSoftmax> Wings<LogSoftmax>::fast = []<class T>(const LogSoftmax::In<T>& in, Seen& seen) -> Result<LogSoftmax::Out<T>> {
  const auto some = [](std::size_t n, std::size_t rows, const auto& of_x, const Results<T, 1>& to) {
    const T* const x = of_x.taken(rows * n);
    return widest<T>([&]<class P>() {
      Several<T> of_rows;
      for (std::size_t r = 0; r < rows; ++r) of_rows[r] = shifted<P>(x + r * n, n, to.y[0] + r * n);
      for (std::size_t r = 0; r < rows; ++r) logarithms<P>(x + r * n, n, of_rows[r], to.y[0] + r * n);
      return none_masked(of_rows, rows);
    });
  };
  auto y = map_rows<1>(in.axis, some, watched(in.x, seen));
  if (!y) return all_masked();
  return LogSoftmax::Out<T>{std::move((*y)[0])};
};

template <>
const Fast<LogSoftmaxVjp> Wings<LogSoftmaxVjp>::fast = []<class T>(const LogSoftmaxVjp::In<T>& in, Seen& seen) -> Result<LogSoftmaxVjp::Out<T>> {
  const auto some = [](std::size_t n, std::size_t rows, const auto& of_x, const auto& of_y, const Results<T, 1>& to) {
    const T *const x = of_x.taken(rows * n), *const cotangent = of_y.taken(rows * n);
    return widest<T>([&]<class P>() {
      Several<T> of_rows;
      for (std::size_t r = 0; r < rows; ++r) of_rows[r] = shifted<P>(x + r * n, n, to.y[0] + r * n);
      for (std::size_t r = 0; r < rows; ++r) pull_back<P>(n, of_rows[r], cotangent + r * n, to.y[0] + r * n);
      return none_masked(of_rows, rows);
    });
  };
  auto grad_x = map_rows<1>(in.axis, some, watched(in.x, seen), watched(in.cotangent.y, seen));
  if (!grad_x) return all_masked();
  return LogSoftmaxVjp::Out<T>{std::move((*grad_x)[0])};
};

template <>
const Joint<LogSoftmaxVjp> Together<LogSoftmaxVjp>::fast = []<class T>(const LogSoftmaxVjp::In<T>& in, Seen& seen) -> Result<ValueAndDerivative<LogSoftmaxVjp, T>> {
  const auto some = [](std::size_t n, std::size_t rows, const auto& of_x, const auto& of_y, const Results<T, 2>& to) {
    const T *const x = of_x.taken(rows * n), *const cotangent = of_y.taken(rows * n);
    return widest<T>([&]<class P>() {
      Several<T> of_rows;
      for (std::size_t r = 0; r < rows; ++r) of_rows[r] = shifted<P>(x + r * n, n, to.y[1] + r * n);
      for (std::size_t r = 0; r < rows; ++r) logarithms<P>(x + r * n, n, of_rows[r], to.y[0] + r * n);
      for (std::size_t r = 0; r < rows; ++r) pull_back<P>(n, of_rows[r], cotangent + r * n, to.y[1] + r * n);
      return none_masked(of_rows, rows);
    });
  };
  auto both = map_rows<2>(in.axis, some, watched(in.x, seen), watched(in.cotangent.y, seen));
  if (!both) return all_masked();
  return ValueAndDerivative<LogSoftmaxVjp, T>{{std::move((*both)[0])}, {std::move((*both)[1])}};
};

}  // namespace etalon
