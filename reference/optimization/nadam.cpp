#include "reference/contract/optimization/nadam.hpp"

#include "reference/optimization/averages.hpp"
#include "reference/optimization/run.hpp"

namespace etalon {
using namespace reference::optimization;
using contract::optimization::Nadam;

namespace {

/// β₁(1 − ½·0.96^(tψ)).
template <class T>
T share(const T& beta1, const T& psi, const T& t) {
  return beta1 * (1 - exp(t * psi * log(T(24) / 25)) / 2);
}

}  // namespace

template <>
const Reference<Nadam> Wings<Nadam>::reference = []<class T>(const Nadam::In<T>& in, Nadam::Variant variant) -> Result<Nadam::Out<T>> {
  const bool scheduled = variant == Nadam::Variant::scheduled;
  const T mu = scheduled ? share(in.beta1, in.momentum_decay, T(in.t)) : in.beta1, mu_next = scheduled ? share(in.beta1, in.momentum_decay, T(in.t) + 1) : in.beta1;
  const T product = scheduled ? in.product * mu : pow(in.beta1, in.t), correction2 = 1 - pow(in.beta2, in.t);
  Nadam::Out<T> out{in.theta, in.m, in.v, scheduled ? product : in.product};
  for (std::size_t i = 0; i < in.theta.size(); ++i) {
    const T& g = in.gradient[i];
    const T m = out.m_next[i] = average(in.beta1, in.m[i], g), v = out.v_next[i] = average(in.beta2, in.v[i], square(g));
    if (v == 0 && in.epsilon == 0) return zero_denominator(i);
    const T ahead = (1 - mu) * g / (1 - product) + mu_next * m / (1 - product * mu_next);
    out.theta_next[i] = in.theta[i] - in.learning_rate * ahead / (root(T(v / correction2)) + in.epsilon);
  }
  return out;
};

template <>
const Reference<contract::optimization::NadamRun> Wings<contract::optimization::NadamRun>::reference = reference::optimization::run<contract::optimization::NadamRun>;

}  // namespace etalon
