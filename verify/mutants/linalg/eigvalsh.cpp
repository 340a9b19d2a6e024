#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/eigvalsh.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Eigvalsh;
using contract::linalg::EigvalshVjp;

const auto registered =
    mutants<Eigvalsh>()
        .spoils("descending", "the largest eigenvalue first", [](auto& out, const auto&) { std::reverse(out.lambda.begin(), out.lambda.end()); })
        .spoils("singular_values", "the signs are lost", [](auto& out, const auto&) {
          for (auto& x : out.lambda) x = std::abs(x);
          std::sort(out.lambda.begin(), out.lambda.end());
        })
        .add("symmetrized", "(A + Aᵀ)/2: what stands above the diagonal matters",
             []<class T>(const Eigvalsh::In<T>& in) -> Result<Eigvalsh::Out<T>> {
               Eigvalsh::In<T> both = in;
               for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
                 for (std::int64_t j = 0; j < i; ++j) both.a(i, j) = (in.a(i, j) + in.a(j, i)) / 2;
               return Wings<Eigvalsh>::fast(both);
             })
        .spoils("clamped", "a covariance has no negative eigenvalues, so there are none", []<class T>(Eigvalsh::Out<T>& out, const Eigvalsh::In<T>&) {
          for (auto& x : out.lambda) x = std::max(x, T(0));
        })
        .spoils("diagonal_only", "Gershgorin's centres for the eigenvalues", [](auto& out, const auto& in) {
          for (std::int64_t i = 0; i < in.a.shape[0]; ++i) out.lambda[i] = in.a(i, i);
          std::sort(out.lambda.begin(), out.lambda.end());
        })
        .spoils("half_angles", "Jacobi with half of each angle, stopped after three sweeps", []<class T>(Eigvalsh::Out<T>& out, const Eigvalsh::In<T>& in) {
          const std::int64_t n = in.a.shape[0];
          Tensor<T> a = in.a;
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = i + 1; j < n; ++j) a(i, j) = a(j, i);
          for (int sweep = 0; sweep < 3; ++sweep)
            for (std::int64_t p = 0; p < n; ++p)
              for (std::int64_t q = p + 1; q < n; ++q) {
                if (a(p, q) == 0) continue;
                const T angle = std::atan2(2 * a(p, q), a(q, q) - a(p, p)) / 4, c = std::cos(angle), s = std::sin(angle);
                for (std::int64_t k = 0; k < n; ++k) {
                  const T x = a(k, p), y = a(k, q);
                  a(k, p) = c * x - s * y, a(k, q) = s * x + c * y;
                }
                for (std::int64_t k = 0; k < n; ++k) {
                  const T x = a(p, k), y = a(q, k);
                  a(p, k) = c * x - s * y, a(q, k) = s * x + c * y;
                }
              }
          for (std::int64_t i = 0; i < n; ++i) out.lambda[i] = a(i, i);
          std::sort(out.lambda.begin(), out.lambda.end());
        });

const auto registered_vjp =
    mutants<EigvalshVjp>()
        .spoils("not_folded", "VΛ̄Vᵀ itself, as if both triangles were read", [](auto& out, const auto& in) {
          for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
            for (std::int64_t j = 0; j < i; ++j) out.grad_a(i, j) = out.grad_a(j, i) = out.grad_a(i, j) / 2;
        })
        .spoils("lower_half", "the lower triangle of VΛ̄Vᵀ without the upper one's share", [](auto& out, const auto& in) {
          for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
            for (std::int64_t j = 0; j < i; ++j) out.grad_a(i, j) /= 2;
        })
        .add("descending", "cotangents in the order of singular values",
             []<class T>(const EigvalshVjp::In<T>& in) -> Result<EigvalshVjp::Out<T>> {
               EigvalshVjp::In<T> reversed = in;
               std::reverse(reversed.cotangent.lambda.begin(), reversed.cotangent.lambda.end());
               return Wings<EigvalshVjp>::fast(reversed);
             })
        .add("absolute_cotangents", "|λ̄|, as of a loss of absolute values",
             []<class T>(const EigvalshVjp::In<T>& in) -> Result<EigvalshVjp::Out<T>> {
               EigvalshVjp::In<T> positive = in;
               for (auto& x : positive.cotangent.lambda) x = std::abs(x);
               return Wings<EigvalshVjp>::fast(positive);
             })
        .spoils("half_precision", "a gradient with half of the bits", []<class T>(EigvalshVjp::Out<T>& out, const EigvalshVjp::In<T>&) {
          const T splitter = sizeof(T) == 8 ? T(1 << 29) : T(1 << 13);
          for (auto& x : out.grad_a) x = x * splitter - (x * splitter - x);
        });

}  // namespace
}  // namespace etalon::verify
