#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/matrix_completion.hpp"
#include "reference/contract/linalg/svd.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::MatrixCompletion;
using contract::linalg::Svd;

/// UΣ′Vᵀ of the filled matrix, each singular value changed.
template <class Out, class In, class F>
void rebuild(Out& out, const In& in, F change) {
  auto z = in.x;
  for (std::size_t i = 0; i < z.size(); ++i)
    if (in.mask[i] == 1) z[i] = in.observed[i];
  const auto parts = *Wings<Svd>::fast(Svd::In<std::decay_t<decltype(in.lambda)>>{z, 0});
  for (std::int64_t i = 0; i < z.shape[0]; ++i)
    for (std::int64_t j = 0; j < z.shape[1]; ++j) {
      out.next(i, j) = 0;
      for (std::int64_t k = 0; k < parts.sigma.shape[0]; ++k) out.next(i, j) += parts.u(i, k) * change(parts.sigma[k]) * parts.vt(k, j);
    }
}

const auto registered =
    mutants<MatrixCompletion>()
        .spoils("hard_threshold", "singular values above λ stay as they are",
                []<class T>(MatrixCompletion::Out<T>& out, const MatrixCompletion::In<T>& in) { rebuild(out, in, [&](T s) { return s > in.lambda ? s : T(0); }); })
        .spoils("negative_values", "Σ − λ, without the cut at 0",
                []<class T>(MatrixCompletion::Out<T>& out, const MatrixCompletion::In<T>& in) { rebuild(out, in, [&](T s) { return s - in.lambda; }); })
        .spoils("threshold_halved", "the objective without its ½: a threshold of λ/2",
                []<class T>(MatrixCompletion::Out<T>& out, const MatrixCompletion::In<T>& in) { rebuild(out, in, [&](T s) { return std::max(s - in.lambda / 2, T(0)); }); })
        .spoils("entries_thresholded", "soft thresholding of the entries instead of the singular values",
                []<class T>(MatrixCompletion::Out<T>& out, const MatrixCompletion::In<T>& in) {
                  for (std::size_t i = 0; i < in.x.size(); ++i) {
                    const T z = in.mask[i] == 1 ? in.observed[i] : in.x[i];
                    out.next[i] = std::copysign(std::max(std::fabs(z) - in.lambda, T(0)), z);
                  }
                })
        .spoils("mask_inverted", "the estimate where M is observed",
                [](auto& out, const auto& in) {
                  auto other = in;
                  for (std::size_t i = 0; i < in.mask.size(); ++i) {
                    other.mask[i] = 1 - in.mask[i];
                    if (other.mask[i] == 1 && !std::isfinite(other.observed[i])) other.observed[i] = 0;
                  }
                  out.next = Wings<MatrixCompletion>::fast(other)->next;
                })
        .spoils("observed_kept", "observed entries put back after thresholding",
                [](auto& out, const auto& in) {
                  for (std::size_t i = 0; i < in.mask.size(); ++i)
                    if (in.mask[i] == 1) out.next[i] = in.observed[i];
                })
        .spoils("objective_of_all_entries", "½‖M − X‖_F² over the holes too", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.mask.size(); ++i)
            if (in.mask[i] == 0) out.objective += (in.observed[i] - in.x[i]) * (in.observed[i] - in.x[i]) / 2;
        });

}  // namespace
}  // namespace etalon::verify
