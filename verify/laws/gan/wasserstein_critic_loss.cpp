#include "reference/contract/gan/wasserstein_critic_loss.hpp"

#include "reference/contract/gan/wasserstein1_1d.hpp"
#include "verify/laws/gan/scores.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::Wasserstein11d;
using contract::gan::WassersteinCriticLoss;
using contract::gan::WassersteinCriticLossGradient;
using In = WassersteinCriticLoss::In<double>;

Interval size_of(const WassersteinCriticLoss::In<Interval>& in) {
  Interval largest = 0;
  for (const Interval& s : in.real) largest = max(largest, abs(s));
  for (const Interval& s : in.fake) largest = max(largest, abs(s));
  return largest;
}

const auto registered =
    laws<WassersteinCriticLoss>()
        .inputs(core, "scores", [](Draw& draw) { return In{scores(draw), scores(draw)}; })
        .inputs(core, "about a level", [](Draw& draw) {
          const double level = draw.real(2, 6);
          const auto about = [&] { return filled(draw.extent(1, 6), [&] { return round_to(level * (1 + draw.real(-12, -4)), draw.format); }); };
          In in{about(), about()};
          return in;
        })
        .inputs(extreme, "of any size", [](Draw& draw) { return In{scores_of_any_size(draw), scores_of_any_size(draw)}; })
        .inputs(edge, "the same scores", [](Draw& draw) {
          const auto s = scores(draw);
          return In{s, s};
        })
        .theorem("C2", "a constant, a factor, the roles", [](Exact<WassersteinCriticLoss>& t) {
          const Interval loss = t.f(t.in).loss, size = size_of(t.in);
          auto moved = t.in, scaled = t.in;
          for (auto* x : {&moved.real, &moved.fake})
            for (Interval& s : *x) s += 5;
          for (auto* x : {&scaled.real, &scaled.fake})
            for (Interval& s : *x) s *= -Interval(11) / 8;
          t.equal_within(t.f(moved).loss, loss, size + 5, "of s + 5");
          t.equal_within(t.f(scaled).loss, -Interval(11) / 8 * loss, size, "of −11/8·s");
          t.equal_within(t.f({t.in.fake, t.in.real}).loss, -loss, size, "the roles exchanged");
        })
        .theorem("C3", "of 1-Lipschitz critics, at most the distance", [](Exact<WassersteinCriticLoss>& t) {
          // the inputs as samples, and the critics x, −x, |x − c| and half of x
          const Interval distance = Wings<Wasserstein11d>::reference(Wasserstein11d::In<Interval>{t.in.real, t.in.fake, Tensor<Interval>({0}), Tensor<Interval>({0})})->distance;
          const Interval room = power_of_two(-60) * size_of(t.in), c = t.in.real[0];
          const auto under = [&](auto critic) {
            t.at_most(-t.f({map(t.in.real, critic), map(t.in.fake, critic)}).loss, distance + room, "a critic's estimate");
          };
          under([](const Interval& x) -> Interval { return x; });
          under([](const Interval& x) -> Interval { return -x; });
          under([&](const Interval& x) -> Interval { return abs(x - c); });
          under([&](const Interval& x) -> Interval { return min(x, c) / 2; });
        });

const auto registered_gradient =
    laws<WassersteinCriticLossGradient>()
        .law("C2", "−1 and 1", [](Law<WassersteinCriticLossGradient>& t) {
          Interval real = 0, fake = 0;
          for (const Interval& g : t.out.grad_real) real += g;
          for (const Interval& g : t.out.grad_fake) fake += g;
          t.equal(real, -1, "Σ grad_real = −1");
          t.equal(fake, 1, "Σ grad_fake = 1");
        });

}  // namespace
}  // namespace etalon::verify
