#include "reference/contract/nn/mlp.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::nn::Mlp;
using contract::nn::MlpVjp;

namespace {

template <class T>
T activated(const std::string& name, const T& z) {
  if (name == "relu") return z > 0 ? z : (z - z) / 2;  // 0, with the rounding of z: near 0 it may be taken for positive
  if (name == "tanh") return tanh(z);
  if (name == "sigmoid") return sigmoid(z);
  if (name == "silu") return z * sigmoid(z);
  if (name == "gelu") return z * erfc(-z / T(sqrt(Interval(2)))) / 2;
  if (name == "softplus") return softplus(z);
  return z;
}

}  // namespace

/// Layer by layer, as it is written.
constexpr auto mlp = []<class T>(const Mlp::In<T>& in) -> Result<Mlp::Out<T>> {
  Tensor<T> y = in.x;
  for (std::size_t l = 0; l < in.weights.size(); ++l) {
    const Tensor<T>& w = in.weights[l];
    Tensor<T> z({y.shape[0], w.shape[0]});
    for (std::int64_t i = 0; i < z.shape[0]; ++i)
      for (std::int64_t j = 0; j < z.shape[1]; ++j) {
        for (std::int64_t k = 0; k < w.shape[1]; ++k) z(i, j) += y(i, k) * w(j, k);
        z(i, j) += in.biases[l][j];
      }
    y = l + 1 == in.weights.size() ? z : map(z, [&](const T& entry) { return activated(in.activation, entry); });
  }
  return Mlp::Out<T>{y};
};

template <>
const Reference<Mlp> Wings<Mlp>::reference = mlp;

template <>
const Reference<MlpVjp> Wings<MlpVjp>::reference = reverse_sweep<MlpVjp>(mlp);

}  // namespace etalon
