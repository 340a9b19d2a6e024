#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/condition_number.hpp"
#include "reference/contract/linalg/svdvals.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::ConditionNumber;
using contract::linalg::Svdvals;

const auto registered =
    mutants<ConditionNumber>()
        .spoils("reciprocal", "σ_k/σ₁, as LAPACK returns it", [](auto& out, const auto&) { out.kappa = 1 / out.kappa; })
        .spoils("of_the_gram_matrix", "κ(AᵀA), the root forgotten", [](auto& out, const auto&) { out.kappa *= out.kappa; })
        .spoils("through_the_gram_matrix", "√κ(AᵀA): half of the digits of a small singular value",
                []<class T>(ConditionNumber::Out<T>& out, const ConditionNumber::In<T>& in) {
                  const std::int64_t m = in.a.shape[0], n = in.a.shape[1], k = std::min(m, n);
                  Tensor<T> gram({k, k});
                  for (std::int64_t i = 0; i < k; ++i)
                    for (std::int64_t j = 0; j < k; ++j)
                      for (std::int64_t l = 0; l < std::max(m, n); ++l) gram(i, j) += m >= n ? in.a(l, i) * in.a(l, j) : in.a(i, l) * in.a(j, l);
                  const auto squared = Wings<ConditionNumber>::fast(ConditionNumber::In<T>{gram});
                  if (squared) out.kappa = std::sqrt(squared->kappa);
                })
        .spoils("zero_is_one", "a singular matrix is reported as well conditioned", [](auto& out, const auto&) {
          if (!(out.kappa < 1e6)) out.kappa = 1;
        })
        .spoils("first_is_frobenius", "‖A‖_F/σ_k", []<class T>(ConditionNumber::Out<T>& out, const ConditionNumber::In<T>& in) {
          const auto values = Wings<Svdvals>::fast(Svdvals::In<T>{in.a});
          T size = 0;
          for (const auto x : in.a) size = std::hypot(size, x);
          if (values->sigma[0] > 0) out.kappa *= size / values->sigma[0];
        });

}  // namespace
}  // namespace etalon::verify
