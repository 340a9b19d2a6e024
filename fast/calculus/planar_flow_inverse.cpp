#include "reference/contract/calculus/planar_flow_inverse.hpp"

#include <cmath>
#include <limits>

#include "fast/calculus/flow.hpp"
#include "fast/calculus/pair.hpp"

namespace etalon {
using namespace fast::calculus;
using contract::calculus::PlanarFlowInverse;
using contract::calculus::PlanarFlowInverseVjp;

namespace {

/// α + b of α + k·tanh(α + b) = s: Newton's method, kept within a bracket that it halves where it must.
template <class T>
T argument(T k, T b, T s) {
  T low = s - std::abs(k), high = s + std::abs(k), alpha = s;
  for (int step = 0; step < 200 && low < high; ++step) {
    const T h = std::tanh(alpha + b), g = alpha + k * h - s;
    if (g == 0) break;
    (g > 0 ? high : low) = alpha;
    T next = alpha - g / (1 + k * sech2(alpha + b));
    if (!(next > low && next < high)) next = low / 2 + high / 2;
    if (std::abs(next - alpha) <= std::numeric_limits<T>::epsilon() / 2 * std::abs(alpha)) break;
    alpha = next;
  }
  return alpha + b;
}

}  // namespace

template <>
const Fast<PlanarFlowInverse> Wings<PlanarFlowInverse>::fast = []<class T>(const PlanarFlowInverse::In<T>& in) -> Result<PlanarFlowInverse::Out<T>> {
  const std::int64_t n = in.y.shape[0], d = in.y.shape[1];
  const T along = inner(in.w.data.data(), in.u.data.data(), d);
  if (along <= -1) return domain("C2", "wᵀu is not above −1");
  PlanarFlowInverse::Out<T> out{in.y, Tensor<T>({n})};
  for (std::int64_t i = 0; i < n; ++i) {
    T* x = out.x.data.data() + i * d;
    const T a = argument(along, in.b, inner(in.w.data.data(), x, d)), h = std::tanh(a);
    for (std::int64_t j = 0; j < d; ++j) x[j] -= in.u[j] * h;
    out.log_density[i] = normal_log_density(x, d, std::log1p(along * sech2(a)));
  }
  return out;
};

/// The closed form, sample by sample.
template <>
const Fast<PlanarFlowInverseVjp> Wings<PlanarFlowInverseVjp>::fast = []<class T>(const PlanarFlowInverseVjp::In<T>& in) -> Result<PlanarFlowInverseVjp::Out<T>> {
  const std::int64_t n = in.y.shape[0], d = in.y.shape[1];
  const T *u = in.u.data.data(), *w = in.w.data.data();
  const T along = inner(w, u, d);
  if (along <= -1) return domain("C2", "wᵀu is not above −1");
  PlanarFlowInverseVjp::Out<T> out{Tensor<T>(in.y.shape), Tensor<T>(in.u.shape), Tensor<T>(in.w.shape), 0};
  for (std::int64_t i = 0; i < n; ++i) {
    const T *y = in.y.data.data() + i * d, *of_x = in.cotangent.x.data.data() + i * d;
    T* hat = out.grad_y.data.data() + i * d;  // x̂ at first
    const T of_density = in.cotangent.log_density[i], a = argument(along, in.b, inner(w, y, d)), h = std::tanh(a), slope = sech2(a), volume = 1 + along * slope;
    for (std::int64_t j = 0; j < d; ++j) hat[j] = of_x[j] - of_density * (y[j] - u[j] * h);
    const T share = of_density * slope / volume, s = (2 * share * h * along - slope * inner(u, hat, d)) / volume;
    for (std::int64_t j = 0; j < d; ++j) {
      out.grad_u[j] -= h * hat[j] + (s * h + share) * w[j];
      out.grad_w[j] += s * y[j] - (s * h + share) * u[j];
      hat[j] += s * w[j];
    }
    out.grad_b += s;
  }
  return out;
};

}  // namespace etalon
