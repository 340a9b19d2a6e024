#include "reference/contract/vae/bernoulli_kl.hpp"

#include <algorithm>
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::vae::BernoulliKl;
using contract::vae::BernoulliKlVjp;

template <class T, class Term>
void reduced(BernoulliKl::Out<T>& out, const BernoulliKl::In<T>& in, Term term) {
  for (T& kl : out.kl) kl = 0;
  for (std::size_t i = 0; i < in.logits.size(); ++i)
    out.kl[i / in.logits.shape[1]] += term(1 / (1 + std::exp(-in.logits[i])), 1 / (1 + std::exp(-in.prior_logits[i])));
}

const auto registered =
    mutants<BernoulliKl>()
        .spoils("the_other_way", "KL(q ‖ p)", []<class T>(BernoulliKl::Out<T>& out, const BernoulliKl::In<T>& in) {
          out = *Wings<BernoulliKl>::fast(BernoulliKl::In<T>{in.prior_logits, in.logits});
        })
        .spoils("saturated", "of probabilities: 1 − p is 0 where p has rounded to 1", [](auto& out, const auto& in) {
          reduced(out, in, [](auto p, auto q) { return p * std::log(p / q) + (1 - p) * std::log((1 - p) / (1 - q)); });
        })
        .spoils("clipped", "of probabilities clipped to [10⁻⁶, 1 − 10⁻⁶]", [](auto& out, const auto& in) {
          reduced(out, in, [](auto p, auto q) {
            using T = decltype(p);
            p = std::clamp(p, T(1e-6), 1 - T(1e-6)), q = std::clamp(q, T(1e-6), 1 - T(1e-6));
            return p * std::log(p / q) + (1 - p) * std::log((1 - p) / (1 - q));
          });
        })
        .spoils("ones_alone", "p log p/q: the bits that are 0 are forgotten", [](auto& out, const auto& in) {
          reduced(out, in, [](auto p, auto q) { return p * std::log(p / q); });
        })
        .spoils("averaged", "the mean over the bits", [](auto& out, const auto& in) {
          for (auto& kl : out.kl) kl /= static_cast<float>(in.logits.shape[1]);
        });

const auto registered_vjp =
    mutants<BernoulliKlVjp>()
        .spoils("slope_of_sigmoid_forgotten", "a − b: the slope p(1 − p) is forgotten", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.logits.size(); ++i) out.grad_logits[i] = in.cotangent.kl[i / in.logits.shape[1]] * (in.logits[i] - in.prior_logits[i]);
        })
        .spoils("saturated", "p(1 − p) with 1 − p of a rounded p", []<class T>(BernoulliKlVjp::Out<T>& out, const BernoulliKlVjp::In<T>& in) {
          for (std::size_t i = 0; i < in.logits.size(); ++i) {
            const T p = 1 / (1 + std::exp(-in.logits[i]));
            out.grad_logits[i] = in.cotangent.kl[i / in.logits.shape[1]] * p * (1 - p) * (in.logits[i] - in.prior_logits[i]);
          }
        })
        .spoils("ascent", "p − q", [](auto& out, const auto&) {
          for (auto& g : out.grad_prior_logits) g = -g;
        })
        .spoils("prior_held", "no gradient to b", [](auto& out, const auto&) {
          for (auto& g : out.grad_prior_logits) g = 0;
        });

}  // namespace
}  // namespace etalon::verify
