#include "reference/contract/vae/gaussian_kl_diagonal.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::vae::GaussianKlDiagonal;
using contract::vae::GaussianKlDiagonalVjp;
using Variant = GaussianKlDiagonal::Variant;

template <class T>
T deviation(T s, Variant v) {
  return v == Variant::log_variance ? std::exp(s / 2) : v == Variant::softplus ? std::log1p(std::exp(s)) : s;
}
/// The divergence with another entry(μ − m, σ, τ).
template <class T, class Entry>
void reduced(GaussianKlDiagonal::Out<T>& out, const GaussianKlDiagonal::In<T>& in, Variant v, Entry entry) {
  for (T& kl : out.kl) kl = 0;
  for (std::size_t i = 0; i < in.mu.size(); ++i)
    out.kl[i / in.mu.shape[1]] += entry(in.mu[i] - in.prior_mu[i], deviation(in.spread[i], v), deviation(in.prior_spread[i], v));
}

const auto registered =
    mutants<GaussianKlDiagonal>()
        .spoils("the_other_way", "KL(prior ‖ posterior)", []<class T>(GaussianKlDiagonal::Out<T>& out, const GaussianKlDiagonal::In<T>& in, Variant v) {
          out = *Wings<GaussianKlDiagonal>::fast(GaussianKlDiagonal::In<T>{in.prior_mu, in.prior_spread, in.mu, in.spread}, v);
        })
        .spoils("half_forgotten", "twice the divergence", [](auto& out, const auto&) {
          for (auto& kl : out.kl) kl *= 2;
        })
        .spoils("deviation_for_variance", "log τ/σ + (σ + (μ − m)²)/(2τ) − ½: σ for σ²", [](auto& out, const auto& in, Variant v) {
          reduced(out, in, v, [](auto x, auto sigma, auto tau) { return std::log(tau / sigma) + (sigma + x * x) / (2 * tau) - decltype(x)(0.5); });
        })
        .spoils("prior_deviation_forgotten", "(μ − m)² without τ²", [](auto& out, const auto& in, Variant v) {
          reduced(out, in, v, [](auto x, auto sigma, auto tau) { return std::log(tau / sigma) + sigma * sigma / (2 * tau * tau) + x * x / 2 - decltype(x)(0.5); });
        })
        .spoils("averaged", "the mean over the latents instead of their sum", [](auto& out, const auto& in) {
          for (auto& kl : out.kl) kl /= static_cast<float>(in.mu.shape[1]);
        })
        .spoils("as_written", "log τ/σ + (σ² + (μ − m)²)/(2τ²) − ½ as it is written: nearly equal Gaussians leave noise of either sign", [](auto& out, const auto& in, Variant v) {
          reduced(out, in, v, [](auto x, auto sigma, auto tau) { return std::log(tau / sigma) + (sigma * sigma + x * x) / (2 * tau * tau) - decltype(x)(0.5); });
        });

const auto registered_vjp =
    mutants<GaussianKlDiagonalVjp>()
        .spoils("detached", "no gradient to σ: the deviation is taken for a constant", [](auto& out, const auto&) {
          for (auto& g : out.grad_spread) g = 0;
        })
        .spoils("entropy_forgotten", "σ²/τ² for σ²/τ² − 1", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.mu.size(); ++i) out.grad_spread[i] += in.cotangent.kl[i / in.mu.shape[1]] / 2;
        })
        .spoils("deviation_for_variance", "(μ − m)/τ", [](auto& out, const auto& in, Variant v) {
          for (std::size_t i = 0; i < in.mu.size(); ++i) out.grad_mu[i] *= deviation(in.prior_spread[i], v);
        })
        .spoils("prior_held", "no gradient to the prior's mean", [](auto& out, const auto&) {
          for (auto& g : out.grad_prior_mu) g = 0;
        })
        .spoils("log_deviation", "the derivative by log σ whatever s is", [](auto& out, const auto&, Variant v) {
          for (auto& g : out.grad_prior_spread) g *= v == Variant::log_variance ? 2 : 1;
        })
        .spoils("distance_forgotten", "the spread of the prior without (μ − m)²/τ²", [](auto& out, const auto& in, Variant v) {
          for (std::size_t i = 0; i < in.mu.size(); ++i) {
            const auto x = in.mu[i] - in.prior_mu[i], tau = deviation(in.prior_spread[i], v);
            if (v == Variant::log_variance) out.grad_prior_spread[i] += in.cotangent.kl[i / in.mu.shape[1]] * x * x / (tau * tau) / 2;
          }
        });

}  // namespace
}  // namespace etalon::verify
