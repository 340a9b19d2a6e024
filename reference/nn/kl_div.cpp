#include "reference/contract/nn/kl_div.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::nn::KlDiv;
using contract::nn::KlDivGradient;

/// As it is written.
constexpr auto kl_div = []<class T>(const KlDiv::In<T>& in, KlDiv::Variant variant) -> Result<KlDiv::Out<T>> {
  T sum = 0;
  for (std::size_t i = 0; i < in.x.size(); ++i)
    if (in.target[i] > 0) sum += in.target[i] * (log(in.target[i]) - in.x[i]);
  return KlDiv::Out<T>{variant == KlDiv::Variant::sum ? sum : sum / T(variant == KlDiv::Variant::mean ? in.x.shape[0] * in.x.shape[1] : in.x.shape[0])};
};

template <>
const Reference<KlDiv> Wings<KlDiv>::reference = kl_div;

template <>
const Reference<KlDivGradient> Wings<KlDivGradient>::reference = reverse_sweep<KlDivGradient>(kl_div);

}  // namespace etalon
