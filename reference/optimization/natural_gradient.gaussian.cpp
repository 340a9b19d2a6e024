#include "reference/contract/optimization/natural_gradient.gaussian.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using Op = contract::optimization::NaturalGradientGaussian;

/// The inverse of the diagonal information.
template <>
const Reference<Op> Wings<Op>::reference = []<class T>(const Op::In<T>& in, Op::Variant variant) -> Result<Op::Out<T>> {
  Op::Out<T> out{in.grad_mean, in.grad_spread};
  for (std::size_t i = 0; i < in.spread.size(); ++i) {
    const T& s = in.spread[i];
    if ((variant == Op::Variant::deviation || variant == Op::Variant::variance) && static_cast<bool>(s <= 0))
      return domain("C2", "spread " + std::to_string(i) + " is not positive");
    switch (variant) {
      case Op::Variant::log_deviation: out.mean[i] *= exp(2 * s), out.by_spread[i] /= 2; break;
      case Op::Variant::log_variance: out.mean[i] *= exp(s), out.by_spread[i] *= 2; break;
      case Op::Variant::deviation: out.mean[i] *= square(s), out.by_spread[i] *= square(s) / 2; break;
      case Op::Variant::variance: out.mean[i] *= s, out.by_spread[i] *= 2 * square(s); break;
    }
  }
  return out;
};

}  // namespace etalon
