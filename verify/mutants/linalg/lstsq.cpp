#include <cmath>

#include "reference/contract/linalg/lstsq.hpp"
#include "reference/contract/linalg/lu_solve.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Lstsq;
using contract::linalg::LstsqVjp;
using contract::linalg::LuSolve;

/// AᵀAx = Aᵀb, with a multiple of I added.
template <class T>
Result<Lstsq::Out<T>> normal_equations(const Lstsq::In<T>& in, T ridge) {
  const std::int64_t m = in.a.shape[0], n = in.a.shape[1], sides = in.b.shape[1];
  LuSolve::In<T> normal{Tensor<T>({n, n}), Tensor<T>({n, sides})};
  for (std::int64_t i = 0; i < n; ++i) {
    normal.a(i, i) = ridge;
    for (std::int64_t k = 0; k < m; ++k) {
      for (std::int64_t j = 0; j < n; ++j) normal.a(i, j) += in.a(k, i) * in.a(k, j);
      for (std::int64_t j = 0; j < sides; ++j) normal.b(i, j) += in.a(k, i) * in.b(k, j);
    }
  }
  const auto out = Wings<LuSolve>::fast(normal);
  if (!out) return domain(out.failure().clause, "the normal equations are singular");
  return Lstsq::Out<T>{out->x};
}

const auto registered =
    mutants<Lstsq>()
        .add("normal_equations", "AᵀAx = Aᵀb: the condition squared",
             []<class T>(const Lstsq::In<T>& in) -> Result<Lstsq::Out<T>> { return normal_equations(in, T(0)); })
        .add("ridge", "10⁻⁸ in the normal equations",
             []<class T>(const Lstsq::In<T>& in) -> Result<Lstsq::Out<T>> { return normal_equations(in, T(1e-8)); })
        .add("first_rows", "the equations after the nth are left out",
             []<class T>(const Lstsq::In<T>& in) -> Result<Lstsq::Out<T>> {
               const std::int64_t n = in.a.shape[1], sides = in.b.shape[1];
               if (in.a.shape[0] < n) return Wings<Lstsq>::fast(in);
               LuSolve::In<T> square{Tensor<T>({n, n}), Tensor<T>({n, sides})};
               for (std::int64_t i = 0; i < n; ++i) {
                 for (std::int64_t j = 0; j < n; ++j) square.a(i, j) = in.a(i, j);
                 for (std::int64_t j = 0; j < sides; ++j) square.b(i, j) = in.b(i, j);
               }
               const auto out = Wings<LuSolve>::fast(square);
               if (!out) return out.failure();
               return Lstsq::Out<T>{out->x};
             })
        .add("centered", "the mean is taken from every column, as for an intercept",
             []<class T>(const Lstsq::In<T>& in) -> Result<Lstsq::Out<T>> {
               Lstsq::In<T> centered = in;
               for (Tensor<T>* x : {&centered.a, &centered.b})
                 for (std::int64_t j = 0; j < x->shape[1]; ++j) {
                   T mean = 0;
                   for (std::int64_t i = 0; i < x->shape[0]; ++i) mean += (*x)(i, j) / static_cast<T>(x->shape[0]);
                   for (std::int64_t i = 0; i < x->shape[0]; ++i) (*x)(i, j) -= mean;
                 }
               return Wings<Lstsq>::fast(centered);
             })
        .spoils("six_digits", "x has six digits", []<class T>(Lstsq::Out<T>& out, const Lstsq::In<T>&) {
          T largest = 0;
          for (const auto x : out.x) largest = std::max(largest, std::fabs(x));
          for (auto& x : out.x) x = std::round(x / (largest * T(1e-6))) * (largest * T(1e-6));
        });

/// B̄Xᵀ.
template <class T>
Tensor<T> solution_term(const LstsqVjp::In<T>& in, const Tensor<T>& grad_b) {
  const Tensor<T> x = Wings<Lstsq>::fast(in)->x;
  Tensor<T> term(in.a.shape);
  for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
    for (std::int64_t j = 0; j < in.a.shape[1]; ++j)
      for (std::int64_t l = 0; l < in.b.shape[1]; ++l) term(i, j) += grad_b(i, l) * x(j, l);
  return term;
}

const auto registered_vjp =
    mutants<LstsqVjp>()
        .spoils("residual_forgotten", "−B̄Xᵀ alone, as for a square A", [](auto& out, const auto& in) {
          const auto term = solution_term(in, out.grad_b);
          for (std::size_t i = 0; i < term.size(); ++i) out.grad_a[i] = -term[i];
        })
        .spoils("sign", "RWᵀ + B̄Xᵀ", [](auto& out, const auto& in) {
          const auto term = solution_term(in, out.grad_b);
          for (std::size_t i = 0; i < term.size(); ++i) out.grad_a[i] += 2 * term[i];
        })
        .spoils("not_solved", "B̄ = AX̄, as if the columns were orthonormal", [](auto& out, const auto& in) {
          for (std::int64_t i = 0; i < in.b.shape[0]; ++i)
            for (std::int64_t j = 0; j < in.b.shape[1]; ++j) {
              out.grad_b(i, j) = 0;
              for (std::int64_t l = 0; l < in.a.shape[1]; ++l) out.grad_b(i, j) += in.a(i, l) * in.cotangent.x(l, j);
            }
        })
        .spoils("normal_equations", "W from AᵀA itself: the condition squared", []<class T>(LstsqVjp::Out<T>& out, const LstsqVjp::In<T>& in) {
          const std::int64_t m = in.a.shape[0], n = in.a.shape[1];
          LuSolve::In<T> normal{Tensor<T>({n, n}), in.cotangent.x};
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = 0; j < n; ++j)
              for (std::int64_t l = 0; l < m; ++l) normal.a(i, j) += in.a(l, i) * in.a(l, j);
          const auto w = Wings<LuSolve>::fast(normal);
          if (!w) return;
          for (std::int64_t i = 0; i < m; ++i)
            for (std::int64_t j = 0; j < in.b.shape[1]; ++j) {
              out.grad_b(i, j) = 0;
              for (std::int64_t l = 0; l < n; ++l) out.grad_b(i, j) += in.a(i, l) * w->x(l, j);
            }
        });

}  // namespace
}  // namespace etalon::verify
