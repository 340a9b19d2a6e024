#include "reference/contract/vae/bernoulli_kl.hpp"

#include "fast/tensor/pairwise.hpp"
#include "fast/vae/divergence_term.hpp"

namespace etalon {
using namespace fast::vae;
using contract::vae::BernoulliKl;
using contract::vae::BernoulliKlVjp;

namespace {

/// What the outcome 1 adds; −a and −b are the logits of 0.
template <class T>
T outcome(T a, T b) {
  return divergence_term(softplus_difference(-b, -a), [a](T y) { return times_sigmoid(y, a); }, [b](T y) { return times_sigmoid(y, b); });
}

}  // namespace

/// Both outcomes of a bit, neither term negative.
template <>
const Fast<BernoulliKl> Wings<BernoulliKl>::fast = []<class T>(const BernoulliKl::In<T>& in) -> Result<BernoulliKl::Out<T>> {
  const std::int64_t n = in.logits.shape[0], d = in.logits.shape[1];
  Tensor<T> kl({n});
  for (std::int64_t i = 0; i < n; ++i)
    kl[i] = fast::tensor::pairwise_sum<T>(i * d, (i + 1) * d, [&](std::int64_t k) {
      const T a = in.logits[k], b = in.prior_logits[k];
      return outcome(a, b) + outcome(-a, -b);
    });
  return BernoulliKl::Out<T>{std::move(kl)};
};

/// q − p = −σ(b)σ(−a)(eᵃ⁻ᵇ − 1) for a ≤ b, σ(a)σ(−b)(eᵇ⁻ᵃ − 1) for b < a.
template <>
const Fast<BernoulliKlVjp> Wings<BernoulliKlVjp>::fast = []<class T>(const BernoulliKlVjp::In<T>& in) -> Result<BernoulliKlVjp::Out<T>> {
  BernoulliKlVjp::Out<T> out{Tensor<T>(in.logits.shape), Tensor<T>(in.logits.shape)};
  for (std::size_t i = 0; i < in.logits.size(); ++i) {
    const T a = in.logits[i], b = in.prior_logits[i], cotangent = in.cotangent.kl[i / in.logits.shape[1]];
    out.grad_logits[i] = times_sigmoid(times_sigmoid(cotangent * (a - b), a), -a);
    out.grad_prior_logits[i] = a <= b ? times_sigmoid(times_sigmoid(-cotangent * std::expm1(a - b), b), -a) : times_sigmoid(times_sigmoid(cotangent * std::expm1(b - a), a), -b);
  }
  return out;
};

}  // namespace etalon
