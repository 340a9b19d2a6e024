#include "reference/contract/vae/free_bits_elbo.hpp"

#include <algorithm>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::vae::FreeBitsElbo;
using contract::vae::FreeBitsElboGradient;
using Variant = FreeBitsElbo::Variant;

template <class T>
FreeBitsElbo::In<T> with(FreeBitsElbo::In<T> in, T beta, T bits) {
  in.beta = beta, in.free_bits = bits;
  return in;
}

const auto registered =
    mutants<FreeBitsElbo>()
        .spoils("bits_forgotten", "vae.elbo whatever λ", []<class T>(FreeBitsElbo::Out<T>& out, const FreeBitsElbo::In<T>& in, Variant v) {
          out = *Wings<FreeBitsElbo>::fast(with(in, in.beta, T(0)), v);
        })
        .spoils("of_the_sum", "max(dλ, kl) of the whole divergence: one coordinate may pay for all", []<class T>(FreeBitsElbo::Out<T>& out, const FreeBitsElbo::In<T>& in, Variant v) {
          const T log_p = Wings<FreeBitsElbo>::fast(with(in, T(0), T(0)), v)->elbo, kl = log_p - Wings<FreeBitsElbo>::fast(with(in, T(1), T(0)), v)->elbo;
          out.elbo = log_p - in.beta * std::max(kl, in.free_bits * static_cast<T>(in.mu.shape[1]));
        })
        .spoils("each_sample", "max(λ, klⱼ) of each sample under the name of the batch", []<class T>(FreeBitsElbo::Out<T>& out, const FreeBitsElbo::In<T>& in) {
          out = *Wings<FreeBitsElbo>::fast(in, Variant::sample);
        })
        .spoils("bits_of_two", "λ in bits, not in nats", []<class T>(FreeBitsElbo::Out<T>& out, const FreeBitsElbo::In<T>& in, Variant v) {
          out = *Wings<FreeBitsElbo>::fast(with(in, in.beta, in.free_bits * T(0.6931472)), v);
        })
        .spoils("excess", "Σ max(0, klⱼ − λ): another constant", []<class T>(FreeBitsElbo::Out<T>& out, const FreeBitsElbo::In<T>& in) {
          out.elbo += in.beta * in.free_bits * static_cast<T>(in.mu.shape[1]);
        });

const auto registered_gradient =
    mutants<FreeBitsElboGradient>()
        .spoils("always_paid", "that of vae.elbo whatever λ", []<class T>(FreeBitsElboGradient::Out<T>& out, const FreeBitsElbo::In<T>& in, Variant v) {
          out = *Wings<FreeBitsElboGradient>::fast(with(in, in.beta, T(0)), v);
        })
        .spoils("each_sample", "of each sample under the name of the batch", []<class T>(FreeBitsElboGradient::Out<T>& out, const FreeBitsElbo::In<T>& in) {
          out = *Wings<FreeBitsElboGradient>::fast(in, Variant::sample);
        })
        .spoils("detached", "no gradient to σ", [](auto& out, const auto&) {
          for (auto& g : out.grad_log_variance) g = 0;
        })
        .spoils("wrong_batch_divisor", "not divided by the samples", [](auto& out, const auto& in) {
          for (auto& g : out.grad_decoded) g *= static_cast<float>(in.x.shape[0]);
        });

}  // namespace
}  // namespace etalon::verify
