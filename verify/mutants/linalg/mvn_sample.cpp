#include <cmath>

#include "reference/contract/linalg/cholesky.hpp"
#include "reference/contract/linalg/mvn_sample.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Cholesky;
using contract::linalg::MvnSample;
using contract::linalg::MvnSampleVjp;

/// μ + Mz, M made from L by `root`.
template <class T, class F>
Result<MvnSample::Out<T>> with_root(const MvnSample::In<T>& in, F root) {
  if (const auto valid = Wings<MvnSample>::fast(in); !valid) return valid.failure();
  const Tensor<T> m = root(Wings<Cholesky>::fast(Cholesky::In<T>{in.cov})->l);
  Tensor<T> x = in.mean;
  for (std::size_t i = 0; i < x.size(); ++i)
    for (std::size_t k = 0; k < x.size(); ++k) x[i] += m(i, k) * in.z[k];
  return MvnSample::Out<T>{x};
}

const auto registered =
    mutants<MvnSample>()
        .add("transposed", "μ + Lᵀz: its covariance is LᵀL",
             []<class T>(const MvnSample::In<T>& in) {
               return with_root(in, [](Tensor<T> l) {
                 for (std::int64_t i = 0; i < l.shape[0]; ++i)
                   for (std::int64_t j = 0; j < i; ++j) std::swap(l(i, j), l(j, i));
                 return l;
               });
             })
        .add("covariance_times_noise", "μ + Σz: the root is forgotten",
             []<class T>(const MvnSample::In<T>& in) {
               return with_root(in, [&](Tensor<T> l) {
                 for (std::int64_t i = 0; i < l.shape[0]; ++i)
                   for (std::int64_t j = 0; j <= i; ++j) l(i, j) = l(j, i) = in.cov(i, j);
                 return l;
               });
             })
        .add("diagonal_alone", "μ + √diag(Σ)·z: the correlations are lost",
             []<class T>(const MvnSample::In<T>& in) {
               return with_root(in, [&](Tensor<T> l) {
                 for (std::int64_t i = 0; i < l.shape[0]; ++i)
                   for (std::int64_t j = 0; j <= i; ++j) l(i, j) = i == j ? std::sqrt(in.cov(i, i)) : T(0);
                 return l;
               });
             })
        .add("jitter", "10⁻⁶ on the diagonal, to be safe",
             []<class T>(const MvnSample::In<T>& in) {
               MvnSample::In<T> safe = in;
               for (std::int64_t i = 0; i < in.cov.shape[0]; ++i) safe.cov(i, i) += T(1e-6);
               return Wings<MvnSample>::fast(safe);
             })
        .add("mean_forgotten", "Lz", []<class T>(const MvnSample::In<T>& in) {
          MvnSample::In<T> centred = in;
          if (const auto valid = Wings<MvnSample>::fast(in); !valid) return valid;
          for (T& x : centred.mean) x = 0;
          return Wings<MvnSample>::fast(centred);
        });

const auto registered_vjp =
    mutants<MvnSampleVjp>()
        .spoils("covariance_held", "the noise scaled by a constant L: no gradient to Σ", [](auto& out, const auto&) { for (auto& g : out.grad_cov) g = 0; })
        .spoils("symmetric", "half of it on either side of the diagonal: another convention", [](auto& out, const auto& in) {
          for (std::int64_t i = 0; i < in.cov.shape[0]; ++i)
            for (std::int64_t j = 0; j < i; ++j) out.grad_cov(j, i) = out.grad_cov(i, j) /= 2;
        })
        .spoils("of_the_factor", "x̄zᵀ, the gradient to L", [](auto& out, const auto& in) {
          for (std::int64_t i = 0; i < in.cov.shape[0]; ++i)
            for (std::int64_t j = 0; j <= i; ++j) out.grad_cov(i, j) = in.cotangent.x[i] * in.z[j];
        })
        .spoils("mean_of_both", "to μ the mean of x̄", [](auto& out, const auto& in) {
          for (auto& g : out.grad_mean) g /= static_cast<float>(in.mean.size());
        });

}  // namespace
}  // namespace etalon::verify
