#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/matrix_rank.hpp"
#include "reference/contract/linalg/svdvals.hpp"
#include "verify/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::MatrixRank;

const auto registered =
    mutants<MatrixRank>()
        .add("at_least", "σᵢ ≥ rtol·σ₁: the zero matrix has full rank",
             []<class T>(const MatrixRank::In<T>& in) -> Result<MatrixRank::Out<T>> {
               auto out = Wings<MatrixRank>::fast(in);
               if (out && out->rank == 0) out->rank = std::min(in.a.shape[0], in.a.shape[1]);
               return out;
             })
        .add("absolute", "rtol is taken for an absolute threshold",
             []<class T>(const MatrixRank::In<T>& in) -> Result<MatrixRank::Out<T>> {
               auto out = Wings<MatrixRank>::fast(in);
               if (!out) return out;
               const auto values = Wings<contract::linalg::Svdvals>::fast(contract::linalg::Svdvals::In<T>{in.a});
               out->rank = std::count_if(values->sigma.begin(), values->sigma.end(), [&](T x) { return x > in.rtol; });
               return out;
             })
        .add("full", "min(m, n)",
             []<class T>(const MatrixRank::In<T>& in) -> Result<MatrixRank::Out<T>> {
               auto out = Wings<MatrixRank>::fast(in);
               if (!out) return out;
               out->rank = std::min(in.a.shape[0], in.a.shape[1]);
               return out;
             })
        .add("rows_that_are_not_zero", "counts rows that are not 0",
             []<class T>(const MatrixRank::In<T>& in) -> Result<MatrixRank::Out<T>> {
               auto out = Wings<MatrixRank>::fast(in);
               if (!out) return out;
               out->rank = 0;
               for (std::int64_t i = 0; i < in.a.shape[0]; ++i) {
                 bool zero = true;
                 for (std::int64_t j = 0; j < in.a.shape[1]; ++j) zero = zero && in.a(i, j) == 0;
                 out->rank += !zero;
               }
               return out;
             })
        .add("squared_values", "rtol meets the eigenvalues of AᵀA",
             []<class T>(const MatrixRank::In<T>& in) -> Result<MatrixRank::Out<T>> {
               auto out = Wings<MatrixRank>::fast(in);
               if (!out) return out;
               const auto values = Wings<contract::linalg::Svdvals>::fast(contract::linalg::Svdvals::In<T>{in.a});
               out->rank = std::count_if(values->sigma.begin(), values->sigma.end(),
                                         [&](T x) { return x / values->sigma[0] * (x / values->sigma[0]) > in.rtol; });
               return out;
             });

}  // namespace
}  // namespace etalon::verify
