#include "reference/contract/moe/diversity_loss.hpp"

#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::moe::DiversityLoss;
using contract::moe::DiversityLossGradient;
using Variant = DiversityLoss::Variant;

/// Pair by pair and token by token, as it is written.
constexpr auto diversity_loss = []<class T>(const DiversityLoss::In<T>& in, Variant variant) -> Result<DiversityLoss::Out<T>> {
  const std::int64_t n = in.outputs.shape[0], t = in.outputs.shape[1], m = in.outputs.shape[2];
  const auto dot = [&](std::int64_t i, std::int64_t j, std::int64_t token) {
    T sum = 0;
    for (std::int64_t o = 0; o < m; ++o) sum += in.outputs[static_cast<std::size_t>((i * t + token) * m + o)] * in.outputs[static_cast<std::size_t>((j * t + token) * m + o)];
    return sum;
  };
  T sum = 0;
  for (std::int64_t token = 0; token < t; ++token)
    for (std::int64_t i = 0; i < n; ++i)
      for (std::int64_t j = i + 1; j < n; ++j) {
        const T product = dot(i, j, token), lengths = sqrt(dot(i, i, token)) * sqrt(dot(j, j, token));
        sum += variant == Variant::squared ? square(product / lengths) : variant == Variant::absolute ? abs(product) / lengths : product / lengths;
      }
  return DiversityLoss::Out<T>{sum / T(t * (n * (n - 1) / 2))};
};

template <>
const Reference<DiversityLoss> Wings<DiversityLoss>::reference = diversity_loss;

template <>
const Reference<DiversityLossGradient> Wings<DiversityLossGradient>::reference = reverse_sweep<DiversityLossGradient>(diversity_loss);

}  // namespace etalon
