#include "reference/contract/vae/categorical_kl.hpp"

#include <algorithm>
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::vae::CategoricalKl;
using contract::vae::CategoricalKlVjp;

/// softmax of row i as it is written: it overflows.
template <class T>
std::vector<T> softmax(const Tensor<T>& logits, std::int64_t i) {
  std::vector<T> p;
  T sum = 0;
  for (std::int64_t k = 0; k < logits.shape[1]; ++k) p.push_back(std::exp(logits(i, k))), sum += p.back();
  for (T& x : p) x /= sum;
  return p;
}
template <class T, class Term>
void reduced(CategoricalKl::Out<T>& out, const CategoricalKl::In<T>& in, Term term) {
  for (std::int64_t i = 0; i < in.logits.shape[0]; ++i) {
    const std::vector<T> p = softmax(in.logits, i), q = softmax(in.prior_logits, i);
    out.kl[i] = 0;
    for (std::size_t k = 0; k < p.size(); ++k) out.kl[i] += term(p[k], q[k]);
  }
}

const auto registered =
    mutants<CategoricalKl>()
        .spoils("the_other_way", "KL(q ‖ p)", []<class T>(CategoricalKl::Out<T>& out, const CategoricalKl::In<T>& in) {
          out = *Wings<CategoricalKl>::fast(CategoricalKl::In<T>{in.prior_logits, in.logits});
        })
        .spoils("naive", "p·log(p/q) of probabilities: it overflows, and nearly equal ones leave noise", [](auto& out, const auto& in) {
          reduced(out, in, [](auto p, auto q) { return p * std::log(p / q); });
        })
        .spoils("epsilon_inside", "log(p + 10⁻⁶) − log(q + 10⁻⁶)", [](auto& out, const auto& in) {
          reduced(out, in, [](auto p, auto q) { return p * (std::log(p + 1e-6f) - std::log(q + 1e-6f)); });
        })
        .spoils("averaged", "the mean over the classes: reduction=\"mean\"", [](auto& out, const auto& in) {
          for (auto& kl : out.kl) kl /= static_cast<float>(in.logits.shape[1]);
        })
        .spoils("entropy_alone", "to the uniform distribution, whatever b", []<class T>(CategoricalKl::Out<T>& out, const CategoricalKl::In<T>& in) {
          out = *Wings<CategoricalKl>::fast(CategoricalKl::In<T>{in.logits, Tensor<T>(in.logits.shape)});
        });

const auto registered_vjp =
    mutants<CategoricalKlVjp>()
        .spoils("kl_forgotten", "p·log p/q: the slope of softmax without its mean", []<class T>(CategoricalKlVjp::Out<T>& out, const CategoricalKlVjp::In<T>& in) {
          const Tensor<T> kl = Wings<CategoricalKl>::fast(CategoricalKl::In<T>{in.logits, in.prior_logits})->kl;
          for (std::int64_t i = 0; i < in.logits.shape[0]; ++i) {
            const std::vector<T> p = softmax(in.logits, i);
            for (std::size_t k = 0; k < p.size(); ++k) out.grad_logits(i, k) += in.cotangent.kl[i] * p[k] * kl[i];
          }
        })
        .spoils("prior_held", "no gradient to b", [](auto& out, const auto&) {
          for (auto& g : out.grad_prior_logits) g = 0;
        })
        .spoils("ascent", "p − q", [](auto& out, const auto&) {
          for (auto& g : out.grad_prior_logits) g = -g;
        })
        .spoils("detached", "no gradient to a", [](auto& out, const auto&) {
          for (auto& g : out.grad_logits) g = 0;
        });

}  // namespace
}  // namespace etalon::verify
