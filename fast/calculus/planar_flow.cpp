#include "reference/contract/calculus/planar_flow.hpp"

#include "fast/calculus/flow.hpp"
#include "fast/calculus/pair.hpp"

namespace etalon {
using namespace fast::calculus;
using contract::calculus::PlanarFlow;
using contract::calculus::PlanarFlowVjp;

template <>
const Fast<PlanarFlow> Wings<PlanarFlow>::fast = []<class T>(const PlanarFlow::In<T>& in) -> Result<PlanarFlow::Out<T>> {
  const std::int64_t n = in.x.shape[0], d = in.x.shape[1];
  const T along = inner(in.w.data.data(), in.u.data.data(), d);
  if (along <= -1) return domain("C2", "wᵀu is not above −1");
  PlanarFlow::Out<T> out{in.x, Tensor<T>({n})};
  for (std::int64_t i = 0; i < n; ++i) {
    const T* x = &in.x.data[static_cast<std::size_t>(i * d)];
    const T a = inner(in.w.data.data(), x, d) + in.b, h = std::tanh(a);
    for (std::int64_t j = 0; j < d; ++j) out.y[i * d + j] += in.u[j] * h;
    out.log_density[i] = normal_log_density(x, d, std::log1p(along * sech2(a)));
  }
  return out;
};

/// The closed form, sample by sample.
template <>
const Fast<PlanarFlowVjp> Wings<PlanarFlowVjp>::fast = []<class T>(const PlanarFlowVjp::In<T>& in) -> Result<PlanarFlowVjp::Out<T>> {
  const std::int64_t n = in.x.shape[0], d = in.x.shape[1];
  const T *u = in.u.data.data(), *w = in.w.data.data();
  const T along = inner(w, u, d);
  if (along <= -1) return domain("C2", "wᵀu is not above −1");
  PlanarFlowVjp::Out<T> out{Tensor<T>(in.x.shape), Tensor<T>(in.u.shape), Tensor<T>(in.w.shape), 0};
  for (std::int64_t i = 0; i < n; ++i) {
    const T *x = &in.x.data[static_cast<std::size_t>(i * d)], *of_y = &in.cotangent.y.data[static_cast<std::size_t>(i * d)];
    const T of_density = in.cotangent.log_density[i], a = inner(w, x, d) + in.b, h = std::tanh(a), slope = sech2(a);
    const T share = of_density / (1 + along * slope);  // ℓ̄/D
    const T of_a = slope * (inner(u, of_y, d) + 2 * h * along * share);
    for (std::int64_t j = 0; j < d; ++j) {
      out.grad_x[i * d + j] = of_y[j] - of_density * x[j] + of_a * w[j];
      out.grad_u[j] += h * of_y[j] - share * slope * w[j];
      out.grad_w[j] += of_a * x[j] - share * slope * u[j];
    }
    out.grad_b += of_a;
  }
  return out;
};

}  // namespace etalon
