#include "reference/contract/gan/mode_coverage.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::gan::ModeCoverage;
using In = ModeCoverage::In<double>;

/// k modes on a circle of radius 2, and samples about some of them.
In ring(Draw& draw) {
  const auto k = draw.extent(2, 8), n = draw.extent(1, 12);
  In in{Tensor<double>({n, 2}), Tensor<double>({k, 2}), round_to(0.3, draw.format)};
  for (std::int64_t j = 0; j < k; ++j) {
    const double angle = 2 * 3.14159265358979 * static_cast<double>(j) / static_cast<double>(k);
    in.modes(j, 0) = round_to(2 * std::cos(angle), draw.format), in.modes(j, 1) = round_to(2 * std::sin(angle), draw.format);
  }
  const auto dropped = draw.integer(0, k - 1);
  for (std::int64_t i = 0; i < n; ++i) {
    const auto j = draw.integer(0, 3) == 0 ? draw.integer(0, k - 1) : draw.integer(0, dropped);
    for (int l = 0; l < 2; ++l) in.samples(i, l) = round_to(in.modes(j, l) + draw.uniform(-0.35, 0.35), draw.format);
  }
  return in;
}
/// On an integer grid, where distances tie and lie on the radius.
In grid(Draw& draw) {
  const auto k = draw.extent(2, 5), n = draw.extent(1, 8), d = draw.extent(1, 3);
  const auto points = [&](std::int64_t rows) {
    Tensor<double> x({rows, d});
    for (double& entry : x) entry = static_cast<double>(draw.integer(-3, 3));
    return x;
  };
  Tensor<double> samples = points(n);
  return In{std::move(samples), points(k), static_cast<double>(draw.integer(0, 4))};
}

/// Squared distances of a sample from each mode.
std::vector<Interval> squared_distances(const ModeCoverage::In<Interval>& in, std::int64_t i) {
  std::vector<Interval> all;
  for (std::int64_t j = 0; j < in.modes.shape[0]; ++j) {
    Interval sum = 0;
    for (std::int64_t l = 0; l < in.modes.shape[1]; ++l) sum += square(in.samples(i, l) - in.modes(j, l));
    all.push_back(sum);
  }
  return all;
}

const auto registered =
    laws<ModeCoverage>()
        .inputs(core, "a ring", ring)
        .inputs(core, "anywhere", [](Draw& draw) {
          const auto k = draw.extent(1, 5), n = draw.extent(0, 8), d = draw.extent(1, 3);
          return In{draw.reals({n, d}, -3, 2), draw.reals({k, d}, -3, 2), draw.magnitude(-3, 3)};
        })
        .inputs(extreme, "squares beyond the range", [](Draw& draw) {
          const auto k = draw.extent(1, 5), n = draw.extent(1, 8), d = draw.extent(1, 3);
          const int far = (draw.coin() ? 1 : -1) * draw.format.max_exponent * 2 / 3;
          return In{draw.reals({n, d}, far - 3, far), draw.reals({k, d}, far - 3, far), draw.magnitude(far - 2, far + 1)};
        })
        .inputs(edge, "ties", grid)
        .inputs(edge, "a radius of 0", [](Draw& draw) {
          In in = grid(draw);
          return in.radius = 0, in;
        })
        .law("C3", "covered and counted", [](Law<ModeCoverage>& t) {
          std::int64_t covered = 0, counted = 0;
          for (const std::int64_t count : t.out.counts) covered += count > 0, counted += count, t.exactly(count >= 0, "a count ≥ 0");
          t.exactly(covered == t.out.covered, "covered is the number of positive counts");
          t.exactly(counted <= t.in.samples.shape[0], "no more than there are");
        })
        .theorem("C3", "a larger radius", [](Exact<ModeCoverage>& t) {
          auto wider = t.in;
          wider.radius = 2 * t.in.radius + 1;
          const auto some = t.f(t.in), more = t.f(wider);
          for (std::size_t j = 0; j < some.counts.size(); ++j) t.holds(some.counts[j] <= more.counts[j], "no count falls");
          t.holds(some.covered <= more.covered, "covers no less");
        })
        .theorem("C4", "modes twice, and samples on the modes", [](Exact<ModeCoverage>& t) {
          const std::int64_t k = t.in.modes.shape[0], d = t.in.modes.shape[1];
          auto twice = t.in, on = t.in;
          twice.modes = Tensor<Interval>({2 * k, d});
          for (std::int64_t j = 0; j < 2 * k; ++j)
            for (std::int64_t l = 0; l < d; ++l) twice.modes(j, l) = t.in.modes(j % k, l);
          const auto once = t.f(t.in), both = t.f(twice);
          for (std::int64_t j = 0; j < k; ++j) t.holds(once.counts[j] == both.counts[j] && both.counts[k + j] == 0, "the first of two has the sample");
          on.samples = t.in.modes, on.radius = 0;
          std::int64_t different = 0;
          for (std::int64_t j = 0; j < k; ++j) {
            bool first = true;
            for (std::int64_t i = 0; i < j; ++i) {
              bool same = true;
              for (std::int64_t l = 0; l < d; ++l) same = same && bool(t.in.modes(i, l) == t.in.modes(j, l));
              first = first && !same;
            }
            different += first;
          }
          t.holds(t.f(on).covered == different, "all that differ are covered");
        })
        .requirement("C5", "counted as distances allow", [](Trial<ModeCoverage>& t) {
          const Interval c = *ModeCoverage::c.at(t.sizes);
          const std::int64_t k = t.in.modes.shape[0];
          std::vector<std::int64_t> certain(static_cast<std::size_t>(k)), possible(static_cast<std::size_t>(k));
          for (std::int64_t i = 0; i < t.in.samples.shape[0]; ++i) {
            const auto distances = squared_distances(t.in, i);
            const auto off = [&](const Interval& x) -> Interval { return c * (t.u * x + t.eta); };
            std::vector<std::size_t> nearest;  // those that rounding may make the nearest; of equal ones the first
            std::size_t best = 0;
            for (std::size_t j = 1; j < distances.size(); ++j)
              if ((distances[j] < distances[best]).certainly()) best = j;
            for (std::size_t j = 0; j < distances.size(); ++j) {
              const bool tied = j != best && (distances[j] == distances[best]).certainly();
              if (!tied && !(distances[j] - off(distances[j]) > distances[best] + off(distances[best])).certainly()) nearest.push_back(j);
            }
            const Interval limit = square(t.in.radius);
            for (const std::size_t j : nearest) {
              const bool on = (distances[j] == limit).certainly();
              const bool out = !on && (distances[j] - off(distances[j]) > limit + off(limit)).certainly(), in = on || (distances[j] + off(distances[j]) < limit - off(limit)).certainly();
              if (!out) ++possible[j];
              if (in && nearest.size() == 1) ++certain[j];
            }
          }
          for (std::size_t j = 0; j < certain.size(); ++j) {
            t.at_most(certain[j], t.out.counts[j], "those that are certainly its own");
            t.at_most(t.out.counts[j], possible[j], "those that may be its own");
          }
        });

}  // namespace
}  // namespace etalon::verify
