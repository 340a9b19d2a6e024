#include "reference/contract/calculus/affine_coupling_inverse.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::calculus::AffineCouplingInverse;
using contract::calculus::AffineCouplingInverseVjp;

/// As it is written, sample by sample.
constexpr auto affine_coupling_inverse = []<class T>(const AffineCouplingInverse::In<T>& in) -> Result<AffineCouplingInverse::Out<T>> {
  const std::int64_t n = in.y.shape[0], d = in.y.shape[1], k = in.scale_weight.shape[1];
  AffineCouplingInverse::Out<T> out{in.y, Tensor<T>({n})};
  const T log_of_two_pi = log(T(2) * T(pi()));
  for (std::int64_t i = 0; i < n; ++i) {
    T squares = 0, sum = 0;
    for (std::int64_t j = k; j < d; ++j) {
      T a = in.scale_bias[j - k], t = in.shift_bias[j - k];
      for (std::int64_t l = 0; l < k; ++l) a += in.scale_weight(j - k, l) * in.y(i, l), t += in.shift_weight(j - k, l) * in.y(i, l);
      const T s = tanh(a);
      out.x(i, j) = (in.y(i, j) - t) * exp(-s);
      sum += s;
    }
    for (std::int64_t j = 0; j < d; ++j) squares += square(out.x(i, j));
    out.log_density[i] = -squares / 2 - d * log_of_two_pi / 2 - sum;
  }
  return out;
};

template <>
const Reference<AffineCouplingInverse> Wings<AffineCouplingInverse>::reference = affine_coupling_inverse;

template <>
const Reference<AffineCouplingInverseVjp> Wings<AffineCouplingInverseVjp>::reference = reverse_sweep<AffineCouplingInverseVjp>(affine_coupling_inverse);

}  // namespace etalon
