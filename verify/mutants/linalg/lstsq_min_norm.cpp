#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/lstsq_min_norm.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::LstsqMinNorm;

const auto registered =
    mutants<LstsqMinNorm>()
        .spoils("a_basic_solution", "columns beyond the rank are left out: a solution, but not the shortest",
                []<class T>(LstsqMinNorm::Out<T>& out, const LstsqMinNorm::In<T>& in) {
                  const std::int64_t m = in.a.shape[0], n = in.a.shape[1];
                  if (n <= m) return;
                  Tensor<T> a({m, m});
                  for (std::int64_t i = 0; i < m; ++i)
                    for (std::int64_t j = 0; j < m; ++j) a(i, j) = in.a(i, j);
                  const auto basic = Wings<LstsqMinNorm>::fast(LstsqMinNorm::In<T>{a, in.b, in.rcond});
                  if (!basic) return;
                  for (std::int64_t i = 0; i < n; ++i)
                    for (std::int64_t j = 0; j < in.b.shape[1]; ++j) out.x(i, j) = i < m ? basic->x(i, j) : T(0);
                })
        .spoils("rcond_ignored", "every singular value that is not 0 is inverted", []<class T>(LstsqMinNorm::Out<T>& out, const LstsqMinNorm::In<T>& in) {
          out = *Wings<LstsqMinNorm>::fast(LstsqMinNorm::In<T>{in.a, in.b, 0});
        })
        .spoils("first_right_side", "one solution for all right sides", [](auto& out, const auto&) {
          for (std::int64_t i = 0; i < out.x.shape[0]; ++i)
            for (std::int64_t j = 1; j < out.x.shape[1]; ++j) out.x(i, j) = out.x(i, 0);
        })
        .spoils("normal_equations", "AᵀAx = Aᵀb: half of the digits", []<class T>(LstsqMinNorm::Out<T>& out, const LstsqMinNorm::In<T>& in) {
          const std::int64_t m = in.a.shape[0], n = in.a.shape[1], p = in.b.shape[1];
          Tensor<T> gram({n, n}), right({n, p});
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t l = 0; l < m; ++l) {
              for (std::int64_t j = 0; j < n; ++j) gram(i, j) += in.a(l, i) * in.a(l, j);
              for (std::int64_t j = 0; j < p; ++j) right(i, j) += in.a(l, i) * in.b(l, j);
            }
          if (const auto solved = Wings<LstsqMinNorm>::fast(LstsqMinNorm::In<T>{gram, right, in.rcond})) out = *solved;
        })
        .spoils("not_solved", "Aᵀb, as if the columns were orthonormal", [](auto& out, const auto& in) {
          for (std::int64_t i = 0; i < out.x.shape[0]; ++i)
            for (std::int64_t j = 0; j < out.x.shape[1]; ++j) {
              out.x(i, j) = 0;
              for (std::int64_t l = 0; l < in.a.shape[0]; ++l) out.x(i, j) += in.a(l, i) * in.b(l, j);
            }
        })
        .spoils("ridge", "a ridge of 10⁻⁶ that never goes away", []<class T>(LstsqMinNorm::Out<T>& out, const LstsqMinNorm::In<T>&) {
          for (auto& x : out.x) x *= T(1 - 1e-6);
        });

}  // namespace
}  // namespace etalon::verify
