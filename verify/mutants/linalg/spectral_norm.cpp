#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/spectral_norm.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::SpectralNorm;
using contract::linalg::SpectralNormGradient;

const auto registered =
    mutants<SpectralNorm>()
        .spoils("frobenius", "np.linalg.norm without its argument: the Frobenius norm", [](auto& out, const auto& in) {
          out.norm = 0;
          for (const auto x : in.a) out.norm = std::hypot(out.norm, x);
        })
        .spoils("row_sums", "the norm of row sums", []<class T>(SpectralNorm::Out<T>& out, const SpectralNorm::In<T>& in) {
          out.norm = 0;
          for (std::int64_t i = 0; i < in.a.shape[0]; ++i) {
            T sum = 0;
            for (std::int64_t j = 0; j < in.a.shape[1]; ++j) sum += std::abs(in.a(i, j));
            out.norm = std::max(out.norm, sum);
          }
        })
        .spoils("of_the_gram_matrix", "the largest eigenvalue of AᵀA, its root forgotten", [](auto& out, const auto&) { out.norm *= out.norm; })
        .spoils("twenty_power_iterations", "a power iteration that stops after twenty steps, as of spectral normalization",
                []<class T>(SpectralNorm::Out<T>& out, const SpectralNorm::In<T>& in) {
                  const std::int64_t m = in.a.shape[0], n = in.a.shape[1];
                  std::vector<T> x(n, T(1)), y(m);
                  for (int step = 0; step < 20; ++step) {
                    T size = 0;
                    for (const auto e : x) size = std::hypot(size, e);
                    for (auto& e : x) e = size > 0 ? e / size : 0;
                    out.norm = 0;
                    for (std::int64_t i = 0; i < m; ++i) {
                      y[i] = 0;
                      for (std::int64_t j = 0; j < n; ++j) y[i] += in.a(i, j) * x[j];
                      out.norm = std::hypot(out.norm, y[i]);
                    }
                    for (std::int64_t j = 0; j < n; ++j) {
                      x[j] = 0;
                      for (std::int64_t i = 0; i < m; ++i) x[j] += in.a(i, j) * y[i];
                    }
                  }
                });

const auto registered_gradient =
    mutants<SpectralNormGradient>()
        .spoils("transposed", "v₁u₁ᵀ where that has the shape", [](auto& out, const auto& in) {
          if (in.a.shape[0] == in.a.shape[1])
            for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
              for (std::int64_t j = 0; j < i; ++j) std::swap(out.grad_a(i, j), out.grad_a(j, i));
        })
        .spoils("of_the_square", "2σ₁u₁v₁ᵀ: the gradient of ‖A‖₂²", []<class T>(SpectralNormGradient::Out<T>& out, const SpectralNormGradient::In<T>& in) {
          const T norm = Wings<SpectralNorm>::fast(in)->norm;
          for (auto& x : out.grad_a) x *= 2 * norm;
        })
        .spoils("of_the_frobenius_norm", "A/‖A‖_F", []<class T>(SpectralNormGradient::Out<T>& out, const SpectralNormGradient::In<T>& in) {
          T norm = 0;
          for (const auto x : in.a) norm = std::hypot(norm, x);
          for (std::size_t i = 0; i < in.a.size(); ++i) out.grad_a[i] = norm > 0 ? in.a[i] / norm : 0;
        })
        .spoils("one_step", "one step of the power iteration from the start that spectral normalization keeps",
                []<class T>(SpectralNormGradient::Out<T>& out, const SpectralNormGradient::In<T>& in) {
                  const std::int64_t m = in.a.shape[0], n = in.a.shape[1];
                  std::vector<T> u(m), v(n);
                  T size = 0, norm = 0;
                  for (std::int64_t j = 0; j < n; ++j) {
                    for (std::int64_t i = 0; i < m; ++i) v[j] += in.a(i, j);
                    size = std::hypot(size, v[j]);
                  }
                  if (!(size > 0) || !std::isfinite(size)) return;
                  for (T& x : v) x /= size;
                  for (std::int64_t i = 0; i < m; ++i) {
                    for (std::int64_t j = 0; j < n; ++j) u[i] += in.a(i, j) * v[j];
                    norm = std::hypot(norm, u[i]);
                  }
                  if (!(norm > 0) || !std::isfinite(norm)) return;
                  for (std::int64_t i = 0; i < m; ++i)
                    for (std::int64_t j = 0; j < n; ++j) out.grad_a(i, j) = u[i] / norm * v[j];
                })
        .spoils("half_precision", "a gradient with half of the bits", []<class T>(SpectralNormGradient::Out<T>& out, const SpectralNormGradient::In<T>&) {
          const T splitter = sizeof(T) == 8 ? T(1 << 29) : T(1 << 13);
          for (auto& x : out.grad_a) x = x * splitter - (x * splitter - x);
        });

}  // namespace
}  // namespace etalon::verify
