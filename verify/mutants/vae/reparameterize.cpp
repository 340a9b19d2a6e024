#include "reference/contract/vae/reparameterize.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::vae::Reparameterize;
using contract::vae::ReparameterizeVjp;
using Variant = Reparameterize::Variant;

template <class T>
T deviation(T s, Variant v) {
  return v == Variant::log_variance ? std::exp(s / 2) : v == Variant::softplus ? std::log1p(std::exp(s)) : s;
}

const auto registered =
    mutants<Reparameterize>()
        .spoils("variance_for_deviation", "μ + σ²ε", [](auto& out, const auto& in, Variant v) {
          for (std::size_t i = 0; i < in.mu.size(); ++i) out.z[i] = in.mu[i] + deviation(in.spread[i], v) * deviation(in.spread[i], v) * in.noise[i];
        })
        .spoils("log_deviation", "log σ² taken for log σ, whatever the convention", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.mu.size(); ++i) out.z[i] = in.mu[i] + std::exp(in.spread[i]) * in.noise[i];
        })
        .spoils("noise_forgotten", "μ: the mean is decoded", [](auto& out, const auto& in) { out.z = in.mu; })
        .spoils("deviation_forgotten", "μ + ε", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.mu.size(); ++i) out.z[i] = in.mu[i] + in.noise[i];
        });

const auto registered_vjp =
    mutants<ReparameterizeVjp>()
        .spoils("detached", "σ taken for a constant", [](auto& out, const auto&) {
          for (auto& g : out.grad_spread) g = 0;
        })
        .spoils("factor_of_deviation_lost", "z̄ε: the slope of σ is forgotten", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.mu.size(); ++i) out.grad_spread[i] = in.cotangent.z[i] * in.noise[i] * 2;
        })
        .spoils("half_forgotten", "z̄εσ to log σ², and twice to the others", [](auto& out, const auto&) {
          for (auto& g : out.grad_spread) g *= 2;
        })
        .spoils("mean_moves_with_noise", "z̄ε to μ", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.mu.size(); ++i) out.grad_mu[i] *= in.noise[i];
        });

}  // namespace
}  // namespace etalon::verify
