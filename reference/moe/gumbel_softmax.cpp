#include "reference/contract/moe/gumbel_softmax.hpp"

#include <cmath>
#include <vector>

#include "reference/nn/weights.hpp"

namespace etalon {
using contract::moe::GumbelSoftmax;
using contract::moe::GumbelSoftmaxVjp;
using Variant = GumbelSoftmax::Variant;

namespace {

/// (logits + g)/divisor of a row, −∞ where u is 0; where u is 1 its index is in `certain`, else −1.
template <class T>
std::vector<T> scores(const GumbelSoftmax::In<T>& in, std::int64_t token, const T& divisor, std::int64_t& certain) {
  std::vector<T> x;
  certain = -1;
  for (std::int64_t i = 0; i < in.u.shape[1]; ++i) {
    const T& u = in.u(token, i);
    if (u == 1) certain = i;
    x.push_back(u == 0 || u == 1 ? T(exactly(-INFINITY)) : (in.logits(token, i) - log(-log(u))) / divisor);
  }
  return x;
}
template <class T>
std::vector<T> one_hot(std::int64_t at, std::int64_t n) {
  std::vector<T> y(static_cast<std::size_t>(n), T(0));
  y[static_cast<std::size_t>(at)] = 1;
  return y;
}
template <class T>
std::vector<T> soft(const GumbelSoftmax::In<T>& in, std::int64_t token) {
  std::int64_t certain;
  const std::vector<T> x = scores(in, token, in.tau, certain);
  return certain >= 0 ? one_hot<T>(certain, in.u.shape[1]) : reference::nn::weights(x);
}
/// One comparison after the other; no precision tells those apart whose inputs are the same.
template <class T>
std::vector<T> hard(const GumbelSoftmax::In<T>& in, std::int64_t token) {
  std::int64_t best;
  const std::vector<T> x = scores(in, token, T(1), best);
  const auto alike = [](const T& a, const T& b) { return (enclosure(a) == enclosure(b)).certainly(); };
  if (best < 0)
    for (std::int64_t i = 0; i < in.u.shape[1]; ++i) {
      if (is_infinity(x[static_cast<std::size_t>(i)], -1)) continue;
      const bool same = best >= 0 && alike(in.logits(token, i), in.logits(token, best)) && alike(in.u(token, i), in.u(token, best));
      if (best < 0 || (!same && bool(x[static_cast<std::size_t>(i)] > x[static_cast<std::size_t>(best)]))) best = i;
    }
  return one_hot<T>(best, in.u.shape[1]);
}

}  // namespace

template <>
const Reference<GumbelSoftmax> Wings<GumbelSoftmax>::reference = []<class T>(const GumbelSoftmax::In<T>& in, Variant variant) -> Result<GumbelSoftmax::Out<T>> {
  Tensor<T> y(in.logits.shape);
  for (std::int64_t token = 0; token < y.shape[0]; ++token) {
    const std::vector<T> row = variant == Variant::hard ? hard(in, token) : soft(in, token);
    for (std::int64_t i = 0; i < y.shape[1]; ++i) y(token, i) = row[static_cast<std::size_t>(i)];
  }
  return GumbelSoftmax::Out<T>{std::move(y)};
};

/// Of the soft weights, whatever the convention.
template <>
const Reference<GumbelSoftmaxVjp> Wings<GumbelSoftmaxVjp>::reference = []<class T>(const GumbelSoftmaxVjp::In<T>& in, Variant) -> Result<GumbelSoftmaxVjp::Out<T>> {
  Tensor<T> grad(in.logits.shape);
  for (std::int64_t token = 0; token < grad.shape[0]; ++token) {
    const std::vector<T> y = soft<T>(in, token);
    T dot = 0;
    for (std::int64_t i = 0; i < grad.shape[1]; ++i) dot += y[static_cast<std::size_t>(i)] * in.cotangent.y(token, i);
    for (std::int64_t i = 0; i < grad.shape[1]; ++i) grad(token, i) = y[static_cast<std::size_t>(i)] * (in.cotangent.y(token, i) - dot) / in.tau;
  }
  return GumbelSoftmaxVjp::Out<T>{std::move(grad)};
};

}  // namespace etalon
