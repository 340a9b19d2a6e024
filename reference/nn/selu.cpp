#include "reference/contract/nn/selu.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::nn::Selu;
using contract::nn::SeluVjp;

namespace {

/// α = −√(2/π)/(√e·erfc(1/√2) − 1), for which E y = 0.
Interval selu_alpha() { return -sqrt(2 / pi()) / (sqrt(exp(Interval(1))) * erfc(1 / sqrt(Interval(2))) - 1); }
/// λ, for which E y² = 1: E y²/λ² = ½ + α²(e²Φ(−2) − 2√eΦ(−1) + ½) with Φ(−x) = erfc(x/√2)/2.
Interval selu_lambda() {
  const Interval e = exp(Interval(1)), root = sqrt(Interval(2));
  return 1 / sqrt(Interval(1) / 2 + square(selu_alpha()) * (square(e) * erfc(root) / 2 - sqrt(e) * erfc(1 / root) + Interval(1) / 2));
}

}  // namespace

/// λ times the exponential linear unit of α.
template <>
const Reference<Selu> Wings<Selu>::reference = []<class T>(const Selu::In<T>& in) -> Result<Selu::Out<T>> {
  const T alpha(selu_alpha()), lambda(selu_lambda());
  return Selu::Out<T>{map(in.x, [&](const T& x) { return lambda * (x > 0 ? x : alpha * (exp(x) - 1)); })};
};

/// λ times those of the exponential linear unit.
template <>
const Reference<SeluVjp> Wings<SeluVjp>::reference = []<class T>(const SeluVjp::In<T>& in) -> Result<SeluVjp::Out<T>> {
  Tensor<T> grad_x = in.cotangent.y;
  for (std::size_t i = 0; i < grad_x.size(); ++i) {
    const T& x = in.x[i];
    grad_x[i] = T(selu_lambda()) * (x > 0 ? grad_x[i] : T(selu_alpha()) * grad_x[i] * exp(x));
  }
  return SeluVjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
