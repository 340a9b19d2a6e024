#include "reference/contract/nn/mse.hpp"

#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::tensor;
using contract::nn::Mse;
using contract::nn::MseGradient;

/// Differences, squared and summed in pairs.
template <>
const Fast<Mse> Wings<Mse>::fast = []<class T>(const Mse::In<T>& in, Mse::Variant variant) -> Result<Mse::Out<T>> {
  const auto term = [&](std::int64_t i) { return (in.x[i] - in.target[i]) * (in.x[i] - in.target[i]); };
  return Mse::Out<T>{variant == Mse::Variant::mean ? mean_of<T>(in.x.shape[0], term) : pairwise_sum<T>(0, in.x.shape[0], term)};
};

/// The difference; where it overflows, of parts already divided.
template <>
const Fast<MseGradient> Wings<MseGradient>::fast = []<class T>(const MseGradient::In<T>& in, Mse::Variant variant) -> Result<MseGradient::Out<T>> {
  Tensor<T> grad_x(in.x.shape);
  const T n = variant == Mse::Variant::mean ? static_cast<T>(in.x.shape[0]) : T(1);
  for (std::size_t i = 0; i < in.x.size(); ++i) {
    const T d = in.x[i] - in.target[i];
    grad_x[i] = std::isfinite(2 * d) ? 2 * d / n : 2 * (in.x[i] / n - in.target[i] / n);
  }
  return MseGradient::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
