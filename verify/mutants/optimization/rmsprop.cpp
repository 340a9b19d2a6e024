#include <cmath>

#include "reference/contract/optimization/rmsprop.hpp"
#include "verify/language/mutants.hpp"
#include "verify/mutants/optimization/runs.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Rmsprop;

/// The step with another divisor, f(i, v′, ḡ′), and another rule for the buffer.
template <class T, class F>
void spoil(Rmsprop::Out<T>& out, const Rmsprop::In<T>& in, F divisor) {
  for (std::size_t i = 0; i < in.theta.size(); ++i) {
    const T d = in.gradient[i] / divisor(i, out.v_next[i], in.centred == 1 ? out.mean_next[i] : T(0));
    if (in.momentum != 0) out.buffer_next[i] = in.momentum * in.buffer[i] + d;
    out.theta_next[i] = in.theta[i] - in.learning_rate * (in.momentum != 0 ? out.buffer_next[i] : d);
  }
}

const auto registered =
    mutants<Rmsprop>()
        .spoils("epsilon_inside", "√(s² + ε) under the name of s + ε", []<class T>(Rmsprop::Out<T>& out, const Rmsprop::In<T>& in) {
          spoil(out, in, [&](std::size_t, T v, T mean) { return std::sqrt(v - mean * mean + in.epsilon); });
        })
        .spoils("stale_v", "the step divides by √v, before v′", []<class T>(Rmsprop::Out<T>& out, const Rmsprop::In<T>& in) {
          spoil(out, in, [&](std::size_t i, T, T mean) { return std::sqrt(std::fabs(in.v[i] - mean * mean)) + in.epsilon; });
        })
        .spoils("never_centred", "v′ by itself, whatever is asked for", []<class T>(Rmsprop::Out<T>& out, const Rmsprop::In<T>& in) {
          spoil(out, in, [&](std::size_t, T v, T) { return std::sqrt(v) + in.epsilon; });
        })
        .spoils("mean_not_squared", "v′ − ḡ′", []<class T>(Rmsprop::Out<T>& out, const Rmsprop::In<T>& in) {
          spoil(out, in, [&](std::size_t, T v, T mean) { return std::sqrt(std::fabs(v - mean)) + in.epsilon; });
        })
        .spoils("rate_in_the_buffer", "b′ = μb + ηd, and θ − b′", []<class T>(Rmsprop::Out<T>& out, const Rmsprop::In<T>& in) {
          for (std::size_t i = 0; i < in.theta.size() && in.momentum != 0; ++i) {
            const T d = out.buffer_next[i] - in.momentum * in.buffer[i];
            out.buffer_next[i] = in.momentum * in.buffer[i] + in.learning_rate * d;
            out.theta_next[i] = in.theta[i] - out.buffer_next[i];
          }
        })
        .spoils("momentum_of_the_gradient", "b′ = μb + g, then divided", []<class T>(Rmsprop::Out<T>& out, const Rmsprop::In<T>& in) {
          for (std::size_t i = 0; i < in.theta.size() && in.momentum != 0; ++i) out.buffer_next[i] = in.momentum * in.buffer[i] + in.gradient[i];
        })
        .spoils("bias_corrected", "v′/(1 − α), as in the first step of Adam", []<class T>(Rmsprop::Out<T>& out, const Rmsprop::In<T>& in) {
          spoil(out, in, [&](std::size_t, T v, T mean) { return std::sqrt((v - mean * mean) / (1 - in.alpha)) + in.epsilon; });
        })
        .spoils("summed", "v sums instead of averaging, as in Adagrad", []<class T>(Rmsprop::Out<T>& out, const Rmsprop::In<T>& in) {
          for (std::size_t i = 0; i < in.theta.size(); ++i) out.v_next[i] = in.v[i] + in.gradient[i] * in.gradient[i];
          spoil(out, in, [&](std::size_t, T v, T mean) { return std::sqrt(v - mean * mean) + in.epsilon; });
        });

const auto registered_run = mutants_of_run<contract::optimization::RmspropRun>();

}  // namespace
}  // namespace etalon::verify
