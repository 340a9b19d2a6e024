#include <cmath>

#include "reference/contract/optimization/natural_gradient.gaussian.hpp"

namespace etalon {
using Op = contract::optimization::NaturalGradientGaussian;

namespace {

/// g·f², 0 for g = 0 whatever f is.
template <class T>
T times_square(T g, T f) {
  return g == 0 ? g : g * f * f;
}

}  // namespace

/// Factor by factor: σ² alone may leave the range.
template <>
const Fast<Op> Wings<Op>::fast = []<class T>(const Op::In<T>& in, Op::Variant variant) -> Result<Op::Out<T>> {
  Op::Out<T> out{in.grad_mean, in.grad_spread};
  for (std::size_t i = 0; i < in.spread.size(); ++i) {
    const T s = in.spread[i];
    if ((variant == Op::Variant::deviation || variant == Op::Variant::variance) && !(s > 0)) return domain("C2", "spread " + std::to_string(i) + " is not positive");
    switch (variant) {
      case Op::Variant::log_deviation: out.mean[i] = times_square(out.mean[i], std::exp(s)), out.by_spread[i] /= 2; break;
      case Op::Variant::log_variance: out.mean[i] = times_square(out.mean[i], std::exp(s / 2)), out.by_spread[i] *= 2; break;
      case Op::Variant::deviation: out.mean[i] = times_square(out.mean[i], s), out.by_spread[i] = times_square(out.by_spread[i], s) / 2; break;
      case Op::Variant::variance: out.mean[i] *= s, out.by_spread[i] = times_square(out.by_spread[i], s) * 2; break;
    }
  }
  return out;
};

}  // namespace etalon
