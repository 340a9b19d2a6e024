#include "reference/contract/optimization/sgd.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Sgd;

/// The fast wing with other inputs.
template <auto change>
constexpr auto with = []<class T>(const Sgd::In<T>& in, Sgd::Variant variant) -> Result<Sgd::Out<T>> {
  auto other = in;
  change(other);
  return Wings<Sgd>::fast(other, variant);
};

const auto registered =
    mutants<Sgd>()
        .add("decay_after_momentum", "b′ = μb + (1 − τ)g, and λθ joins the step afterwards", []<class T>(const Sgd::In<T>& in, Sgd::Variant variant) -> Result<Sgd::Out<T>> {
          auto plain = in;
          plain.weight_decay = 0;
          auto out = Wings<Sgd>::fast(plain, variant);
          for (std::size_t i = 0; out && i < in.theta.size(); ++i) out->theta_next[i] -= in.learning_rate * in.weight_decay * in.theta[i];
          return out;
        })
        .add("first_step_dampened", "b′ = (1 − τ)d in the first step too", []<class T>(const Sgd::In<T>& in, Sgd::Variant variant) -> Result<Sgd::Out<T>> {
          auto other = in;
          if (in.first == 1) other.first = 0, other.buffer = Tensor<T>(in.buffer.shape);
          return Wings<Sgd>::fast(other, variant);
        })
        .add("dampening_forgotten", "b′ = μb + d", with<[](auto& in) { in.dampening = 0; }>)
        .add("ascends_the_decay", "−(g + λθ): the decay grows the parameters", []<class T>(const Sgd::In<T>& in, Sgd::Variant variant) -> Result<Sgd::Out<T>> {
          auto other = in;
          other.maximize = 0;
          if (in.maximize == 1)
            for (std::size_t i = 0; i < in.theta.size(); ++i) other.gradient[i] = -in.gradient[i] - 2 * in.weight_decay * in.theta[i];
          return Wings<Sgd>::fast(other, variant);
        })
        .add("stale_buffer", "the step is taken with b, before b′", []<class T>(const Sgd::In<T>& in, Sgd::Variant variant) -> Result<Sgd::Out<T>> {
          auto out = Wings<Sgd>::fast(in, variant);
          for (std::size_t i = 0; out && i < in.theta.size(); ++i) out->theta_next[i] = in.theta[i] - in.learning_rate * in.buffer[i];
          return out;
        })
        .add("first_forgotten", "the first step averages with a buffer that was never there", with<[](auto& in) { in.first = 0; }>)
        .add("decay_without_rate", "θ loses λθ, whatever η is", []<class T>(const Sgd::In<T>& in, Sgd::Variant variant) -> Result<Sgd::Out<T>> {
          auto plain = in;
          plain.weight_decay = 0;
          auto out = Wings<Sgd>::fast(plain, variant);
          for (std::size_t i = 0; out && i < in.theta.size(); ++i) out->theta_next[i] -= in.weight_decay * in.theta[i];
          return out;
        });

}  // namespace
}  // namespace etalon::verify
