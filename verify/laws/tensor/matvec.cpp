#include "reference/contract/tensor/matvec.hpp"

#include "verify/algebra/matrix.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Matvec;
using contract::tensor::MatvecVjp;
using In = Matvec::In<double>;

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
    laws<Matvec>()
        .inputs(core, "a matrix and a vector", [](Draw& draw) {
          const std::int64_t m = draw.extent(1, 5), n = draw.extent(1, 8);
          return In{draw.reals({m, n}), draw.reals({n})};
        })
        .inputs(core, "long rows", [](Draw& draw) {
          const auto n = draw.extent(20, 60);
          return In{draw.reals({draw.extent(1, 2), n}), draw.reals({n})};
        })
        .inputs(core, "square", [](Draw& draw) {
          const auto n = draw.extent(2, 5);
          return In{draw.reals({n, n}), draw.reals({n})};
        })
        .theorem("C2", "W(x + z) = Wx + Wz", [](Exact<Matvec>& t) {
          auto z = t.in, sum = t.in;
          for (std::size_t i = 0; i < z.x.size(); ++i) z.x[i] = Interval(static_cast<std::int64_t>(i * 7 % 11) - 5) / 4, sum.x[i] += z.x[i];
          const auto y = t.f(t.in).y, yz = t.f(z).y, ys = t.f(sum).y;
          for (std::size_t i = 0; i < y.size(); ++i) t.equal(ys[i], y[i] + yz[i], "W(x + z) = Wx + Wz");
          Matrix column({t.in.x.shape[0], 1}, t.in.x.data);
          t.equal(Tensor<Interval>(y.shape, multiply(t.in.w, column).data), y, "the product with one column");
        });

const auto registered_vjp =
    laws<MatvecVjp>()
        .theorem("C2", "⟨x̄, x⟩ = ⟨W̄, W⟩ = ⟨ȳ, Wx⟩", [](Exact<MatvecVjp>& t) {
          const auto g = t.f(t.in);
          const Interval scale = size_of(g.grad_w, t.in.w);
          t.equal_within(pairing(g.grad_x, t.in.x), pairing(t.in.cotangent.y, Wings<Matvec>::reference(t.in)->y), scale, "⟨x̄, x⟩ = ⟨ȳ, Wx⟩");
          t.equal_within(pairing(g.grad_w, t.in.w), pairing(g.grad_x, t.in.x), scale, "⟨W̄, W⟩ = ⟨x̄, x⟩");
        });

}  // namespace
}  // namespace etalon::verify
