#include "reference/contract/vae/interpolate.hpp"

#include <cmath>

#include "fast/tensor/pairwise.hpp"

namespace etalon {
using contract::vae::Interpolate;

namespace {

/// x/‖x‖: by its largest entry first, so that no square leaves the range. Empty for 0.
template <class T>
std::vector<T> direction(const Tensor<T>& x) {
  T largest = 0;
  for (const T& entry : x) largest = std::max(largest, std::fabs(entry));
  if (largest == 0) return {};
  const int shift = -std::ilogb(largest);
  std::vector<T> u;
  for (const T& entry : x) u.push_back(std::ldexp(entry, shift));
  const T norm = std::sqrt(fast::tensor::pairwise_sum<T>(0, static_cast<std::int64_t>(u.size()), [&](std::int64_t i) { return u[static_cast<std::size_t>(i)] * u[static_cast<std::size_t>(i)]; }));
  for (T& entry : u) entry /= norm;
  return u;
}
/// Is x a multiple of y?
template <class T>
bool parallel(const Tensor<T>& x, const Tensor<T>& y) {
  std::size_t top = 0;
  for (std::size_t i = 1; i < x.size(); ++i)
    if (std::fabs(x[i]) > std::fabs(x[top])) top = i;
  int of_x = 0, of_y = 0;
  const T p = std::frexp(x[top], &of_x), q = std::frexp(y[top], &of_y);
  for (std::size_t i = 0; i < x.size(); ++i) {  // xᵢ·y_top = x_top·yᵢ, by products whose rounding is known
    const T a = std::ldexp(x[i], -of_x), b = std::ldexp(y[i], -of_y), left = a * q, right = p * b;
    if (left != right || std::fma(a, q, -left) != std::fma(p, b, -right)) return false;
  }
  return true;
}

}  // namespace

/// θ = 2·atan2(‖u − v‖, ‖u + v‖) of the directions u and v (Kahan), which is accurate at every angle.
template <>
const Fast<Interpolate> Wings<Interpolate>::fast = []<class T>(const Interpolate::In<T>& in, Interpolate::Variant variant) -> Result<Interpolate::Out<T>> {
  const std::int64_t k = in.t.shape[0], d = in.a.shape[0];
  T theta = 0;
  if (variant == Interpolate::Variant::spherical) {
    const std::vector<T> u = direction(in.a), v = direction(in.b);
    if (u.empty() || v.empty()) return domain("C9", "a or b is 0");
    T difference = 0, sum = 0, dot = 0;
    for (std::size_t i = 0; i < u.size(); ++i) difference += (u[i] - v[i]) * (u[i] - v[i]), sum += (u[i] + v[i]) * (u[i] + v[i]), dot += u[i] * v[i];
    const bool line = parallel(in.a, in.b);
    if (line && dot < 0) return domain("C9", "a and b are antipodal");
    if (!line) theta = 2 * std::atan2(std::sqrt(difference), std::sqrt(sum));
  }
  Tensor<T> z({k, d});
  for (std::int64_t r = 0; r < k; ++r) {
    const T t = in.t[r], rest = 1 - t, sine = std::sin(theta);
    const T of_a = theta == 0 ? rest : std::sin(rest * theta) / sine, of_b = theta == 0 ? t : std::sin(t * theta) / sine;
    for (std::int64_t i = 0; i < d; ++i) z(r, i) = of_a * in.a[i] + of_b * in.b[i];
  }
  return Interpolate::Out<T>{std::move(z)};
};

}  // namespace etalon
