#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/low_rank.hpp"
#include "verify/mutants.hpp"

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
        .add("error_of_the_last_kept", "σ_k for σ_{k+1}",
             []<class T>(const LowRank::In<T>& in) -> Result<LowRank::Out<T>> {
               auto out = Wings<LowRank>::fast(in);
               if (!out || in.k == 0) return out;
               const auto before = Wings<LowRank>::fast(LowRank::In<T>{in.a, in.k - 1});
               out->error_2 = before->error_2;
               return out;
             })
        .add("sum_of_squares", "the Frobenius error without its root",
             []<class T>(const LowRank::In<T>& in) -> Result<LowRank::Out<T>> {
               auto out = Wings<LowRank>::fast(in);
               if (out) out->error_f *= out->error_f;
               return out;
             })
        .add("sum_of_values", "the nuclear norm of what is dropped for its Frobenius norm",
             []<class T>(const LowRank::In<T>& in) -> Result<LowRank::Out<T>> {
               auto out = Wings<LowRank>::fast(in);
               const std::int64_t r = std::min(in.a.shape[0], in.a.shape[1]);
               if (!out) return out;
               out->error_f = 0;
               for (std::int64_t k = in.k; k < r; ++k) out->error_f += Wings<LowRank>::fast(LowRank::In<T>{in.a, k})->error_2;
               return out;
             })
        .add("first_rows", "the k rows of largest norm instead of the k best directions",
             []<class T>(const LowRank::In<T>& in) -> Result<LowRank::Out<T>> {
               auto out = Wings<LowRank>::fast(in);
               if (!out) return out;
               out->a_k = in.a;
               for (std::int64_t i = in.k; i < in.a.shape[0]; ++i)
                 for (std::int64_t j = 0; j < in.a.shape[1]; ++j) out->a_k(i, j) = 0;
               return out;
             })
        .add("smallest_kept", "the k smallest singular values are kept: those of an ascending list",
             []<class T>(const LowRank::In<T>& in) -> Result<LowRank::Out<T>> {
               const std::int64_t r = std::min(in.a.shape[0], in.a.shape[1]);
               auto out = Wings<LowRank>::fast(in);
               if (!out) return out;
               const auto others = Wings<LowRank>::fast(LowRank::In<T>{in.a, r - in.k});
               for (std::size_t i = 0; i < in.a.size(); ++i) out->a_k[i] = in.a[i] - others->a_k[i];
               return out;
             })
        .add("normalized", "the weights are σᵢ/σ₁",
             []<class T>(const LowRank::In<T>& in) -> Result<LowRank::Out<T>> {
               auto out = Wings<LowRank>::fast(in);
               if (!out || in.k == 0) return out;
               const T first = Wings<LowRank>::fast(LowRank::In<T>{in.a, 0})->error_2;
               if (first > 0)
                 for (T& x : out->a_k) x /= first;
               return out;
             });

}  // namespace
}  // namespace etalon::verify
