#include "reference/contract/nn/linear.hpp"

#include <algorithm>
#include <cmath>

#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Linear;
using contract::nn::LinearVjp;
using In = Linear::In<double>;


Interval pairing(const Tensor<Interval>& x, const Tensor<Interval>& y) {
  Interval sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}

const auto registered =
    laws<Linear>()
        .inputs(core, "a batch", [](Draw& draw) {
          const std::int64_t n = draw.extent(1, 4), k = draw.extent(1, 6), m = draw.extent(1, 4);
          return In{draw.reals({n, k}), draw.reals({m, k}), draw.reals({m})};
        })
        .inputs(core, "square", [](Draw& draw) {
          const std::int64_t k = draw.extent(2, 4);
          return In{draw.reals({k, k}), draw.reals({k, k}), draw.reals({k})};
        })
        .theorem("C2", "affine", [](Exact<Linear>& t) {
          auto other = t.in, both = t.in, zero = t.in;
          for (std::size_t i = 0; i < t.in.x.size(); ++i) {
            other.x[i] = Interval(static_cast<std::int64_t>(i * 7 % 11) - 5) / 4;
            both.x[i] = t.in.x[i] + other.x[i];
            zero.x[i] = 0;
          }
          const auto a = t.f(t.in).z, b = t.f(other).z, c = t.f(both).z, d = t.f(zero).z;
          for (std::size_t i = 0; i < a.size(); ++i) t.equal(c[i] + d[i], a[i] + b[i], "z(x + y) + z(0) = z(x) + z(y)");
        });

const auto registered_vjp =
    laws<LinearVjp>()
        .theorem("C2", "⟨x̄, x⟩ = ⟨W̄, W⟩ = ⟨z̄, z⟩ − ⟨b̄, b⟩", [](Exact<LinearVjp>& t) {
          const auto g = t.f(t.in);
          const auto z = Wings<Linear>::reference(t.in)->z;
          Interval scale = 0;
          for (std::size_t i = 0; i < g.grad_weight.size(); ++i) scale += abs(g.grad_weight[i] * t.in.weight[i]);
          for (std::size_t i = 0; i < z.size(); ++i) scale += abs(z[i] * t.in.cotangent.z[i]);
          t.equal_within(pairing(g.grad_x, t.in.x), pairing(g.grad_weight, t.in.weight), scale, "⟨x̄, x⟩ = ⟨W̄, W⟩");
          t.equal_within(pairing(t.in.cotangent.z, z) - pairing(g.grad_bias, t.in.bias), pairing(g.grad_x, t.in.x), scale, "⟨z̄, z⟩ − ⟨b̄, b⟩");
        });

}  // namespace
}  // namespace etalon::verify
