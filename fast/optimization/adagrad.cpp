#include "reference/contract/optimization/adagrad.hpp"

#include "fast/optimization/averages.hpp"

namespace etalon {
using namespace fast::optimization;
using contract::optimization::Adagrad;

/// √s′ by hypot, so that no square of a gradient leaves the range.
template <>
const Fast<Adagrad> Wings<Adagrad>::fast = []<class T>(const Adagrad::In<T>& in, Adagrad::Variant variant) -> Result<Adagrad::Out<T>> {
  const T eta = static_cast<T>(in.learning_rate / (1 + static_cast<double>(in.t - 1) * in.learning_rate_decay));
  Adagrad::Out<T> out{in.theta, in.sum};
  for (std::size_t i = 0; i < in.theta.size(); ++i) {
    const T s = in.sum[i], g = in.gradient[i];
    if (in.epsilon == 0 && s == 0 && g == 0) return zero_denominator(i);
    out.sum_next[i] = std::fma(g, g, s);
    const T root = std::hypot(std::sqrt(s), g);
    out.theta_next[i] = in.theta[i] - multiple_of_quotient(eta, g, variant == Adagrad::Variant::epsilon_outside ? root + in.epsilon : std::hypot(root, std::sqrt(in.epsilon)));
  }
  return out;
};

}  // namespace etalon
