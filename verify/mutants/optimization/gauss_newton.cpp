#include "reference/contract/linalg/lu_solve.hpp"
#include "reference/contract/optimization/gauss_newton.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::LuSolve;
using contract::optimization::GaussNewton;

const auto registered =
    mutants<GaussNewton>()
        .spoils("uphill", "+(JᵀJ)⁻¹Jᵀr", [](auto& out, const auto&) {
          for (auto& p : out.p) p = -p;
        })
        .add("normal_equations", "JᵀJ is formed: the condition squared",
             []<class T>(const GaussNewton::In<T>& in) -> Result<GaussNewton::Out<T>> {
               const std::int64_t m = in.j.shape[0], n = in.j.shape[1];
               LuSolve::In<T> normal{Tensor<T>({n, n}), Tensor<T>({n, 1})};
               for (std::int64_t i = 0; i < n; ++i)
                 for (std::int64_t k = 0; k < m; ++k) {
                   normal.b[i] -= in.j(k, i) * in.r[k];
                   for (std::int64_t l = 0; l < n; ++l) normal.a(i, l) += in.j(k, i) * in.j(k, l);
                 }
               const auto solved = Wings<LuSolve>::fast(normal);
               if (!solved) return domain("C2", "JᵀJ is singular");
               return GaussNewton::Out<T>{Tensor<T>({n}, solved->x.data)};
             })
        .spoils("gradient", "−Jᵀr: JᵀJ is forgotten", [](auto& out, const auto& in) {
          for (std::int64_t i = 0; i < in.j.shape[1]; ++i) {
            out.p[i] = 0;
            for (std::int64_t k = 0; k < in.j.shape[0]; ++k) out.p[i] -= in.j(k, i) * in.r[k];
          }
        })
        .spoils("half", "the factor ½ of ½‖r‖² is taken for one of the gradient", [](auto& out, const auto&) {
          for (auto& p : out.p) p /= 2;
        });

}  // namespace
}  // namespace etalon::verify
