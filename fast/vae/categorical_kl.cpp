#include "reference/contract/vae/categorical_kl.hpp"

#include <algorithm>

#include "fast/tensor/pairwise.hpp"
#include "fast/vae/divergence_term.hpp"

namespace etalon {
using namespace fast::vae;
using contract::vae::CategoricalKl;
using contract::vae::CategoricalKlVjp;

namespace {

/// exp(logits − largest), and their sum.
template <class T>
struct Weights {
  std::vector<T> e, logits;
  T largest, sum;

  Weights(const Tensor<T>& x, std::int64_t i) : e(x.begin() + i * x.shape[1], x.begin() + (i + 1) * x.shape[1]), logits(e), largest(*std::max_element(e.begin(), e.end())) {
    for (T& entry : e) entry = std::exp(entry - largest);
    sum = fast::tensor::pairwise_sum<T>(0, static_cast<std::int64_t>(e.size()), [&](std::int64_t k) { return e[static_cast<std::size_t>(k)]; });
  }
  T operator[](std::size_t k) const { return e[k] / sum; }
  /// y times this weight, which may be subnormal where the product is not.
  T times(std::size_t k, T y) const {
    if (logits[k] - largest > -80) return y * (e[k] / sum);
    const T root = std::exp((logits[k] - largest) / 2);
    return y * root / sum * root;
  }
  /// log of the sum of exponentials, less the largest.
  T log_sum() const { return std::log(sum); }
};

/// p, q and x = log p/q of one row: with d = a − b, less any constant, x = d − log(1 + Σ q(eᵈ − 1)), whose logarithm is small where d is.
template <class T>
struct Pair {
  Weights<T> p, q;
  std::vector<T> x;
  T kl;

  Pair(const CategoricalKl::In<T>& in, std::int64_t i) : p(in.logits, i), q(in.prior_logits, i) {
    const std::size_t c = p.e.size();
    const T *a = in.logits.data.data() + i * static_cast<std::int64_t>(c), *b = in.prior_logits.data.data() + i * static_cast<std::int64_t>(c);
    const std::size_t heaviest = static_cast<std::size_t>(std::max_element(p.e.begin(), p.e.end()) - p.e.begin());
    const T middle = a[heaviest] - b[heaviest];
    T most = 0, sum = 0;
    for (std::size_t k = 0; k < c; ++k) {
      x.push_back((a[k] - b[k]) - middle);
      most = std::max(most, std::fabs(x[k]));
    }
    if (most <= 1) {
      for (std::size_t k = 0; k < c; ++k) sum += q[k] * std::expm1(x[k]);
      for (T& d : x) d -= std::log1p(sum);
    } else {
      const T logs = p.log_sum() - q.log_sum();
      for (std::size_t k = 0; k < c; ++k) x[k] = ((a[k] - p.largest) - (b[k] - q.largest)) - logs;
    }
    kl = fast::tensor::pairwise_sum<T>(0, static_cast<std::int64_t>(c), [&](std::int64_t at) {
      const auto k = static_cast<std::size_t>(at);
      return divergence_term(x[k], [&](T y) { return p.times(k, y); }, [&](T y) { return q.times(k, y); });
    });
  }
};

}  // namespace

template <>
const Fast<CategoricalKl> Wings<CategoricalKl>::fast = []<class T>(const CategoricalKl::In<T>& in) -> Result<CategoricalKl::Out<T>> {
  Tensor<T> kl({in.logits.shape[0]});
  for (std::int64_t i = 0; i < kl.shape[0]; ++i) kl[i] = Pair<T>(in, i).kl;
  return CategoricalKl::Out<T>{std::move(kl)};
};

template <>
const Fast<CategoricalKlVjp> Wings<CategoricalKlVjp>::fast = []<class T>(const CategoricalKlVjp::In<T>& in) -> Result<CategoricalKlVjp::Out<T>> {
  CategoricalKlVjp::Out<T> out{Tensor<T>(in.logits.shape), Tensor<T>(in.logits.shape)};
  for (std::int64_t i = 0; i < in.logits.shape[0]; ++i) {
    const Pair<T> pair(in, i);
    for (std::size_t k = 0; k < pair.x.size(); ++k) {
      const T cotangent = in.cotangent.kl[i];
      out.grad_logits(i, k) = pair.p.times(k, cotangent * (pair.x[k] - pair.kl));
      out.grad_prior_logits(i, k) = difference_of_weights(cotangent, pair.x[k], [&](T y) { return pair.p.times(k, y); }, [&](T y) { return pair.q.times(k, y); });
    }
  }
  return out;
};

}  // namespace etalon
