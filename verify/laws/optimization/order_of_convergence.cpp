#include "reference/contract/optimization/order_of_convergence.hpp"

#include <algorithm>
#include <cmath>

#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::OrderOfConvergence;
using In = OrderOfConvergence::In<double>;

/// e, and then each from the one before it by a rule, with some noise; as long as there is a place for it, and no two equal.
template <class Next>
In falling(Draw& draw, double e, std::int64_t most, Next next) {
  In in{Tensor<double>({0})};
  for (std::int64_t k = 0; k < most || in.errors.size() < 3; ++k) {
    if (!in.errors.data.empty() && e == in.errors.data.back()) e /= 2;
    if (e < draw.format.smallest_normal()) break;
    in.errors.data.push_back(e);
    e = round_to(next(e, k), draw.format);
  }
  for (double fill = 2; in.errors.size() < 3; fill *= 2) in.errors.data.insert(in.errors.data.begin(), fill * in.errors.data.front());
  in.errors.shape = {static_cast<std::int64_t>(in.errors.size())};
  return in;
}

const auto registered =
    laws<OrderOfConvergence>()
        .inputs(core, "linear", [](Draw& draw) {
          const double q = draw.uniform(0.0625, 0.9375);
          return falling(draw, draw.magnitude(-3, 3), draw.extent(3, 8), [&](double e, std::int64_t) { return q * e; });
        })
        .inputs(core, "sublinear", [](Draw& draw) {
          return falling(draw, draw.magnitude(-3, 3), draw.extent(3, 8), [](double e, std::int64_t k) { return e * static_cast<double>(k + 1) / static_cast<double>(k + 2); });
        })
        .inputs(core, "quadratic and cubic", [](Draw& draw) {
          const double c = draw.uniform(0.25, 1), p = draw.one_of({1.5, 1.6180339887498949, 2.0, 3.0});
          return falling(draw, draw.uniform(0.0625, 0.5), draw.extent(3, 5), [&](double e, std::int64_t) { return c * std::pow(e, p); });
        })
        .inputs(core, "any", [](Draw& draw) {
          return falling(draw, draw.magnitude(-6, 4), draw.extent(3, 6), [&](double, std::int64_t) { return draw.magnitude(-6, 4); });
        })
        .inputs(extreme, "a long fall", [](Draw& draw) {
          const int e = draw.format.max_exponent - 4;
          return falling(draw, draw.magnitude(e / 2, e), 4, [&](double x, std::int64_t) { return std::ldexp(x, -e / 2) * draw.uniform(0.5, 1); });
        })
        .inputs(edge, "rising", [](Draw& draw) { return falling(draw, draw.magnitude(-6, 0), 4, [&](double e, std::int64_t) { return 2 * e; }); })
        .refuses("C1", "an error of 0", [](Draw& draw) {
          In in{Tensor<double>({3}, {draw.magnitude(0, 3), draw.magnitude(-3, 0), draw.magnitude(-9, -4)})};
          in.errors[static_cast<std::size_t>(draw.integer(0, 2))] = draw.one_of({0.0, -0.0, -1.0});
          return in;
        })
        .refuses("C1", "two errors", [](Draw& draw) { return In{draw.uniforms({draw.integer(0, 2)}, 0.5, 1)}; })
        .refuses("C2", "two that are equal", [](Draw& draw) {
          const double e = draw.magnitude(-3, 3);
          return In{{{4}, {2 * e, e, e, e / 2}}};
        })
        .theorem("C3", "what the sequences are made of is found", [](Exact<OrderOfConvergence>& t) {
          const Interval q = Interval(3) / 7;
          Tensor<Interval> linear({6}), power({6}), harmonic({40});
          for (std::int64_t k = 0; k < 6; ++k) linear[static_cast<std::size_t>(k)] = 5 * pow(q, k), power[static_cast<std::size_t>(k)] = pow(q, static_cast<std::int64_t>(std::pow(3, k)));
          for (std::int64_t k = 0; k < 40; ++k) harmonic[static_cast<std::size_t>(k)] = Interval(1) / (k + 1);
          const auto first = t.f({linear}), third = t.f({power}), slow = t.f({harmonic});
          for (const Interval& order : first.orders) t.equal(order, 1, "order 1");
          for (const Interval& rate : first.rates) t.equal(rate, q, "rate q");
          for (const Interval& order : third.orders) t.equal(order, 3, "order 3");
          t.holds(first.convergence == OrderOfConvergence::linear && first.order == 1, "linear");
          t.equal(first.constant[0], q, "its constant");
          t.holds(third.convergence == OrderOfConvergence::cubic && third.order == 3, "cubic");
          t.equal(third.constant[0], 1, "its constant");
          t.holds(slow.convergence == OrderOfConvergence::sublinear, "1/k is sublinear");
        })
        .theorem("C4", "in another unit", [](Exact<OrderOfConvergence>& t) {
          auto scaled = t.in;
          for (Interval& e : scaled.errors) e *= 10;
          t.equal(t.f(scaled).rates, t.f(t.in).rates, "rates");
          t.equal(t.f(scaled).orders, t.f(t.in).orders, "orders");
        })
        .theorem("C6", "none where they rise", [](Exact<OrderOfConvergence>& t) {
          auto rising = t.in;
          std::reverse(rising.errors.begin(), rising.errors.end());
          const auto out = t.f(t.in), back = t.f(rising);
          t.holds(out.convergence == OrderOfConvergence::none || back.convergence == OrderOfConvergence::none, "a sequence and its reverse do not both fall");
          for (const auto* of : {&out.constant, &out.growth, &out.r_order, &out.mean_rate}) t.holds((out.order == 0) == (of->size() == 0), "each where there is an order");
        })
        .theorem("C7", "the class of a known sequence, however long it is seen, and with digits that jump", [](Exact<OrderOfConvergence>& t) {
          struct Known {
            OrderOfConvergence::Convergence convergence;
            Interval (*digits)(std::int64_t k);
          };
          const Known all[] = {{OrderOfConvergence::sublinear, [](std::int64_t k) { return log(Interval(k + 1)); }},
                               {OrderOfConvergence::sublinear, [](std::int64_t k) { return log(log(Interval(k + 3))); }},
                               {OrderOfConvergence::linear, [](std::int64_t k) { return Interval(k) / 3; }},
                               {OrderOfConvergence::linear, [](std::int64_t k) { return Interval(k) / 4 + log(Interval(k + 1)); }},
                               {OrderOfConvergence::superlinear, [](std::int64_t k) { return Interval(k * k) / 20; }},
                               {OrderOfConvergence::superlinear, [](std::int64_t k) { return pow(Interval(11) / 10, k); }}};
          for (const Known& known : all)
            for (const std::int64_t n : {45, 90}) {
              Tensor<Interval> plain({n}), jumping({n});
              for (std::int64_t k = 0; k < n; ++k) {
                const auto i = static_cast<std::size_t>(k);
                plain[i] = exp(-known.digits(k)), jumping[i] = plain[i] * exp(Interval(k * k % 7) / 16);  // 0, 1, 2 or 4 sixteenths, unordered
              }
              t.holds(t.f({plain}).convergence == known.convergence, "its class");
              t.holds(t.f({jumping}).convergence == known.convergence, "its class, with jumps");
            }
          for (const std::int64_t n : {9, 10, 11}) {
            Tensor<Interval> power({n});
            for (std::int64_t k = 0; k < n; ++k) power[static_cast<std::size_t>(k)] = 3 * exp(-pow(Interval(2), k));
            const auto out = t.f({power});
            t.equal(out.r_order[0], 2, "the order");
            t.holds(out.convergence == OrderOfConvergence::quadratic, "quadratic");
          }
        });

}  // namespace
}  // namespace etalon::verify
