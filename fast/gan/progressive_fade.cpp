#include "reference/contract/gan/progressive_fade.hpp"

namespace etalon {
using contract::gan::ProgressiveFade;
using contract::gan::ProgressiveFadeVjp;

namespace {

/// Calls `each(first entry of high, first entry of low, entries of low)` for each of high's lines along the last axis.
template <class F>
void for_each_line(const Dimensions& high, F each) {
  const auto length = static_cast<std::size_t>(high.back());
  if (length == 0) return;
  for (std::size_t first = 0; first < static_cast<std::size_t>(count_of(high)); first += length) each(first, ProgressiveFade::below(high, first), length / 2);
}

}  // namespace

template <>
const Fast<ProgressiveFade> Wings<ProgressiveFade>::fast = []<class T>(const ProgressiveFade::In<T>& in) -> Result<ProgressiveFade::Out<T>> {
  Tensor<T> y(in.high.shape);
  const T alpha = in.alpha, rest = 1 - in.alpha;
  for_each_line(y.shape, [&](std::size_t at, std::size_t from, std::size_t entries) {
    for (std::size_t k = 0; k < entries; ++k) {
      const T low = rest * in.low[from + k];
      y[at + 2 * k] = low + alpha * in.high[at + 2 * k];
      y[at + 2 * k + 1] = low + alpha * in.high[at + 2 * k + 1];
    }
  });
  return ProgressiveFade::Out<T>{std::move(y)};
};

template <>
const Fast<ProgressiveFadeVjp> Wings<ProgressiveFadeVjp>::fast = []<class T>(const ProgressiveFadeVjp::In<T>& in) -> Result<ProgressiveFadeVjp::Out<T>> {
  ProgressiveFadeVjp::Out<T> out{Tensor<T>(in.low.shape), map(in.cotangent.y, [&](T y) { return in.alpha * y; })};
  const T rest = 1 - in.alpha;
  for_each_line(in.high.shape, [&](std::size_t at, std::size_t from, std::size_t entries) {
    for (std::size_t k = 0; k < entries; ++k) out.grad_low[from + k] += rest * in.cotangent.y[at + 2 * k] + rest * in.cotangent.y[at + 2 * k + 1];
  });
  return out;
};

}  // namespace etalon
