#include "reference/contract/linalg/lu_solve.hpp"
#include "reference/contract/optimization/levenberg_marquardt.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::LuSolve;
using contract::optimization::LevenbergMarquardt;
using Variant = LevenbergMarquardt::Variant;

/// (JᵀJ + λᵖD²)p = −Jᵀr with what is done to λ.
template <class T, class Damping>
Result<LevenbergMarquardt::Out<T>> normal_equations(const LevenbergMarquardt::In<T>& in, Damping damping) {
  const std::int64_t m = in.j.shape[0], n = in.j.shape[1];
  LuSolve::In<T> normal{Tensor<T>({n, n}), Tensor<T>({n, 1})};
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t k = 0; k < m; ++k) {
      normal.b[i] -= in.j(k, i) * in.r[k];
      for (std::int64_t l = 0; l < n; ++l) normal.a(i, l) += in.j(k, i) * in.j(k, l);
    }
  for (std::int64_t i = 0; i < n; ++i) normal.a(i, i) += damping(normal.a(i, i));
  const auto solved = Wings<LuSolve>::fast(normal);
  if (!solved) return domain("C2", "the normal equations are singular");
  return LevenbergMarquardt::Out<T>{Tensor<T>({n}, solved->x.data)};
}

const auto registered =
    mutants<LevenbergMarquardt>()
        .add("normal_equations", "JᵀJ is formed: the condition squared",
             []<class T>(const LevenbergMarquardt::In<T>& in, Variant variant) -> Result<LevenbergMarquardt::Out<T>> {
               return normal_equations(in, [&](T d) { return variant == Variant::levenberg ? in.lambda : in.lambda * d; });
             })
        .add("squared_damping", "λ² for λ: √λ·D is taken for λD",
             []<class T>(const LevenbergMarquardt::In<T>& in, Variant variant) -> Result<LevenbergMarquardt::Out<T>> {
               auto squared = in;
               squared.lambda = in.lambda * in.lambda;
               return Wings<LevenbergMarquardt>::fast(squared, variant);
             })
        .add("undamped", "λ is not used",
             []<class T>(const LevenbergMarquardt::In<T>& in, Variant) -> Result<LevenbergMarquardt::Out<T>> {
               return normal_equations(in, [](T) { return T(0); });
             })
        .add("levenberg", "D = I under the name of Marquardt's",
             []<class T>(const LevenbergMarquardt::In<T>& in, Variant) -> Result<LevenbergMarquardt::Out<T>> { return Wings<LevenbergMarquardt>::fast(in, Variant::levenberg); })
        .spoils("uphill", "−p", [](auto& out, const auto&) {
          for (auto& p : out.p) p = -p;
        });

}  // namespace
}  // namespace etalon::verify
