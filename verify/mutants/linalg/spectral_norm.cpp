#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/spectral_norm.hpp"
#include "verify/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::SpectralNorm;

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

}  // namespace
}  // namespace etalon::verify
