#include "reference/contract/gan/wasserstein1_1d.hpp"

#include <algorithm>
#include <vector>

#include "verify/laws/gan/scores.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::Wasserstein11d;
using In = Wasserstein11d::In<double>;
using Samples = Tensor<Interval>;

const Tensor<double> none({0});

In weighted(Draw& draw) {
  In in{scores(draw), scores(draw), none, none};
  const auto weights = [&](const Tensor<double>& x) { return map(x, [&](double) { return draw.coin() ? draw.uniform(0.125, 2) : static_cast<double>(draw.integer(1, 3)); }); };
  in.x_weights = weights(in.x);
  if (draw.coin()) in.y_weights = weights(in.y);
  return in;
}
Samples plus(const Samples& x, const Interval& c) {
  return map(x, [&](const Interval& s) -> Interval { return s + c; });
}
Samples times(const Samples& x, const Interval& a) {
  return map(x, [&](const Interval& s) -> Interval { return s * a; });
}
std::vector<Interval> in_order(const Samples& x) {
  std::vector<Interval> sorted(x.begin(), x.end());
  std::sort(sorted.begin(), sorted.end(), [](const Interval& a, const Interval& b) { return bool(a < b); });
  return sorted;
}
Interval size_of(const Wasserstein11d::In<Interval>& in) {
  Interval largest = 0;
  for (const Interval& s : in.x) largest = max(largest, abs(s));
  for (const Interval& s : in.y) largest = max(largest, abs(s));
  return largest;
}
Interval mean_of(const Samples& x, const Samples& weights) {
  Interval sum = 0, all = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const Interval w = weights.size() == 0 ? Interval(1) : weights[i];
    sum += w * x[i], all += w;
  }
  return sum / all;
}
Interval share_below(const Samples& x, const Samples& weights, const Interval& z) {
  return mean_of(map(x, [&](const Interval& s) -> Interval { return bool(s <= z) ? 1 : 0; }), weights);
}

const auto registered =
    laws<Wasserstein11d>()
        .inputs(core, "samples", [](Draw& draw) { return In{scores(draw), scores(draw), none, none}; })
        .inputs(core, "as many of each", [](Draw& draw) {
          const auto n = draw.extent(1, 8);
          return In{draw.uniforms({n}, -2, 2), draw.uniforms({n}, -2, 2), none, none};
        })
        .inputs(core, "weighted", weighted)
        .inputs(core, "far from 0", [](Draw& draw) {
          const double level = draw.real(3, 6);
          In in{scores(draw), scores(draw), none, none};
          for (auto* x : {&in.x, &in.y})
            for (double& s : *x) s = round_to(level + s, draw.format);
          return in;
        })
        .inputs(extreme, "of any size", [](Draw& draw) { return In{scores_of_any_size(draw), scores_of_any_size(draw), none, none}; })
        .inputs(edge, "ties and weights of 0", [](Draw& draw) {
          const auto few = [&] { return filled(draw.extent(2, 5), [&] { return static_cast<double>(draw.integer(-1, 1)); }); };
          In in{few(), few(), none, none};
          in.x_weights = map(in.x, [&](double) { return static_cast<double>(draw.integer(0, 2)); });
          in.x_weights[0] = 1;
          return in;
        })
        .refuses("C3", "weights that do not fit, or of 0", [](Draw& draw) {
          In in{scores(draw), scores(draw), none, none};
          if (draw.coin()) in.x_weights = Tensor<double>({in.x.shape[0] + 1});
          else in.y_weights = Tensor<double>(in.y.shape);
          return in;
        })
        .law("C4", "distance ≥ 0", [](Law<Wasserstein11d>& t) { t.exactly_at_most(0, t.out.distance, "distance ≥ 0"); })
        .theorem("C4", "symmetric, moved and scaled", [](Exact<Wasserstein11d>& t) {
          const auto& in = t.in;
          const Interval distance = t.f(in).distance, size = size_of(in);
          t.equal_within(t.f({in.y, in.x, in.y_weights, in.x_weights}).distance, distance, size, "symmetric");
          t.equal_within(t.f({in.x, plus(in.x, 3), in.x_weights, in.x_weights}).distance, 3, size + 3, "3 between x and x + 3");
          t.equal_within(t.f({times(in.x, -2), times(in.y, -2), in.x_weights, in.y_weights}).distance, 2 * distance, size, "of −2x and −2y");
          Samples backwards = in.x, weights = in.x_weights;
          std::reverse(backwards.begin(), backwards.end()), std::reverse(weights.begin(), weights.end());
          t.equal_within(t.f({backwards, in.y, weights, in.y_weights}).distance, distance, size, "in another order");
        })
        .theorem("C5", "sorted samples; weights that count", [](Exact<Wasserstein11d>& t) {
          const std::int64_t n = std::min(t.in.x.shape[0], t.in.y.shape[0]);
          const Samples x({n}, {t.in.x.begin(), t.in.x.begin() + n}), y({n}, {t.in.y.begin(), t.in.y.begin() + n});
          const auto a = in_order(x), b = in_order(y);
          Interval mean = 0;
          for (std::size_t i = 0; i < a.size(); ++i) mean += abs(a[i] - b[i]) / n;
          const Samples empty({0});
          t.equal_within(t.f({x, y, empty, empty}).distance, mean, size_of(t.in), "mean |x₍ᵢ₎ − y₍ᵢ₎|");
          Samples counted({n}), repeated({0});
          for (std::int64_t i = 0; i < n; ++i) {
            counted[i] = i % 3 + 1;
            for (std::int64_t k = 0; k < i % 3 + 1; ++k) repeated.data.push_back(x[i]);
          }
          repeated.shape = {static_cast<std::int64_t>(repeated.data.size())};
          t.equal_within(t.f({x, y, counted, empty}).distance, t.f({repeated, y, empty, empty}).distance, size_of(t.in), "k samples");
        })
        .theorem("C6", "Kantorovich and Rubinstein", [](Exact<Wasserstein11d>& t) {
          const auto& in = t.in;
          const Interval distance = t.f(in).distance, size = size_of(in), room = power_of_two(-60) * size;
          const auto gap = [&](auto f) -> Interval { return mean_of(map(in.x, f), in.x_weights) - mean_of(map(in.y, f), in.y_weights); };
          for (const Interval& c : {in.x[0], in.y[0], Interval(0)}) {
            t.at_most(gap([&](const Interval& s) -> Interval { return abs(s - c); }), distance + room, "of |x − c|");
            t.at_most(gap([&](const Interval& s) -> Interval { return min(s, c); }), distance + room, "of min(x, c)");
            t.at_most(gap([&](const Interval& s) -> Interval { return -max(s, c); }), distance + room, "of −max(x, c)");
          }
          // The best one rises where G > F, and falls elsewhere.
          Samples both({static_cast<std::int64_t>(in.x.size() + in.y.size())});
          std::copy(in.x.begin(), in.x.end(), both.begin()), std::copy(in.y.begin(), in.y.end(), both.begin() + static_cast<std::ptrdiff_t>(in.x.size()));
          const auto z = in_order(both);
          std::vector<Interval> slopes;
          for (const Interval& at : z) slopes.push_back((share_below(in.y, in.y_weights, at) > share_below(in.x, in.x_weights, at)).certainly() ? 1 : -1);
          const auto best = [&](const Interval& s) {
            Interval f = 0;
            for (std::size_t k = 0; k + 1 < z.size() && bool(z[k] < s); ++k) f += slopes[k] * (min(s, z[k + 1]) - z[k]);
            return f;
          };
          t.equal_within(gap(best), distance, size, "of the best one");
        });

}  // namespace
}  // namespace etalon::verify
