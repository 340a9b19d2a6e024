#include "reference/contract/tensor/prod.hpp"

#include "verify/laws/tensor/reduction.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Prod;
using contract::tensor::ProdVjp;
using In = Prod::In<double>;

const auto registered =
    reduction_laws<Prod>()
        .inputs(edge, "no entries", [](Draw& draw) { return over_some_axes<Prod>(draw, Tensor<double>({draw.extent(0, 2), 0})); })
        .inputs(core, "a zero among them", [](Draw& draw) {
          Tensor<double> x = draw.reals({2, draw.extent(2, 4)}, -2, 2);
          x[0] = 0;
          if (draw.coin()) x[1] = 0;
          return over_some_axes<Prod>(draw, std::move(x));
        })
        .inputs(extreme, "huge and tiny in turn", [](Draw& draw) {
          Tensor<double> x = draw.reals({draw.extent(2, 6)}, draw.format.max_exponent / 2, draw.format.max_exponent - 2);
          for (std::size_t i = 1; i < x.size(); i += 2) x[i] = draw.magnitude(2 - draw.format.max_exponent, -draw.format.max_exponent / 2);
          std::sort(x.begin(), x.end());
          return over_some_axes<Prod>(draw, std::move(x));
        })
        .theorem("C3", "axis by axis", [](Exact<Prod>& t) {
          const auto y = t.f(t.in).y, z = one_axis_after_the_other(t);
          for (std::size_t i = 0; i < y.size(); ++i) t.equal(y[i], z[i], "axis by axis");
        })
        .law("C4", "y = 0 where an entry is 0", [](Law<Prod>& t) {
          for_each_lane(t.in, [&](std::int64_t lane, const Lanes& lanes) {
            bool zero = false;
            for (std::int64_t k = 0; k < lanes.length; ++k) zero = zero || t.in.x[lanes.index(lane, k)].is_zero();
            if (zero) t.exactly(t.out.y[lane].is_zero(), "y = 0");
          });
        });

const auto registered_vjp =
    laws<ProdVjp>()
        .theorem("C3", "x̄ᵢxᵢ = ȳ·y", [](Exact<ProdVjp>& t) {
          const auto g = t.f(t.in).grad_x;
          const auto y = Wings<Prod>::reference(t.in)->y;
          for_each_lane(t.in, [&](std::int64_t lane, const Lanes& lanes) {
            for (std::int64_t k = 0; k < lanes.length; ++k)
              t.equal(g[lanes.index(lane, k)] * t.in.x[lanes.index(lane, k)], t.in.cotangent.y[lane] * y[lane], "x̄ᵢxᵢ = ȳ·y");
          });
        });

}  // namespace
}  // namespace etalon::verify
