#include "reference/contract/nn/kl_div.hpp"

#include <algorithm>
#include <cmath>

#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::nn::KlDiv;
using contract::nn::KlDivGradient;
using In = KlDiv::In<double>;
using Variant = KlDiv::Variant;

In distributions(Draw& draw) {
  const Dimensions shape{draw.extent(1, 4), draw.extent(1, 5)};
  In in{draw.reals(shape, -4, 2), draw.uniforms(shape, 0, 1)};
  for (double& x : in.x) x = -std::fabs(x);
  if (draw.coin()) in.target[0] = 0;
  return in;
}

const auto registered =
    laws<KlDiv>()
        .inputs(core, "distributions", distributions)
        .inputs(core, "near each other", [](Draw& draw) {
          In in = distributions(draw);
          for (std::size_t i = 0; i < in.x.size(); ++i)
            if (in.target[i] > 0) in.x[i] = round_to(std::log(in.target[i]) * (1 + draw.magnitude(-12, -6)), draw.format);
          return in;
        })
        .inputs(edge, "certain", [](Draw& draw) {
          In in{draw.reals({draw.extent(1, 3), 3}), Tensor<double>({0, 0})};
          in.target = Tensor<double>(in.x.shape);
          for (std::int64_t i = 0; i < in.x.shape[0]; ++i) in.target(i, draw.integer(0, 2)) = 1;
          return in;
        })
        .theorem("C3", "sum = n·batch_mean, 0 where x = log t", [](Exact<KlDiv>& t) {
          t.equal(t.f(t.in, Variant::sum).loss, Interval(t.in.x.shape[0]) * t.f(t.in, Variant::batch_mean).loss, "sum = n·batch_mean");
          auto same = t.in;
          for (std::size_t i = 0; i < same.x.size(); ++i)
            if ((same.target[i] > 0).certainly()) same.x[i] = log(same.target[i]);
          t.equal_within(t.f(same).loss, 0, 1, "0 where x = log t");
        })
        .theorem("C3", "not negative of distributions", [](Exact<KlDiv>& t) {
          auto made = t.in;
          for (std::int64_t i = 0; i < made.x.shape[0]; ++i) {
            Interval all = 0, sum = 0;
            for (std::int64_t j = 0; j < made.x.shape[1]; ++j) all += made.target(i, j), sum += exp(made.x(i, j));
            if (!(all > 0).certainly()) return;
            for (std::int64_t j = 0; j < made.x.shape[1]; ++j) made.target(i, j) = made.target(i, j) / all, made.x(i, j) = made.x(i, j) - log(sum);
          }
          t.at_most(-power_of_two(-60), t.f(made, Variant::sum).loss, "not negative");
        });

const auto registered_gradient =
    laws<KlDivGradient>()
        .law("C3", "Σ x̄ = −Σ t, divided", [](Law<KlDivGradient>& t) {
          for (std::size_t i = 0; i < t.out.grad_x.size(); ++i) t.exactly_at_most(t.out.grad_x[i], 0, "x̄ ≤ 0");
        });

}  // namespace
}  // namespace etalon::verify
