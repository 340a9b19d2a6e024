#include "reference/contract/nn/normalize.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::nn::Normalize;
using contract::nn::NormalizeVjp;
using Variant = Normalize::Variant;

/// x by the larger of the norm and ε. Where they are equal it is ε, and |0| has the slope 0; the norm of zeros has none, and needs none.
constexpr auto normalize = []<class T>(const Normalize::In<T>& in, Variant variant) -> Result<Normalize::Out<T>> {
  const auto lanes = Lanes::along(in.x.shape, in.axis);
  Tensor<T> y(in.x.shape);
  for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
    T sum = 0;
    for (std::int64_t k = 0; k < lanes->length; ++k) {
      const T& x = in.x[lanes->index(lane, k)];
      if (x != 0) sum += variant == Variant::l1 ? abs(x) : square(x);
    }
    T divisor = variant == Variant::l2_squared ? sqrt(in.epsilon) : in.epsilon;
    if (sum != 0) divisor = variant == Variant::l1 ? max(in.epsilon, sum) : variant == Variant::l2 ? max(in.epsilon, sqrt(sum)) : sqrt(max(in.epsilon, sum));
    for (std::int64_t k = 0; k < lanes->length; ++k) y[lanes->index(lane, k)] = in.x[lanes->index(lane, k)] / divisor;
  }
  return Normalize::Out<T>{std::move(y)};
};

template <>
const Reference<Normalize> Wings<Normalize>::reference = normalize;

template <>
const Reference<NormalizeVjp> Wings<NormalizeVjp>::reference = reverse_sweep<NormalizeVjp>(normalize);

}  // namespace etalon
