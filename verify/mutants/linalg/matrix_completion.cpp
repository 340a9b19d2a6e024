#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/matrix_completion.hpp"
#include "reference/contract/linalg/svd.hpp"
#include "verify/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::MatrixCompletion;
using contract::linalg::Svd;

/// UΣ′Vᵀ of the filled matrix, Σ′ made by `change`.
template <class T, class F>
Result<MatrixCompletion::Out<T>> rebuilt(const MatrixCompletion::In<T>& in, F change) {
  auto out = Wings<MatrixCompletion>::fast(in);
  if (!out) return out;
  Tensor<T> z = in.x;
  for (std::size_t i = 0; i < z.size(); ++i)
    if (in.mask[i] == 1) z[i] = in.observed[i];
  auto parts = *Wings<Svd>::fast(Svd::In<T>{z, 0});
  change(parts.sigma);
  for (std::int64_t i = 0; i < z.shape[0]; ++i)
    for (std::int64_t j = 0; j < z.shape[1]; ++j) {
      out->next(i, j) = 0;
      for (std::int64_t k = 0; k < parts.sigma.shape[0]; ++k) out->next(i, j) += parts.u(i, k) * parts.sigma[k] * parts.vt(k, j);
    }
  return out;
}

const auto registered =
    mutants<MatrixCompletion>()
        .add("hard_threshold", "singular values above λ stay as they are",
             []<class T>(const MatrixCompletion::In<T>& in) {
               return rebuilt(in, [&](Tensor<T>& sigma) {
                 for (T& s : sigma) s = s > in.lambda ? s : T(0);
               });
             })
        .add("negative_values", "Σ − λ, without the cut at 0",
             []<class T>(const MatrixCompletion::In<T>& in) {
               return rebuilt(in, [&](Tensor<T>& sigma) {
                 for (T& s : sigma) s -= in.lambda;
               });
             })
        .add("threshold_halved", "the objective without its ½: a threshold of λ/2",
             []<class T>(const MatrixCompletion::In<T>& in) {
               return rebuilt(in, [&](Tensor<T>& sigma) {
                 for (T& s : sigma) s = std::max(s - in.lambda / 2, T(0));
               });
             })
        .add("entries_thresholded", "soft thresholding of the entries instead of the singular values",
             []<class T>(const MatrixCompletion::In<T>& in) {
               auto out = Wings<MatrixCompletion>::fast(in);
               if (!out) return out;
               for (std::size_t i = 0; i < in.x.size(); ++i) {
                 const T z = in.mask[i] == 1 ? in.observed[i] : in.x[i];
                 out->next[i] = std::copysign(std::max(std::fabs(z) - in.lambda, T(0)), z);
               }
               return out;
             })
        .add("mask_inverted", "the estimate where M is observed",
             []<class T>(const MatrixCompletion::In<T>& in) {
               auto out = Wings<MatrixCompletion>::fast(in);
               if (!out) return out;
               MatrixCompletion::In<T> other = in;
               for (std::size_t i = 0; i < in.mask.size(); ++i) {
                 other.mask[i] = 1 - in.mask[i];
                 if (in.mask[i] == 0 && !std::isfinite(other.observed[i])) other.observed[i] = 0;
               }
               out->next = Wings<MatrixCompletion>::fast(other)->next;
               return out;
             })
        .add("observed_kept", "observed entries put back after thresholding",
             []<class T>(const MatrixCompletion::In<T>& in) {
               auto out = Wings<MatrixCompletion>::fast(in);
               if (!out) return out;
               for (std::size_t i = 0; i < in.mask.size(); ++i)
                 if (in.mask[i] == 1) out->next[i] = in.observed[i];
               return out;
             })
        .add("objective_of_all_entries", "½‖M − X‖_F² over the holes too", []<class T>(const MatrixCompletion::In<T>& in) {
          auto out = Wings<MatrixCompletion>::fast(in);
          if (!out) return out;
          for (std::size_t i = 0; i < in.mask.size(); ++i)
            if (in.mask[i] == 0) out->objective += (in.observed[i] - in.x[i]) * (in.observed[i] - in.x[i]) / 2;
          return out;
        });

}  // namespace
}  // namespace etalon::verify
