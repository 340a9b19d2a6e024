#include "reference/contract/tensor/dot.hpp"

#include "verify/algebra/matrix.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Dot;
using contract::tensor::DotVjp;
using In = Dot::In<double>;

Interval pairing(const Tensor<Interval>& x, const Tensor<Interval>& y) {
  Interval sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}
Interval size_of(const Tensor<Interval>& x, const Tensor<Interval>& y) {
  Interval sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += abs(x[i] * y[i]);
  return sum;
}

const auto registered =
    laws<Dot>()
        .inputs(core, "vectors", [](Draw& draw) {
          const auto n = draw.extent(1, 9);
          return In{draw.reals({n}), draw.reals({n})};
        })
        .inputs(core, "long", [](Draw& draw) {
          const auto n = draw.extent(20, 60);
          return In{draw.reals({n}), draw.reals({n})};
        })
        .inputs(core, "what cancels", [](Draw& draw) {
          const auto half = draw.extent(1, 5);
          In in{draw.reals({2 * half}), draw.reals({2 * half})};
          for (std::int64_t i = 1; i < half; ++i) in.a[half + i] = -in.a[i], in.b[half + i] = in.b[i];
          return in;
        })
        .inputs(extreme, "near the largest number", [](Draw& draw) {
          const auto n = draw.extent(1, 8);
          const int half = draw.format.max_exponent / 2;
          return In{draw.reals({n}, half - 8, half - 4), draw.reals({n}, half - 8, half - 4)};
        })
        .theorem("C2", "⟨a, b⟩ = ⟨b, a⟩, Cauchy and Schwarz", [](Exact<Dot>& t) {
          const Interval y = t.f(t.in).y;
          t.equal(y, t.f({t.in.b, t.in.a}).y, "⟨a, b⟩ = ⟨b, a⟩");
          t.at_most(square(y), t.f({t.in.a, t.in.a}).y * t.f({t.in.b, t.in.b}).y, "⟨a, b⟩² ≤ ⟨a, a⟩⟨b, b⟩");
        });

const auto registered_vjp =
    laws<DotVjp>()
        .theorem("C2", "⟨ā, a⟩ = ⟨b̄, b⟩ = ȳ·y", [](Exact<DotVjp>& t) {
          const auto g = t.f(t.in);
          const Interval all = t.in.cotangent.y * Wings<Dot>::reference(t.in)->y, scale = size_of(g.grad_a, t.in.a);
          t.equal_within(pairing(g.grad_a, t.in.a), all, scale, "⟨ā, a⟩ = ȳ·y");
          t.equal_within(pairing(g.grad_b, t.in.b), all, scale, "⟨b̄, b⟩ = ȳ·y");
        });

}  // namespace
}  // namespace etalon::verify
