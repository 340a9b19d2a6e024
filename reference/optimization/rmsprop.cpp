#include "reference/contract/optimization/rmsprop.hpp"

#include "reference/optimization/averages.hpp"
#include "reference/optimization/run.hpp"

namespace etalon {
using namespace reference::optimization;
using contract::optimization::Rmsprop;

template <>
const Reference<Rmsprop> Wings<Rmsprop>::reference = []<class T>(const Rmsprop::In<T>& in, Rmsprop::Variant variant) -> Result<Rmsprop::Out<T>> {
  using enum Rmsprop::Variant;
  Rmsprop::Out<T> out{in.theta, in.v, in.mean, in.buffer};
  for (std::size_t i = 0; i < in.theta.size(); ++i) {
    const T& g = in.gradient[i];
    const T v = out.v_next[i] = average(in.alpha, in.v[i], square(g));
    T s2 = v;
    if (in.centred == 1) {
      if (in.v[i] < square(in.mean[i])) return domain("C3", "v is less than ḡ² at entry " + std::to_string(i));
      const T mean = out.mean_next[i] = average(in.alpha, in.mean[i], g);
      s2 = v - square(mean);
    }
    if (s2 == 0 && in.epsilon == 0) return zero_denominator(i);
    const T d = g / (variant == epsilon_outside ? root(s2) + in.epsilon : sqrt(s2 + in.epsilon)), step = variant == rate_in_buffer ? in.learning_rate * d : d;
    const T b = in.momentum == 0 ? step : in.momentum * in.buffer[i] + step;
    if (in.momentum != 0) out.buffer_next[i] = b;
    out.theta_next[i] = in.theta[i] - (variant == rate_in_buffer ? b : in.learning_rate * b);
  }
  return out;
};

template <>
const Reference<contract::optimization::RmspropRun> Wings<contract::optimization::RmspropRun>::reference = reference::optimization::run<contract::optimization::RmspropRun>;

}  // namespace etalon
