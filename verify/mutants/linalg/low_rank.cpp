#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/low_rank.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::LowRank;

const auto registered =
    mutants<LowRank>()
        .add("one_term_more", "k counted from 0",
             []<class T>(const LowRank::In<T>& in) -> Result<LowRank::Out<T>> {
               const std::int64_t r = std::min(in.a.shape[0], in.a.shape[1]);
               return Wings<LowRank>::fast(LowRank::In<T>{in.a, std::min(in.k + 1, r)});
             })
        .spoils("error_of_the_last_kept", "σ_k for σ_{k+1}", []<class T>(LowRank::Out<T>& out, const LowRank::In<T>& in) {
          if (in.k == 0) return;
          const auto before = Wings<LowRank>::fast(LowRank::In<T>{in.a, in.k - 1});
          out.error_2 = before->error_2;
        })
        .spoils("sum_of_squares", "the Frobenius error without its root", [](auto& out, const auto&) { out.error_f *= out.error_f; })
        .spoils("sum_of_values", "the nuclear norm of what is dropped for its Frobenius norm", []<class T>(LowRank::Out<T>& out, const LowRank::In<T>& in) {
          const std::int64_t r = std::min(in.a.shape[0], in.a.shape[1]);
          out.error_f = 0;
          for (std::int64_t k = in.k; k < r; ++k) out.error_f += Wings<LowRank>::fast(LowRank::In<T>{in.a, k})->error_2;
        })
        .spoils("first_rows", "the k rows of largest norm instead of the k best directions", [](auto& out, const auto& in) {
          out.a_k = in.a;
          for (std::int64_t i = in.k; i < in.a.shape[0]; ++i)
            for (std::int64_t j = 0; j < in.a.shape[1]; ++j) out.a_k(i, j) = 0;
        })
        .spoils("smallest_kept", "the k smallest singular values are kept: those of an ascending list", []<class T>(LowRank::Out<T>& out, const LowRank::In<T>& in) {
          const std::int64_t r = std::min(in.a.shape[0], in.a.shape[1]);
          const auto others = Wings<LowRank>::fast(LowRank::In<T>{in.a, r - in.k});
          for (std::size_t i = 0; i < in.a.size(); ++i) out.a_k[i] = in.a[i] - others->a_k[i];
        })
        .spoils("normalized", "the weights are σᵢ/σ₁", []<class T>(LowRank::Out<T>& out, const LowRank::In<T>& in) {
          if (in.k == 0) return;
          const T first = Wings<LowRank>::fast(LowRank::In<T>{in.a, 0})->error_2;
          if (first > 0)
            for (auto& x : out.a_k) x /= first;
        });

}  // namespace
}  // namespace etalon::verify
