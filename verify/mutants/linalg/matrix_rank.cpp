#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/matrix_rank.hpp"
#include "reference/contract/linalg/svdvals.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::MatrixRank;
using contract::linalg::Svdvals;

const auto registered =
    mutants<MatrixRank>()
        .spoils("at_least", "σᵢ ≥ rtol·σ₁: the zero matrix has full rank", [](auto& out, const auto& in) {
          if (out.rank == 0) out.rank = std::min(in.a.shape[0], in.a.shape[1]);
        })
        .spoils("absolute", "rtol is taken for an absolute threshold", []<class T>(MatrixRank::Out<T>& out, const MatrixRank::In<T>& in) {
          const auto sigma = Wings<Svdvals>::fast(Svdvals::In<T>{in.a})->sigma;
          out.rank = std::count_if(sigma.begin(), sigma.end(), [&](T x) { return x > in.rtol; });
        })
        .spoils("full", "min(m, n)", [](auto& out, const auto& in) { out.rank = std::min(in.a.shape[0], in.a.shape[1]); })
        .spoils("rows_that_are_not_zero", "counts rows that are not 0", [](auto& out, const auto& in) {
          out.rank = 0;
          for (std::int64_t i = 0; i < in.a.shape[0]; ++i) {
            bool zero = true;
            for (std::int64_t j = 0; j < in.a.shape[1]; ++j) zero = zero && in.a(i, j) == 0;
            out.rank += !zero;
          }
        })
        .spoils("squared_values", "rtol meets the eigenvalues of AᵀA", []<class T>(MatrixRank::Out<T>& out, const MatrixRank::In<T>& in) {
          const auto sigma = Wings<Svdvals>::fast(Svdvals::In<T>{in.a})->sigma;
          out.rank = std::count_if(sigma.begin(), sigma.end(), [&](T x) { return x / sigma[0] * (x / sigma[0]) > in.rtol; });
        });

}  // namespace
}  // namespace etalon::verify
