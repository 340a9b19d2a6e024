#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/lstsq_min_norm.hpp"
#include "verify/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::LstsqMinNorm;

const auto registered =
    mutants<LstsqMinNorm>()
        .add("a_basic_solution", "columns beyond the rank are left out: a solution, but not the shortest",
             []<class T>(const LstsqMinNorm::In<T>& in) -> Result<LstsqMinNorm::Out<T>> {
               auto out = Wings<LstsqMinNorm>::fast(in);
               const std::int64_t m = in.a.shape[0], n = in.a.shape[1];
               if (!out || n <= m) return out;
               Tensor<T> a({m, m});
               for (std::int64_t i = 0; i < m; ++i)
                 for (std::int64_t j = 0; j < m; ++j) a(i, j) = in.a(i, j);
               const auto basic = Wings<LstsqMinNorm>::fast(LstsqMinNorm::In<T>{a, in.b, in.rcond});
               if (!basic) return out;
               for (std::int64_t i = 0; i < n; ++i)
                 for (std::int64_t j = 0; j < in.b.shape[1]; ++j) out->x(i, j) = i < m ? basic->x(i, j) : T(0);
               return out;
             })
        .add("rcond_ignored", "every singular value that is not 0 is inverted",
             []<class T>(const LstsqMinNorm::In<T>& in) -> Result<LstsqMinNorm::Out<T>> {
               auto own = Wings<LstsqMinNorm>::fast(in);
               return own ? Wings<LstsqMinNorm>::fast(LstsqMinNorm::In<T>{in.a, in.b, 0}) : own;
             })
        .add("first_right_side", "one solution for all right sides",
             []<class T>(const LstsqMinNorm::In<T>& in) -> Result<LstsqMinNorm::Out<T>> {
               auto out = Wings<LstsqMinNorm>::fast(in);
               for (std::int64_t i = 0; out && i < out->x.shape[0]; ++i)
                 for (std::int64_t j = 1; j < out->x.shape[1]; ++j) out->x(i, j) = out->x(i, 0);
               return out;
             })
        .add("normal_equations", "AᵀAx = Aᵀb: half of the digits",
             []<class T>(const LstsqMinNorm::In<T>& in) -> Result<LstsqMinNorm::Out<T>> {
               auto out = Wings<LstsqMinNorm>::fast(in);
               const std::int64_t m = in.a.shape[0], n = in.a.shape[1], p = in.b.shape[1];
               if (!out) return out;
               Tensor<T> gram({n, n}), right({n, p});
               for (std::int64_t i = 0; i < n; ++i)
                 for (std::int64_t l = 0; l < m; ++l) {
                   for (std::int64_t j = 0; j < n; ++j) gram(i, j) += in.a(l, i) * in.a(l, j);
                   for (std::int64_t j = 0; j < p; ++j) right(i, j) += in.a(l, i) * in.b(l, j);
                 }
               auto solved = Wings<LstsqMinNorm>::fast(LstsqMinNorm::In<T>{gram, right, in.rcond});
               return solved ? solved : out;
             })
        .add("not_solved", "Aᵀb, as if the columns were orthonormal",
             []<class T>(const LstsqMinNorm::In<T>& in) -> Result<LstsqMinNorm::Out<T>> {
               auto out = Wings<LstsqMinNorm>::fast(in);
               if (!out) return out;
               for (std::int64_t i = 0; i < out->x.shape[0]; ++i)
                 for (std::int64_t j = 0; j < out->x.shape[1]; ++j) {
                   out->x(i, j) = 0;
                   for (std::int64_t l = 0; l < in.a.shape[0]; ++l) out->x(i, j) += in.a(l, i) * in.b(l, j);
                 }
               return out;
             })
        .add("ridge", "a ridge of 10⁻⁶ that never goes away",
             []<class T>(const LstsqMinNorm::In<T>& in) -> Result<LstsqMinNorm::Out<T>> {
               auto out = Wings<LstsqMinNorm>::fast(in);
               if (out)
                 for (T& x : out->x) x *= T(1 - 1e-6);
               return out;
             });

}  // namespace
}  // namespace etalon::verify
