#include "reference/contract/tensor/divide.hpp"

#include "verify/laws/tensor/broadcast.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Divide;
using contract::tensor::DivideVjp;
using In = Divide::In<double>;

const auto registered =
    broadcast_laws<Divide>()
        .refuses("C5", "a divisor of 0", [](Draw& draw) {
          In in = two_that_broadcast<Divide>(draw);
          in.b[0] = draw.coin() ? 0.0 : -0.0;
          return in;
        })
        .theorem("C3", "(a/b)·b = a", [](Exact<Divide>& t) {
          const auto both = contract::Broadcasting::of(t.in.a.shape, t.in.b.shape);
          const auto c = t.f(t.in).c;
          for (std::size_t i = 0; i < c.size(); ++i) t.equal(c[i] * t.in.b[both->b[i]], t.in.a[both->a[i]], "(a/b)·b = a");
        });

const auto registered_vjp =
    laws<DivideVjp>()
        .leaves_out("one input far from the others", "c̄a/b² of a small b leaves the range, in parts of a sum even where the sum does not")
        .leaves_out("one or two entries far from the others", "c̄a/b² of a small b leaves the range, in parts of a sum even where the sum does not")
        .theorem("C3", "⟨c̄, dc⟩ = ⟨ā, da⟩ + ⟨b̄, db⟩", [](Exact<DivideVjp>& t) {
          const auto both = contract::Broadcasting::of(t.in.a.shape, t.in.b.shape);
          const auto g = t.f(t.in);
          const Tensor<Interval> a = step_of(t.in.a), b = step_of(t.in.b);
          Interval moved = 0, paired = 0, scale = 0;
          for (std::size_t i = 0; i < both->a.size(); ++i) {
            const Interval da = a[both->a[i]], db = b[both->b[i]], dc = da / t.in.b[both->b[i]] - t.in.a[both->a[i]] / square(t.in.b[both->b[i]]) * db;
            moved += t.in.cotangent.c[i] * dc;
            scale += abs(t.in.cotangent.c[i]) * (abs(dc) + 1);
          }
          for (std::size_t i = 0; i < a.size(); ++i) paired += g.grad_a[i] * a[i];
          for (std::size_t i = 0; i < b.size(); ++i) paired += g.grad_b[i] * b[i];
          t.equal_within(moved, paired, scale, "⟨c̄, dc⟩ = ⟨ā, da⟩ + ⟨b̄, db⟩");
        });

}  // namespace
}  // namespace etalon::verify
