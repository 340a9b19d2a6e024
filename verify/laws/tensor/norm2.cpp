#include "reference/contract/tensor/norm2.hpp"

#include "verify/laws/tensor/reduction.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Norm2;
using contract::tensor::Norm2Vjp;
using In = Norm2::In<double>;

const auto registered =
    reduction_laws<Norm2>()
        .inputs(edge, "no entries", [](Draw& draw) { return over_some_axes<Norm2>(draw, Tensor<double>({draw.extent(0, 2), 0})); })
        .inputs(extreme, "the largest numbers", [](Draw& draw) {
          return over_some_axes<Norm2>(draw, draw.reals({draw.extent(1, 4)}, draw.format.max_exponent - 4, draw.format.max_exponent - 2));
        })
        .inputs(edge, "subnormal", [](Draw& draw) {
          return over_some_axes<Norm2>(draw, draw.reals({draw.extent(1, 4)}, draw.format.min_exponent - draw.format.precision, draw.format.min_exponent));
        })
        .theorem("C3", "‖αx‖ = |α|·‖x‖, ‖x + y‖ ≤ ‖x‖ + ‖y‖, max|x| ≤ ‖x‖ ≤ √n·max|x|", [](Exact<Norm2>& t) {
          is_a_norm(t);
          const auto y = t.f(t.in).y;
          for_each_lane(t.in, [&](std::int64_t lane, const Lanes& lanes) {
            Interval top = 0;
            for (std::int64_t k = 0; k < lanes.length; ++k) top = max(top, abs(t.in.x[lanes.index(lane, k)]));
            t.at_most(y[lane], sqrt(Interval(lanes.length)) * top, "‖x‖ ≤ √n·max|x|");
          });
        });

const auto registered_vjp =
    laws<Norm2Vjp>()
        .leaves_out("±0, ties and a scalar", "lanes of zeros: C3")
        .leaves_out("integers", "lanes of zeros: C3")
        .leaves_out("what cancels", "drawn below without lanes of zeros")
        .refuses("C3", "a lane of zeros", [](Draw& draw) {
          return Norm2Vjp::In<double>{{Tensor<double>({2, draw.extent(1, 3)}), Tensor<std::int64_t>({1}, {1}), 0}, {draw.reals({2})}};
        })
        .theorem("C4", "‖x̄‖ = |ȳ|, ⟨x̄, x⟩ = ȳ·y", [](Exact<Norm2Vjp>& t) {
          const auto g = t.f(t.in).grad_x;
          const auto y = Wings<Norm2>::reference(t.in)->y;
          for_each_lane(t.in, [&](std::int64_t lane, const Lanes& lanes) {
            if (lanes.length == 0) return;
            Interval squares = 0, along = 0;
            for (std::int64_t k = 0; k < lanes.length; ++k) squares += square(g[lanes.index(lane, k)]), along += g[lanes.index(lane, k)] * t.in.x[lanes.index(lane, k)];
            t.equal_within(squares, square(t.in.cotangent.y[lane]), square(t.in.cotangent.y[lane]), "‖x̄‖ = |ȳ|");
            t.equal_within(along, t.in.cotangent.y[lane] * y[lane], abs(t.in.cotangent.y[lane] * y[lane]), "⟨x̄, x⟩ = ȳ·y");
          });
        });

}  // namespace
}  // namespace etalon::verify
