#include "reference/contract/tensor/outer.hpp"

#include "verify/algebra/matrix.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Outer;
using contract::tensor::OuterVjp;
using In = Outer::In<double>;

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
    laws<Outer>()
        .inputs(core, "vectors", [](Draw& draw) { return In{draw.reals({draw.extent(1, 6)}), draw.reals({draw.extent(1, 6)})}; })
        .inputs(edge, "none", [](Draw& draw) { return In{draw.reals({draw.extent(0, 1)}), draw.reals({draw.extent(0, 1)})}; })
        .theorem("C2", "a minor of order 2 is 0", [](Exact<Outer>& t) {
          const auto c = t.f(t.in).c;
          for (std::int64_t i = 1; i < c.shape[0]; ++i)
            for (std::int64_t j = 1; j < c.shape[1]; ++j) t.equal_within(c(0, 0) * c(i, j), c(0, j) * c(i, 0), abs(c(0, 0) * c(i, j)), "a minor");
          t.equal(transpose(t.f({t.in.b, t.in.a}).c), c, "(baᵀ)ᵀ = abᵀ");
        });

const auto registered_vjp =
    laws<OuterVjp>()
        .theorem("C2", "⟨ā, a⟩ = ⟨b̄, b⟩ = ⟨C̄, abᵀ⟩", [](Exact<OuterVjp>& t) {
          const auto g = t.f(t.in);
          const auto c = Wings<Outer>::reference(t.in)->c;
          const Interval all = pairing(t.in.cotangent.c, c), scale = size_of(t.in.cotangent.c, c);
          t.equal_within(pairing(g.grad_a, t.in.a), all, scale, "⟨ā, a⟩");
          t.equal_within(pairing(g.grad_b, t.in.b), all, scale, "⟨b̄, b⟩");
        });

}  // namespace
}  // namespace etalon::verify
