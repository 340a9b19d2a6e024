#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/eigvals.hpp"
#include "reference/contract/linalg/spectral_radius.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Eigvals;
using contract::linalg::SpectralRadius;

/// The largest of something else that the eigenvalues give.
template <class T, class F>
T largest(const SpectralRadius::In<T>& in, F size) {
  const auto lambda = Wings<Eigvals>::fast(Eigvals::In<T>{in.a});
  T top = 0;
  for (std::size_t j = 0; j < lambda->lambda_re.size(); ++j) top = std::max(top, size(lambda->lambda_re[j], lambda->lambda_im[j]));
  return top;
}

const auto registered =
    mutants<SpectralRadius>()
        .spoils("real_parts", "max |Re λ|", []<class T>(SpectralRadius::Out<T>& out, const SpectralRadius::In<T>& in) {
          out.rho = largest(in, [](T re, T) { return std::abs(re); });
        })
        .spoils("largest_eigenvalue", "max λ without the modulus", []<class T>(SpectralRadius::Out<T>& out, const SpectralRadius::In<T>& in) {
          out.rho = largest(in, [](T re, T im) { return im == 0 ? re : std::hypot(re, im); });
        })
        .spoils("squares_overflow", "√(Re² + Im²) as it is written", []<class T>(SpectralRadius::Out<T>& out, const SpectralRadius::In<T>& in) {
          out.rho = largest(in, [](T re, T im) { return std::sqrt(re * re + im * im); });
        })
        .spoils("norm", "‖A‖_F, which is ρ for multiples of few matrices", [](auto& out, const auto& in) {
          out.rho = 0;
          for (const auto x : in.a) out.rho = std::hypot(out.rho, x);
        })
        .spoils("power_iteration", "twenty steps of the power iteration, whether or not they converge",
                []<class T>(SpectralRadius::Out<T>& out, const SpectralRadius::In<T>& in) {
                  const std::int64_t n = in.a.shape[0];
                  std::vector<T> x(static_cast<std::size_t>(n), T(1));
                  for (int step = 0; step < 20; ++step) {
                    std::vector<T> y(x.size());
                    T norm = 0;
                    for (std::int64_t i = 0; i < n; ++i) {
                      for (std::int64_t j = 0; j < n; ++j) y[i] += in.a(i, j) * x[j];
                      norm = std::hypot(norm, y[i]);
                    }
                    out.rho = norm;
                    if (norm > 0 && std::isfinite(norm))
                      for (std::int64_t i = 0; i < n; ++i) x[i] = y[i] / norm;
                  }
                });

}  // namespace
}  // namespace etalon::verify
