#include "reference/contract/optimization/rmsprop.hpp"

#include "fast/optimization/averages.hpp"
#include "fast/optimization/run.hpp"

namespace etalon {
using namespace fast::backend;
using namespace fast::optimization;
using contract::optimization::Rmsprop;

/// αv + (1 − α)g² − (αḡ + (1 − α)g)² = α(v − ḡ²) + α(1 − α)(g − ḡ)²: both terms are 0 or more, and the first one rounding.
template <>
const Fast<Rmsprop> Wings<Rmsprop>::fast = []<class T>(const Rmsprop::In<T>& in, Rmsprop::Variant variant) -> Result<Rmsprop::Out<T>> {
  using enum Rmsprop::Variant;
  const T alpha = in.alpha, mu = in.momentum, epsilon = in.epsilon, root_of_epsilon = std::sqrt(epsilon);
  const bool centred = in.centred == 1, rate_first = variant == rate_in_buffer || mu == 0;
  const T inside = rate_first ? in.learning_rate : T(1), outside = rate_first ? T(1) : in.learning_rate;
  for (std::size_t i = 0; i < in.theta.size() && (centred || epsilon == 0); ++i) {
    const T mean = in.mean[i], deviation = centred ? std::fma(-mean, mean, in.v[i]) : in.v[i], apart = centred ? in.gradient[i] - mean : in.gradient[i];
    if (deviation < 0) return domain("C3", "v is less than ḡ² at entry " + std::to_string(i));
    if (epsilon == 0 && apart == 0 && (deviation == 0 || alpha == 0)) return zero_denominator(i);
  }
  auto [theta, v, means, buffer] = map_to<4>([=]<class P>(const P& x, const P& square, const P& mean, const P& held, const P& g) {
    const auto v_next = average_square(alpha, square, g);
    const P root = centred ? SumOfSquares<P>(alpha, fma(-mean, mean, square), alpha * (1 - alpha), g - mean).root : v_next.root;
    const P step = multiple_of_quotient(inside, g, variant == epsilon_outside ? root + P(epsilon) : length(root, P(root_of_epsilon)));
    const P next = fma(P(mu), held, step);  // without momentum the step itself
    return std::array{mu == 0 ? x - step : fma(P(-outside), next, x), v_next.value, centred ? average(alpha, mean, g) : mean, mu == 0 ? held : next};
  }, in.theta, in.v, in.mean, in.buffer, in.gradient);
  return Rmsprop::Out<T>{std::move(theta), std::move(v), std::move(means), std::move(buffer)};
};

template <>
const Fast<contract::optimization::RmspropRun> Wings<contract::optimization::RmspropRun>::fast = fast::optimization::run<contract::optimization::RmspropRun>;

}  // namespace etalon
