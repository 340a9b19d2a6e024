#include "reference/contract/nn/hard_sigmoid.hpp"

#include "verify/laws/nn/entrywise.hpp"

namespace etalon::verify {
namespace {

using contract::nn::HardSigmoid;
using contract::nn::HardSigmoidVjp;

const auto registered =
    entrywise_laws<HardSigmoid>()
        .inputs(edge, "infinite", [](Draw&) { return HardSigmoid::In<double>{Tensor<double>({2}, {INFINITY, -INFINITY})}; })
        .inputs(edge, "at and beside the kinks", [](Draw& draw) {
          Tensor<double> x({0});
          for (const double kink : {-3.0, -2.5, 2.5, 3.0})
            for (const double beside : {0.0, -draw.format.unit_roundoff() * 4, draw.format.unit_roundoff() * 4}) x.data.push_back(round_to(kink * (1 + beside), draw.format));
          x.shape[0] = static_cast<std::int64_t>(x.size());
          return HardSigmoid::In<double>{x};
        })
        .law("C2", "0 ≤ y ≤ 1", [](Law<HardSigmoid>& t) {
          for (const Interval& y : t.out.y) {
            t.exactly_at_most(0, y, "0 ≤ y");
            t.exactly_at_most(y, 1, "y ≤ 1");
          }
        })
        .theorem("C2", "y(x) + y(−x) = 1", [](Exact<HardSigmoid>& t) {
          const auto y = t.f(t.in).y, mirror = t.f({negative(t.in.x)}).y;
          for (std::size_t i = 0; i < y.size(); ++i) t.equal(y[i] + mirror[i], 1, "y(x) + y(−x) = 1");
        });

const auto registered_vjp =
    laws<HardSigmoidVjp>().law("C2", "x̄ lies between 0 and ȳ/5", [](Law<HardSigmoidVjp>& t) { lies_below_cotangent(t, Interval(1) / 5, "|x̄| ≤ |ȳ|/5"); });

/// Every slope between the one-sided ones.
const Kinks<HardSigmoidVjp> kinks("C2", "grad_x", [](const auto& in, std::size_t i, const Interval& u, auto variant) -> std::optional<Interval> {
  const Interval width = variant == HardSigmoid::Variant::sixth ? 6 : 5;
  if (is_at(abs(in.x[i]), width / 2, u)) return between(0, in.cotangent.y[i] / width);
  return std::nullopt;
});

}  // namespace
}  // namespace etalon::verify
