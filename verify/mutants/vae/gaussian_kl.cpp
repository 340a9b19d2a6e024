#include "reference/contract/vae/gaussian_kl.hpp"

#include "reference/contract/linalg/cholesky_logdet.hpp"
#include "verify/language/mutants.hpp"
#include "verify/mutants/linalg/spoilt.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::CholeskyLogdet;
using contract::vae::GaussianKl;
using contract::vae::GaussianKlGradient;

template <class T>
T logdet(const Tensor<T>& a) {
  return Wings<CholeskyLogdet>::fast(CholeskyLogdet::In<T>{a})->logdet;
}

const auto registered =
    mutants<GaussianKl>()
        .spoils("the_other_way", "KL(prior ‖ posterior)", []<class T>(GaussianKl::Out<T>& out, const GaussianKl::In<T>& in) {
          out = *Wings<GaussianKl>::fast(GaussianKl::In<T>{in.prior_mu, in.prior_cov, in.mu, in.cov});
        })
        .spoils("half_forgotten", "twice the divergence", [](auto& out, const auto&) { out.kl *= 2; })
        .spoils("dimension_forgotten", "without −d", [](auto& out, const auto& in) { out.kl += static_cast<float>(in.mu.shape[0]) / 2; })
        .spoils("half_of_logdet", "log det of the factors: the 2 is missing", [](auto& out, const auto& in) { out.kl -= (logdet(in.prior_cov) - logdet(in.cov)) / 4; })
        .spoils("diagonals_alone", "the covariances' diagonals", []<class T>(GaussianKl::Out<T>& out, const GaussianKl::In<T>& in) {
          auto diagonal = in;
          for (Tensor<T>* cov : {&diagonal.cov, &diagonal.prior_cov})
            for (std::int64_t i = 0; i < cov->shape[0]; ++i)
              for (std::int64_t j = 0; j < i; ++j) (*cov)(i, j) = (*cov)(j, i) = 0;
          out = *Wings<GaussianKl>::fast(diagonal);
        })
        .spoils("jitter", "10⁻⁶ on the diagonals, to be safe", []<class T>(GaussianKl::Out<T>& out, const GaussianKl::In<T>& in) {
          auto safe = in;
          for (std::int64_t i = 0; i < in.mu.shape[0]; ++i) safe.cov(i, i) += T(1e-6), safe.prior_cov(i, i) += T(1e-6);
          out = *Wings<GaussianKl>::fast(safe);
        });

const auto registered_gradient =
    mutants<GaussianKlGradient>()
        .spoils("symmetric", "half of it on either side of the diagonal: another convention", [](auto& out, const auto& in) {
          for (std::int64_t i = 0; i < in.mu.shape[0]; ++i)
            for (std::int64_t j = 0; j < i; ++j) out.grad_cov(j, i) = out.grad_cov(i, j) /= 2;
        })
        .spoils("detached", "no gradient to Σ", [](auto& out, const auto&) {
          for (auto& g : out.grad_cov) g = 0;
        })
        .spoils("mean_forgotten", "the gradient to S without yyᵀ", [](auto& out, const auto& in) {
          for (std::int64_t i = 0; i < in.mu.shape[0]; ++i) out.grad_prior_cov(i, i) += out.grad_mu[i] * out.grad_mu[i] / 2;
        })
        .spoils("ascent", "the sign of the negative divergence to μ", [](auto& out, const auto&) {
          for (auto& g : out.grad_mu) g = -g;
        })
        .spoils("half_precision", "half of the digits", [](auto& out, const auto&) { shift_by_half_precision(out.grad_cov); });

}  // namespace
}  // namespace etalon::verify
