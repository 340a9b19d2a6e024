#include "reference/contract/vae/categorical_kl.hpp"

#include "reference/nn/shares.hpp"

namespace etalon {
using contract::vae::CategoricalKl;
using contract::vae::CategoricalKlVjp;
using reference::nn::row;
using reference::nn::weights;

namespace {

/// p, q and x = log p/q of one row.
template <class T>
struct Pair {
  std::vector<T> p, q, x;

  Pair(const CategoricalKl::In<T>& in, std::int64_t i) : p(weights(row(in.logits, i))), q(weights(row(in.prior_logits, i))) {
    const std::vector<T> a = row(in.logits, i), b = row(in.prior_logits, i);
    for (std::size_t k = 0; k < a.size(); ++k) x.push_back((a[k] - log_sum_exp(a)) - (b[k] - log_sum_exp(b)));
  }
  T divergence() const {
    T sum = 0;
    for (std::size_t k = 0; k < p.size(); ++k) sum += p[k] * x[k];
    return sum;
  }
};

}  // namespace

/// Σ p·log p/q.
template <>
const Reference<CategoricalKl> Wings<CategoricalKl>::reference = []<class T>(const CategoricalKl::In<T>& in) -> Result<CategoricalKl::Out<T>> {
  Tensor<T> kl({in.logits.shape[0]});
  for (std::int64_t i = 0; i < in.logits.shape[0]; ++i) kl[i] = Pair<T>(in, i).divergence();
  return CategoricalKl::Out<T>{std::move(kl)};
};

template <>
const Reference<CategoricalKlVjp> Wings<CategoricalKlVjp>::reference = []<class T>(const CategoricalKlVjp::In<T>& in) -> Result<CategoricalKlVjp::Out<T>> {
  CategoricalKlVjp::Out<T> out{in.logits, in.logits};
  for (std::int64_t i = 0; i < in.logits.shape[0]; ++i) {
    const Pair<T> pair(in, i);
    const T kl = pair.divergence();
    for (std::size_t k = 0; k < pair.p.size(); ++k) {
      out.grad_logits(i, k) = in.cotangent.kl[i] * (pair.p[k] * (pair.x[k] - kl));
      out.grad_prior_logits(i, k) = in.cotangent.kl[i] * (pair.q[k] - pair.p[k]);
    }
  }
  return out;
};

}  // namespace etalon
