#include "reference/contract/nn/triplet_margin_loss.hpp"

#include <cmath>

#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::nn::TripletMarginLoss;
using contract::nn::TripletMarginLossGradient;
using In = TripletMarginLoss::In<double>;
using Variant = TripletMarginLoss::Variant;

In triplets(Draw& draw, int lowest, int highest) {
  const Dimensions shape{draw.extent(1, 5), draw.extent(1, 6)};
  return {draw.reals(shape, lowest, highest), draw.reals(shape, lowest, highest), draw.reals(shape, lowest, highest), round_to(draw.one_of({1.0, 0.2}), draw.format),
          round_to(draw.one_of({1e-6, 0.0}), draw.format), draw.integer(0, 1)};
}

const auto registered =
    laws<TripletMarginLoss>()
        .inputs(core, "triplets", [](Draw& draw) { return triplets(draw, -6, 4); })
        .inputs(core, "near each other", [](Draw& draw) {
          In in = triplets(draw, -2, 1);
          for (std::size_t i = 0; i < in.anchor.size(); ++i) {
            in.positive[i] = round_to(in.anchor[i] + draw.uniform(-0.25, 0.25), draw.format);
            in.negative[i] = round_to(in.anchor[i] + draw.uniform(-0.5, 0.5), draw.format);
          }
          return in;
        })
        .inputs(extreme, "squares overflow", [](Draw& draw) { return triplets(draw, draw.format.max_exponent / 2, draw.format.max_exponent - 8); })
        .inputs(extreme, "squares underflow", [](Draw& draw) {
          In in = triplets(draw, draw.format.min_exponent / 2 - 8, draw.format.min_exponent / 2);
          in.epsilon = 0;
          in.margin = std::ldexp(1, draw.format.min_exponent / 2);
          return in;
        })
        .inputs(edge, "at the margin", [](Draw& draw) {
          const Dimensions shape{draw.extent(1, 3), draw.extent(1, 4)};
          In in{Tensor<double>(shape), Tensor<double>(shape), Tensor<double>(shape), 1, 0, draw.integer(0, 1)};
          for (std::int64_t i = 0; i < shape[0]; ++i) {
            const std::int64_t k = draw.integer(0, shape[1] - 1);
            in.positive(i, k) = draw.coin() ? 1 : -1;
            in.negative(i, k) = -2 * in.positive(i, k);
          }
          return in;
        })
        .inputs(edge, "distances of 0", [](Draw& draw) {
          In in = triplets(draw, -3, 0);
          in.epsilon = 0;
          for (std::int64_t k = 0; k < in.anchor.shape[1]; ++k) {
            in.positive(0, k) = in.anchor(0, k);
            if (in.anchor.shape[0] > 1) in.negative(1, k) = in.anchor(1, k);
          }
          return in;
        })
        .inputs(edge, "equal distances", [](Draw& draw) {
          In in = triplets(draw, -2, 0);
          in.swap = 1, in.epsilon = 0;
          for (std::int64_t i = 0; i < in.anchor.shape[0]; ++i)
            for (std::int64_t k = 0; k < in.anchor.shape[1]; ++k) {
              in.negative(i, k) = 0;
              in.positive(i, k) = draw.coin() ? -in.anchor(i, k) : in.anchor(i, k);
            }
          return in;
        })
        .law("C4", "0 ≤ loss", [](Law<TripletMarginLoss>& t) { t.exactly_at_most(0, t.out.loss, "0 ≤ loss"); })
        .theorem("C4", "moved together, sum = n·mean, swap does not lessen", [](Exact<TripletMarginLoss>& t) {
          auto moved = t.in, other = t.in;
          for (Tensor<Interval>* x : {&moved.anchor, &moved.positive, &moved.negative})
            for (std::size_t i = 0; i < x->size(); ++i) (*x)[i] += Interval(static_cast<std::int64_t>(i) + 3) / 8;
          t.equal(t.f(moved).loss, t.f(t.in).loss, "of a + c, p + c, n + c the same");
          t.equal(t.f(t.in, Variant::sum).loss, Interval(t.in.anchor.shape[0]) * t.f(t.in, Variant::mean).loss, "sum = n·mean");
          other.swap = 0;
          const Interval without = t.f(other).loss;
          other.swap = 1;
          t.at_most(without, t.f(other).loss, "with swap not less");
        });

const auto registered_gradient =
    laws<TripletMarginLossGradient>()
        .law("C4", "ā + p̄ + n̄ = 0", [](Law<TripletMarginLossGradient>& t) {
          for (std::size_t i = 0; i < t.out.grad_anchor.size(); ++i) {
            const Interval &a = t.out.grad_anchor[i], &p = t.out.grad_positive[i], &n = t.out.grad_negative[i];
            t.equal_within(a + p + n, 0, abs(a) + abs(p) + abs(n), "ā + p̄ + n̄ = 0");
          }
        });

/// d(x, y) in the row of entry i, and its slope there, give or take its rounding.
struct Distance {
  Interval distance, slope;

  template <class I>
  Distance(const I& in, const Tensor<Interval>& x, const Tensor<Interval>& y, std::size_t i, const Interval& u) {
    const auto columns = static_cast<std::size_t>(x.shape[1]), row = i / columns * columns;
    Interval sum = 0;
    for (std::size_t k = row; k < row + columns; ++k) sum += square(x[k] - y[k] + in.epsilon);
    distance = sqrt(sum);
    if (distance.is_zero()) {
      slope = Interval::hull(Interval(-1), Interval(1));
      return;
    }
    const Interval off = (x.shape[1] + 6) * u * (abs(x[i]) + abs(y[i]) + in.epsilon);
    slope = (x[i] - y[i] + in.epsilon + Interval::hull(-off, off)) / distance;
  }
};

/// What rounding may change a term by: 2u for every difference, and d/2 + 2 for a norm of d.
template <class I>
Interval rounding(const I& in, std::size_t i, const Interval& u) {
  const auto columns = static_cast<std::size_t>(in.anchor.shape[1]), row = i / columns * columns;
  Interval sizes = in.margin;
  for (std::size_t k = row; k < row + columns; ++k) sizes += 2 * (abs(in.anchor[k]) + abs(in.positive[k]) + abs(in.negative[k]) + in.epsilon);
  return (in.anchor.shape[1] + 6) * u * sizes;
}

/// Of entry i the slopes that are right, put together by `of(u(a, p), those of u(a, n), those of u(p, n))`, each with 0 where it may not count.
template <class I, class F>
std::optional<Interval> slopes_at(const I& in, std::size_t i, const Interval& u, Variant variant, F of) {
  const Distance near(in, in.anchor, in.positive, i, u), far(in, in.anchor, in.negative, i, u), other(in, in.positive, in.negative, i, u);
  const Interval close = rounding(in, i, u), none = 0, n = variant == Variant::mean ? in.anchor.shape[0] : 1;
  const bool tie = in.swap == 1 && (abs(other.distance - far.distance) <= close).certainly(), swapped = in.swap == 1 && (other.distance < far.distance).certainly();
  const Interval& farther = swapped ? other.distance : far.distance;
  const Interval excess = near.distance - farther + in.margin;
  const bool at_zero = (abs(excess) <= close).certainly();
  if (!tie && !at_zero && !near.distance.is_zero() && !farther.is_zero()) return std::nullopt;
  if (!at_zero && (excess < 0).certainly()) return none;
  const Interval slope = of(near.slope, tie ? Interval::hull(none, far.slope) : swapped ? none : far.slope, tie ? Interval::hull(none, other.slope) : swapped ? other.slope : none) / n;
  return at_zero ? Interval::hull(none, slope) : slope;
}

const Kinks<TripletMarginLossGradient> of_anchor("C4", "grad_anchor", [](const auto& in, std::size_t i, const Interval& u, Variant variant) {
  return slopes_at(in, i, u, variant, [](const Interval& ap, const Interval& an, const Interval&) { return ap - an; });
});
const Kinks<TripletMarginLossGradient> of_positive("C4", "grad_positive", [](const auto& in, std::size_t i, const Interval& u, Variant variant) {
  return slopes_at(in, i, u, variant, [](const Interval& ap, const Interval&, const Interval& pn) { return -ap - pn; });
});
const Kinks<TripletMarginLossGradient> of_negative("C4", "grad_negative", [](const auto& in, std::size_t i, const Interval& u, Variant variant) {
  return slopes_at(in, i, u, variant, [](const Interval&, const Interval& an, const Interval& pn) { return an + pn; });
});

}  // namespace
}  // namespace etalon::verify
