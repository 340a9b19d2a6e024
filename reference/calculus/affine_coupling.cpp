#include "reference/contract/calculus/affine_coupling.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::calculus::AffineCoupling;
using contract::calculus::AffineCouplingVjp;

/// As it is written, sample by sample.
constexpr auto affine_coupling = []<class T>(const AffineCoupling::In<T>& in) -> Result<AffineCoupling::Out<T>> {
  const std::int64_t n = in.x.shape[0], d = in.x.shape[1], k = in.scale_weight.shape[1];
  AffineCoupling::Out<T> out{in.x, Tensor<T>({n})};
  const T log_of_two_pi = log(T(2) * T(pi()));
  for (std::int64_t i = 0; i < n; ++i) {
    T squares = 0, sum = 0;
    for (std::int64_t j = 0; j < d; ++j) squares += square(in.x(i, j));
    for (std::int64_t j = k; j < d; ++j) {
      T a = in.scale_bias[j - k], t = in.shift_bias[j - k];
      for (std::int64_t l = 0; l < k; ++l) a += in.scale_weight(j - k, l) * in.x(i, l), t += in.shift_weight(j - k, l) * in.x(i, l);
      const T s = tanh(a);
      out.y(i, j) = in.x(i, j) * exp(s) + t;
      sum += s;
    }
    out.log_density[i] = -squares / 2 - d * log_of_two_pi / 2 - sum;
  }
  return out;
};

template <>
const Reference<AffineCoupling> Wings<AffineCoupling>::reference = affine_coupling;

template <>
const Reference<AffineCouplingVjp> Wings<AffineCouplingVjp>::reference = reverse_sweep<AffineCouplingVjp>(affine_coupling);

}  // namespace etalon
