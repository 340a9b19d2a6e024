#include "reference/contract/nn/elu.hpp"

#include "verify/laws/nn/entrywise.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Elu;
using contract::nn::EluVjp;
using In = Elu::In<double>;

In with_alpha(Draw& draw, Tensor<double> x) { return {std::move(x), round_to(draw.one_of({1.0, 0.5, 2.0, 0.3, 0.0, -0.25}), draw.format)}; }

const auto registered =
    entrywise_laws<Elu, with_alpha>()
        .inputs(edge, "infinite", [](Draw&) { return In{Tensor<double>({2}, {INFINITY, -INFINITY}), 1}; })
        .law("C2", "−α ≤ y ≤ … for α ≥ 0", [](Law<Elu>& t) {
          if (!(t.in.alpha >= 0).certainly()) return;
          for (std::size_t i = 0; i < t.out.y.size(); ++i) {
            const Interval &x = t.in.x[i], &y = t.out.y[i];
            if (x.is_infinity(1)) continue;
            t.at_most(-t.in.alpha, y, "−α ≤ y");
            if ((t.in.alpha <= 1).certainly() && x.is_finite()) t.at_most(x, y, "x ≤ y");
          }
        })
        .theorem("C3", "log(1 + y/α) = x", [](Exact<Elu>& t) {
          const auto y = t.f(t.in).y;
          for (std::size_t i = 0; i < y.size(); ++i)
            if (const Interval& x = t.in.x[i]; x.is_finite() && !t.in.alpha.is_zero() && (x < 0 && x > -500).certainly())
              t.equal(log(1 + y[i] / t.in.alpha), x, "log(1 + y/α) = x");
        });

const auto registered_vjp =
    laws<EluVjp>()
        .theorem("C2", "at 0 it is αȳ", [](Exact<EluVjp>& t) {
          auto at_zero = t.in;
          for (Interval& x : at_zero.x) x = 0;
          const auto g = t.f(at_zero).grad_x;
          for (std::size_t i = 0; i < g.size(); ++i) t.equal(g[i], t.in.alpha * t.in.cotangent.y[i], "αȳ");
        })
        .law("C3", "x̄ lies between 0 and ȳ for 0 ≤ α ≤ 1", [](Law<EluVjp>& t) {
      if ((t.in.alpha >= 0 && t.in.alpha <= 1).certainly()) lies_below_cotangent(t, 1, "|x̄| ≤ |ȳ|");
    });

/// Every slope between the one-sided ones.
const Kinks<EluVjp> kinks("C2", "grad_x", [](const auto& in, std::size_t i, const Interval& u) -> std::optional<Interval> {
  if (is_at(in.x[i], 0, u)) return between(in.cotangent.y[i], in.alpha * in.cotangent.y[i]);
  return std::nullopt;
});

}  // namespace
}  // namespace etalon::verify
