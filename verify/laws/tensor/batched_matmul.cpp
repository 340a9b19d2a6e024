#include "reference/contract/tensor/batched_matmul.hpp"

#include "verify/algebra/matrix.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::BatchedMatmul;
using contract::tensor::BatchedMatmulVjp;
using In = BatchedMatmul::In<double>;

Interval pairing(const Tensor<Interval>& x, const Tensor<Interval>& y) {
  Interval sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}

const auto registered =
    laws<BatchedMatmul>()
        .inputs(core, "batches", [](Draw& draw) {
          const std::int64_t m = draw.extent(1, 3), k = draw.extent(1, 4), n = draw.extent(1, 3), batch = draw.extent(1, 3);
          return In{draw.reals({batch, m, k}), draw.reals({batch, k, n})};
        })
        .inputs(core, "batches that broadcast", [](Draw& draw) {
          const std::int64_t m = draw.extent(1, 3), k = draw.extent(1, 4), n = draw.extent(1, 3), p = draw.extent(1, 3), q = draw.extent(1, 2);
          switch (draw.integer(0, 2)) {
            case 0: return In{draw.reals({q, 1, m, k}), draw.reals({p, k, n})};
            case 1: return In{draw.reals({p, m, k}), draw.reals({k, n})};
            default: return In{draw.reals({m, k}), draw.reals({q, p, k, n})};
          }
        })
        .inputs(core, "square", [](Draw& draw) {
          const auto n = draw.extent(2, 4);
          return In{draw.reals({2, n, n}), draw.reals({2, n, n})};
        })
        .inputs(edge, "none", [](Draw& draw) {
          const std::int64_t m = draw.extent(0, 2), k = draw.extent(0, 2), n = draw.extent(0, 2), batch = draw.extent(0, 2);
          return In{draw.reals({batch, m, k}), draw.reals({k, n})};
        })
        .refuses("C1", "matrices that do not fit", [](Draw& draw) {
          return draw.coin() ? In{draw.reals({2, 2, 3}), draw.reals({2, 2, 3})} : In{draw.reals({2, 2, 3}), draw.reals({3, 3, 2})};
        })
        .refuses("C5", "vectors", [](Draw& draw) { return draw.coin() ? In{draw.reals({3}), draw.reals({3, 2})} : In{draw.reals({2, 3}), draw.reals({3})}; })
        .theorem("C3", "each is a product of matrices", [](Exact<BatchedMatmul>& t) {
          const auto both = contract::Broadcasting::of(BatchedMatmul::batch(t.in.a.shape), BatchedMatmul::batch(t.in.b.shape));
          const std::int64_t m = t.in.a.shape[t.in.a.rank() - 2], k = t.in.a.shape.back(), n = t.in.b.shape.back();
          const auto part = [](const Tensor<Interval>& x, std::size_t at, std::int64_t rows, std::int64_t columns) {
            Matrix one({rows, columns});
            for (std::size_t i = 0; i < one.size(); ++i) one[i] = x[at * one.size() + i];
            return one;
          };
          const auto c = t.f(t.in).c;
          for (std::size_t i = 0; i < both->a.size(); ++i)
            t.equal(part(c, i, m, n), multiply(part(t.in.a, both->a[i], m, k), part(t.in.b, both->b[i], k, n)), "a product of matrices");
        });

const auto registered_vjp =
    laws<BatchedMatmulVjp>()
        .theorem("C3", "⟨Ā, A⟩ = ⟨B̄, B⟩ = ⟨C̄, C⟩", [](Exact<BatchedMatmulVjp>& t) {
          const auto g = t.f(t.in);
          const auto c = Wings<BatchedMatmul>::reference(t.in)->c;
          Interval scale = 0;
          for (std::size_t i = 0; i < g.grad_a.size(); ++i) scale += abs(g.grad_a[i] * t.in.a[i]);
          for (std::size_t i = 0; i < c.size(); ++i) scale += abs(t.in.cotangent.c[i] * c[i]);
          t.equal_within(pairing(g.grad_a, t.in.a), pairing(t.in.cotangent.c, c), scale, "⟨Ā, A⟩ = ⟨C̄, C⟩");
          t.equal_within(pairing(g.grad_b, t.in.b), pairing(t.in.cotangent.c, c), scale, "⟨B̄, B⟩ = ⟨C̄, C⟩");
        });

}  // namespace
}  // namespace etalon::verify
