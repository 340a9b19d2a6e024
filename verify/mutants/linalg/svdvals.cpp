#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/svd.hpp"
#include "reference/contract/linalg/svdvals.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Svd;
using contract::linalg::Svdvals;
using contract::linalg::SvdvalsVjp;

/// AᵀA, or AAᵀ where that is smaller.
template <class T>
Tensor<T> gram(const Tensor<T>& a) {
  const std::int64_t m = a.shape[0], n = a.shape[1], k = std::min(m, n);
  Tensor<T> g({k, k});
  for (std::int64_t i = 0; i < k; ++i)
    for (std::int64_t j = 0; j < k; ++j)
      for (std::int64_t l = 0; l < std::max(m, n); ++l) g(i, j) += m >= n ? a(l, i) * a(l, j) : a(i, l) * a(j, l);
  return g;
}

const auto registered =
    mutants<Svdvals>()
        .add("gram", "roots of the eigenvalues of AᵀA: half of the digits of the small ones",
             []<class T>(const Svdvals::In<T>& in) -> Result<Svdvals::Out<T>> {
               auto out = Wings<Svdvals>::fast(Svdvals::In<T>{gram(in.a)});
               if (out)
                 for (T& s : out->sigma) s = std::sqrt(s);
               return out;
             })
        .spoils("squared", "the eigenvalues of AᵀA, their roots forgotten", [](auto& out, const auto&) { for (auto& s : out.sigma) s *= s; })
        .spoils("ascending", "in the order of an eigenvalue solver", [](auto& out, const auto&) { std::reverse(out.sigma.begin(), out.sigma.end()); })
        .spoils("cut_off", "values below 10⁻³·σ₁ are called 0", []<class T>(Svdvals::Out<T>& out, const Svdvals::In<T>&) {
          for (auto& s : out.sigma)
            if (s < T(1e-3) * out.sigma[0]) s = 0;
        })
        .spoils("one_sweep", "Jacobi's rotations stop after one sweep", []<class T>(Svdvals::Out<T>& out, const Svdvals::In<T>& in) {
          const std::int64_t m = in.a.shape[0], n = in.a.shape[1], k = std::min(m, n), length = std::max(m, n);
          Tensor<T> w({k, length});
          std::fill(out.sigma.begin(), out.sigma.end(), T(0));
          for (std::int64_t j = 0; j < k; ++j)
            for (std::int64_t i = 0; i < length; ++i) w(j, i) = m >= n ? in.a(i, j) : in.a(j, i);
          for (std::int64_t p = 0; p < k; ++p)
            for (std::int64_t q = p + 1; q < k; ++q) {
              T alpha = 0, beta = 0, gamma = 0;
              for (std::int64_t i = 0; i < length; ++i) alpha += w(p, i) * w(p, i), beta += w(q, i) * w(q, i), gamma += w(p, i) * w(q, i);
              const T angle = std::atan2(2 * gamma, alpha - beta) / 2, c = std::cos(angle), s = std::sin(angle);
              for (std::int64_t i = 0; i < length; ++i) {
                const T x = w(p, i), y = w(q, i);
                w(p, i) = c * x + s * y;
                w(q, i) = c * y - s * x;
              }
            }
          for (std::int64_t j = 0; j < k; ++j)
            for (std::int64_t i = 0; i < length; ++i) out.sigma[j] = std::hypot(out.sigma[j], w(j, i));
          std::sort(out.sigma.begin(), out.sigma.end(), std::greater<>());
        })
        .spoils("diagonal_of_r", "|r_ii| of the QR factorization, as a cheap estimate", []<class T>(Svdvals::Out<T>& out, const Svdvals::In<T>& in) {
          Tensor<T> a = in.a;
          const std::int64_t m = a.shape[0], n = a.shape[1];
          for (std::int64_t j = 0; j < std::min(m, n); ++j) {  // modified Gram–Schmidt
            T norm = 0;
            for (std::int64_t i = 0; i < m; ++i) norm = std::hypot(norm, a(i, j));
            out.sigma[j] = norm;
            for (std::int64_t l = j + 1; l < n && norm > 0; ++l) {
              T dot = 0;
              for (std::int64_t i = 0; i < m; ++i) dot += a(i, j) / norm * a(i, l);
              for (std::int64_t i = 0; i < m; ++i) a(i, l) -= dot * (a(i, j) / norm);
            }
          }
          std::sort(out.sigma.begin(), out.sigma.end(), std::greater<>());
        });

const auto registered_vjp =
    mutants<SvdvalsVjp>()
        .add("v_for_vt", "U·Σ̄·V where V is square: its transpose is forgotten",
             []<class T>(const SvdvalsVjp::In<T>& in) -> Result<SvdvalsVjp::Out<T>> {
               auto out = Wings<SvdvalsVjp>::fast(in);
               const auto parts = Wings<Svd>::fast(Svd::In<T>{in.a, 0});
               if (!out || !parts || in.a.shape[0] < in.a.shape[1]) return out;
               for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
                 for (std::int64_t j = 0; j < in.a.shape[1]; ++j) {
                   out->grad_a(i, j) = 0;
                   for (std::int64_t l = 0; l < in.a.shape[1]; ++l) out->grad_a(i, j) += parts->u(i, l) * in.cotangent.sigma[l] * parts->vt(j, l);
                 }
               return out;
             })
        .add("of_the_squares", "2·U·Σ·Σ̄·Vᵀ: the gradient of σ²",
             []<class T>(const SvdvalsVjp::In<T>& in) -> Result<SvdvalsVjp::Out<T>> {
               SvdvalsVjp::In<T> other = in;
               const auto values = Wings<Svdvals>::fast(in);
               if (!values) return values.failure();
               for (std::size_t i = 0; i < values->sigma.size(); ++i) other.cotangent.sigma[i] *= 2 * values->sigma[i];
               return Wings<SvdvalsVjp>::fast(other);
             })
        .add("ascending", "cotangents in the order of an eigenvalue solver",
             []<class T>(const SvdvalsVjp::In<T>& in) -> Result<SvdvalsVjp::Out<T>> {
               SvdvalsVjp::In<T> reversed = in;
               std::reverse(reversed.cotangent.sigma.begin(), reversed.cotangent.sigma.end());
               return Wings<SvdvalsVjp>::fast(reversed);
             })
        .add("cut_off", "the values below 10⁻³·σ₁ are left out",
             []<class T>(const SvdvalsVjp::In<T>& in) -> Result<SvdvalsVjp::Out<T>> {
               SvdvalsVjp::In<T> large = in;
               const auto values = Wings<Svdvals>::fast(in);
               if (!values) return values.failure();
               for (std::size_t i = 0; i < values->sigma.size(); ++i)
                 if (values->sigma[i] < T(1e-3) * values->sigma[0]) large.cotangent.sigma[i] = 0;
               return Wings<SvdvalsVjp>::fast(large);
             })
        .spoils("half_precision", "a gradient with half of the bits", []<class T>(SvdvalsVjp::Out<T>& out, const SvdvalsVjp::In<T>&) {
          const T splitter = sizeof(T) == 8 ? T(1 << 29) : T(1 << 13);
          for (auto& x : out.grad_a) x = x * splitter - (x * splitter - x);
        });

}  // namespace
}  // namespace etalon::verify
