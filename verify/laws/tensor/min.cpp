#include "reference/contract/tensor/min.hpp"

#include "verify/laws/tensor/reduction.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Min;
using contract::tensor::MinVjp;
using In = Min::In<double>;

const auto registered =
    reduction_laws<Min>()
        .refuses("C2", "no entries", [](Draw& draw) { return In{Tensor<double>({0}), Tensor<std::int64_t>({0}), draw.integer(0, 1)}; })
        .inputs(edge, "lanes of none", [](Draw&) { return In{Tensor<double>({0, 3}), Tensor<std::int64_t>({1}, {1}), 0}; })
        .inputs(edge, "infinite", [](Draw& draw) {
          Tensor<double> x = draw.reals({draw.extent(2, 4)});
          x[0] = draw.coin() ? INFINITY : -INFINITY;
          return over_some_axes<Min>(draw, std::move(x));
        })
        .law("C5", "no entry is smaller", [](Law<Min>& t) {
          for_each_lane(t.in, [&](std::int64_t lane, const Lanes& lanes) {
            for (std::int64_t k = 0; k < lanes.length; ++k) t.exactly_at_most(t.out.y[lane], t.in.x[lanes.index(lane, k)], "an entry is smaller");
          });
        })
        .theorem("C5", "y is one of them", [](Exact<Min>& t) {
          const auto y = t.f(t.in).y;
          for_each_lane(t.in, [&](std::int64_t lane, const Lanes& lanes) {
            bool found = false;
            for (std::int64_t k = 0; k < lanes.length; ++k) found = found || (t.in.x[lanes.index(lane, k)] == y[lane]).certainly();
            t.holds(found, "y is one of them");
          });
        });

const auto registered_vjp =
    laws<MinVjp>()
        .requirement("C4", "Σ x̄ = ȳ", [](Trial<MinVjp>& t) {
          for_each_lane(t.in, [&](std::int64_t lane, const Lanes& lanes) {
            Interval sum = -t.in.cotangent.y[lane];
            for (std::int64_t k = 0; k < lanes.length; ++k) sum += t.out.grad_x[lanes.index(lane, k)];
            t.at_most(abs(sum), lanes.length * (t.u * abs(t.in.cotangent.y[lane]) + t.eta), "|Σ x̄ − ȳ|");  // each share is rounded
          });
        });

/// Where several are the smallest, any share of ȳ each; their sum is a law.
const Kinks<MinVjp> kinks("C4", "grad_x", [](const auto& in, std::size_t i, const Interval&) -> std::optional<Interval> {
  const Ties ties = ties_with(in, i, [](const Interval& a, const Interval& b) { return a < b; });
  if (!ties.best || ties.count < 2) return std::nullopt;
  return between(0, cotangent_of(in, i));
});

}  // namespace
}  // namespace etalon::verify
