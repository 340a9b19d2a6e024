#include "reference/contract/nn/mse.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::nn::Mse;
using contract::nn::MseGradient;

/// As it is written.
constexpr auto mse = []<class T>(const Mse::In<T>& in, Mse::Variant variant) -> Result<Mse::Out<T>> {
  T sum = 0;
  for (std::size_t i = 0; i < in.x.size(); ++i) sum += square(in.x[i] - in.target[i]);
  return Mse::Out<T>{variant == Mse::Variant::mean ? sum / T(in.x.shape[0]) : sum};
};

template <>
const Reference<Mse> Wings<Mse>::reference = mse;

template <>
const Reference<MseGradient> Wings<MseGradient>::reference = reverse_sweep<MseGradient>(mse);

}  // namespace etalon
