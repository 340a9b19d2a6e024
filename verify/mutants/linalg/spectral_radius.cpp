#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/eigvals.hpp"
#include "reference/contract/linalg/spectral_radius.hpp"
#include "verify/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::SpectralRadius;

/// Another number made of the eigenvalues.
template <class T, class F>
Result<SpectralRadius::Out<T>> made_of(const SpectralRadius::In<T>& in, F combine) {
  const auto lambda = Wings<contract::linalg::Eigvals>::fast(contract::linalg::Eigvals::In<T>{in.a});
  if (!lambda) return lambda.failure();
  T rho = 0;
  for (std::size_t j = 0; j < lambda->lambda_re.size(); ++j) rho = combine(rho, lambda->lambda_re[j], lambda->lambda_im[j]);
  return SpectralRadius::Out<T>{rho};
}

const auto registered =
    mutants<SpectralRadius>()
        .add("real_parts", "max |Re λ|",
             []<class T>(const SpectralRadius::In<T>& in) -> Result<SpectralRadius::Out<T>> {
               return made_of(in, [](T rho, T re, T) { return std::max(rho, std::abs(re)); });
             })
        .add("largest_eigenvalue", "max λ without the modulus",
             []<class T>(const SpectralRadius::In<T>& in) -> Result<SpectralRadius::Out<T>> {
               return made_of(in, [](T rho, T re, T im) { return im == 0 ? std::max(rho, re) : std::max(rho, std::hypot(re, im)); });
             })
        .add("squares_overflow", "√(Re² + Im²) as it is written",
             []<class T>(const SpectralRadius::In<T>& in) -> Result<SpectralRadius::Out<T>> {
               return made_of(in, [](T rho, T re, T im) { return std::max(rho, std::sqrt(re * re + im * im)); });
             })
        .add("norm", "‖A‖_F, which is ρ for multiples of few matrices",
             []<class T>(const SpectralRadius::In<T>& in) -> Result<SpectralRadius::Out<T>> {
               auto out = Wings<SpectralRadius>::fast(in);
               if (out) out->rho = 0;
               for (const T x : in.a)
                 if (out) out->rho = std::hypot(out->rho, x);
               return out;
             })
        .add("power_iteration", "twenty steps of the power iteration, whether or not they converge", []<class T>(const SpectralRadius::In<T>& in) -> Result<SpectralRadius::Out<T>> {
          auto out = Wings<SpectralRadius>::fast(in);
          const std::int64_t n = in.a.shape[0];
          std::vector<T> x(static_cast<std::size_t>(n), T(1));
          for (int step = 0; out && step < 20; ++step) {
            std::vector<T> y(x.size());
            T norm = 0;
            for (std::int64_t i = 0; i < n; ++i) {
              for (std::int64_t j = 0; j < n; ++j) y[i] += in.a(i, j) * x[j];
              norm = std::hypot(norm, y[i]);
            }
            out->rho = norm;
            if (norm > 0 && std::isfinite(norm))
              for (std::int64_t i = 0; i < n; ++i) x[i] = y[i] / norm;
          }
          return out;
        });

}  // namespace
}  // namespace etalon::verify
