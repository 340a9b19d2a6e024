#include "reference/contract/nn/softsign.hpp"

#include "verify/laws/nn/entrywise.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Softsign;
using contract::nn::SoftsignVjp;

const auto registered =
    entrywise_laws<Softsign>()
        .refuses("C4", "infinite", [](Draw& draw) { return Softsign::In<double>{Tensor<double>({1}, {draw.coin() ? INFINITY : -INFINITY})}; })
        .law("C2", "|y| ≤ min(1, |x|)", [](Law<Softsign>& t) {
          for (std::size_t i = 0; i < t.out.y.size(); ++i) {
            t.exactly_at_most(abs(t.out.y[i]), 1, "|y| ≤ 1");
            t.exactly_at_most(abs(t.out.y[i]), abs(t.in.x[i]), "|y| ≤ |x|");
          }
        })
        .theorem("C2", "y/(1 − |y|) = x", [](Exact<Softsign>& t) {
          const auto y = t.f(t.in).y;
          for (std::size_t i = 0; i < y.size(); ++i) t.equal(y[i] / (1 - abs(y[i])), t.in.x[i], "y/(1 − |y|) = x");
        });

const auto registered_vjp =
    laws<SoftsignVjp>()
        .law("C2", "|x̄| ≤ |ȳ|", [](Law<SoftsignVjp>& t) { lies_below_cotangent(t, 1, "|x̄| ≤ |ȳ|"); })
        .theorem("C2", "x and −x have the same x̄", [](Exact<SoftsignVjp>& t) {
          mirrored(t, false, [&](const Interval& g, const Interval& h, const Interval&) { t.equal_within(g, h, max(abs(g), abs(h)), "x̄(x) = x̄(−x)"); });
        });

}  // namespace
}  // namespace etalon::verify
