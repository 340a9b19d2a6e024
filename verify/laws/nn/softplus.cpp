#include <algorithm>

#include "reference/contract/nn/softplus.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Softplus;
using contract::nn::SoftplusVjp;
using In = Softplus::In<double>;

const auto registered =
    laws<Softplus>()
        .inputs(core, "ordinary", [](Draw& draw) { return In{draw.reals({draw.extent(1, 6)})}; })
        .inputs(core, "saturated", [](Draw& draw) { return In{draw.uniforms({draw.extent(1, 6)}, -80, 80)}; })
        .inputs(extreme, "beyond exp's range", [](Draw& draw) { return In{draw.reals({draw.extent(1, 4)}, 5, 12)}; })
        .inputs(extreme, "every power of two up to 2³¹", [](Draw& draw) {
          In in{Tensor<double>({0})};
          for (int e = std::max(-8, draw.format.min_exponent); e <= std::min(31, draw.format.max_exponent); ++e)
            in.x.data.push_back(draw.coin() ? draw.magnitude(e, e) : -draw.magnitude(e, e));
          in.x.shape[0] = static_cast<std::int64_t>(in.x.size());
          return in;
        })
        .inputs(edge, "tiny, zero and empty", [](Draw& draw) { return In{draw.reals({draw.extent(0, 3)}, draw.format.min_exponent, std::max(draw.format.min_exponent, -20))}; })
        .inputs(edge, "infinite", [](Draw&) { return In{Tensor<double>({2}, {INFINITY, -INFINITY})}; })
        .law("C2", "max(x, 0) < y ≤ max(x, 0) + log 2", [](Law<Softplus>& t) {
          const auto& y = t.out.y;
          for (std::size_t i = 0; i < y.size(); ++i) {
            t.exactly_at_most(0, y[i], "0 ≤ y");
            if (!t.in.x[i].is_finite()) continue;
            const Interval floor = max(t.in.x[i], 0);
            if ((abs(t.in.x[i]) < 4096).certainly()) t.holds(floor < y[i], "max(x, 0) < y");
            else t.at_most(floor, y[i], "max(x, 0) ≤ y");  // e^−|x| between them has more bits than precisions go
            t.at_most(y[i], floor + log(Interval(2)), "y ≤ max(x, 0) + log 2");
          }
        })
        .theorem("C3", "softplus(x) − softplus(−x) = x", [](Exact<Softplus>& t) {
          const auto y = t.f(t.in).y, mirrored = t.f({map(t.in.x, [](const Interval& x) { return -x; })}).y;
          for (std::size_t i = 0; i < y.size() && t.in.x[i].is_finite(); ++i) t.equal_within(y[i] - mirrored[i], t.in.x[i], y[i] + mirrored[i], "softplus(x) − softplus(−x) = x");
        });

const auto registered_vjp =
    laws<SoftplusVjp>()
        .law("C4", "x̄ lies between 0 and ȳ", [](Law<SoftplusVjp>& t) {
          for (std::size_t i = 0; i < t.out.grad_x.size(); ++i) {
            const Interval &g = t.out.grad_x[i], &c = t.in.cotangent.y[i];
            t.exactly_at_most(0, g * c, "x̄ has the sign of ȳ");
            t.exactly_at_most(abs(g), abs(c), "|x̄| ≤ |ȳ|");
          }
        })
        .theorem("C2", "x̄(x) + x̄(−x) = 1 for ȳ = 1", [](Exact<SoftplusVjp>& t) {
          auto one = t.in;
          for (Interval& c : one.cotangent.y) c = 1;
          const auto forward = t.f(one).grad_x;
          for (Interval& x : one.x) x = -x;
          const auto mirrored = t.f(one).grad_x;
          for (std::size_t i = 0; i < forward.size(); ++i) t.equal(forward[i] + mirrored[i], 1, "σ(x) + σ(−x) = 1");
        });

}  // namespace
}  // namespace etalon::verify
