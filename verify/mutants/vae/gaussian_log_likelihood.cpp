#include "reference/contract/vae/gaussian_log_likelihood.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::vae::GaussianLogLikelihood;
using contract::vae::GaussianLogLikelihoodVjp;
using Variant = GaussianLogLikelihood::Variant;

template <class T>
T variance(const GaussianLogLikelihood::In<T>& in, std::size_t i, Variant v) {
  const T spread = GaussianLogLikelihood::spread_of(in, i);
  return v == Variant::variance ? spread : std::exp(spread);
}
template <class T, class Entry>
void reduced(GaussianLogLikelihood::Out<T>& out, const GaussianLogLikelihood::In<T>& in, Variant v, Entry entry) {
  for (T& y : out.log_likelihood) y = 0;
  for (std::size_t i = 0; i < in.x.size(); ++i) out.log_likelihood[i / in.x.shape[1]] += entry(in.x[i] - in.mean[i], variance(in, i, v));
}

const auto registered =
    mutants<GaussianLogLikelihood>()
        .spoils("constant_forgotten", "without log 2π, as F.gaussian_nll_loss by default", [](auto& out, const auto& in) {
          for (auto& y : out.log_likelihood) y += static_cast<float>(in.x.shape[1]) * 0.9189385f;
        })
        .spoils("half_forgotten", "−(x − m)²/σ² − ½ log 2πσ²", [](auto& out, const auto& in, Variant v) {
          reduced(out, in, v, [](auto x, auto s) { return -x * x / s - std::log(6.2831853f * s) / 2; });
        })
        .spoils("deviation_for_variance", "−½(x − m)²/σ⁴ − log σ²: σ² taken for σ", [](auto& out, const auto& in, Variant v) {
          reduced(out, in, v, [](auto x, auto s) { return -x * x / (s * s) / 2 - std::log(s) - decltype(x)(0.91893853320467274); });
        })
        .spoils("floored", "σ² of at least 10⁻⁶, as F.gaussian_nll_loss", [](auto& out, const auto& in, Variant v) {
          reduced(out, in, v, [](auto x, auto s) {
            const auto safe = s < 1e-6f ? decltype(s)(1e-6) : s;
            return -x * x / safe / 2 - std::log(safe) / 2 - decltype(x)(0.91893853320467274);
          });
        })
        .spoils("averaged", "the mean over the pixels", [](auto& out, const auto& in) {
          for (auto& y : out.log_likelihood) y /= static_cast<float>(in.x.shape[1]);
        })
        .spoils("loss", "the negative, as training minimises it", [](auto& out, const auto&) {
          for (auto& y : out.log_likelihood) y = -y;
        });

const auto registered_vjp =
    mutants<GaussianLogLikelihoodVjp>()
        .spoils("detached", "no gradient to the variance", [](auto& out, const auto&) {
          for (auto& g : out.grad_spread) g = 0;
        })
        .spoils("variance_forgotten", "x − m whatever σ²", [](auto& out, const auto& in, Variant v) {
          for (std::size_t i = 0; i < in.x.size(); ++i) out.grad_mean[i] *= variance(in, i, v);
        })
        .spoils("to_the_other_end", "the gradient to x", [](auto& out, const auto&) {
          for (auto& g : out.grad_mean) g = -g;
        })
        .spoils("deviation_for_variance", "the gradient to log σ for the one to log σ²", [](auto& out, const auto&) {
          for (auto& g : out.grad_spread) g *= 2;
        });

}  // namespace
}  // namespace etalon::verify
