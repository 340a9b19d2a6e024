#include "reference/contract/nn/max_pool.hpp"

#include <cmath>

#include "reference/contract/tensor/max.hpp"
#include "verify/laws/nn/pooling.hpp"

namespace etalon::verify {
namespace {

using contract::nn::MaxPool;
using contract::nn::MaxPoolVjp;
using contract::tensor::Max;
using In = MaxPool::In<double>;

const auto registered =
    pooling_laws<MaxPool>()
        .inputs(edge, "±0 and infinities", [](Draw& draw) {
          Tensor<double> x = planes(draw, 1);
          for (double& entry : x) entry = draw.one_of({0.0, -0.0, double(INFINITY), -double(INFINITY), -double(INFINITY)});
          return windows_over<MaxPool>(draw, std::move(x));
        })
        .refuses("C4", "a dilated window between the entries", [](Draw& draw) {
          In in = settings<MaxPool>(draw, {3}, {2}, {1});
          in.dilation = Tensor<std::int64_t>({1}, {4});
          return in;
        })
        .law("C7", "no entry in the window is larger", [](Law<MaxPool>& t) {
          const auto windows = Windows::of(t.in);
          for (std::size_t o = 0; o < t.out.y.size(); ++o) windows->for_each_entry(o, [&](std::size_t i) { t.exactly_at_most(t.in.x[i], t.out.y[o], "an entry is larger"); });
        })
        .theorem("C7", "y is one of them", [](Exact<MaxPool>& t) {
          const auto windows = Windows::of(t.in);
          const auto y = t.f(t.in).y;
          for (std::size_t o = 0; o < y.size(); ++o) {
            bool found = false;
            windows->for_each_entry(o, [&](std::size_t i) { found = found || (t.in.x[i] == y[o]).certainly(); });
            t.holds(found, "y is one of them");
          }
        })
        .theorem("C8", "of 3x + 5 it is 3y + 5, and of a constant that constant", [](Exact<MaxPool>& t) {
          auto other = t.in;
          for (Interval& x : other.x) x = 3 * x + 5;
          const auto y = t.f(t.in).y, z = t.f(other).y;
          for (Interval& x : other.x) x = Interval(11) / 8;
          const auto constant = t.f(other).y;
          for (std::size_t o = 0; o < y.size(); ++o) {
            if (y[o].is_finite()) t.equal(z[o], 3 * y[o] + 5, "of 3x + 5 it is 3y + 5");
            t.equal(constant[o], Interval(11) / 8, "of a constant that constant");
          }
        })
        .theorem("C8", "a window over everything has the maximum", [](Exact<MaxPool>& t) {
          const auto y = t.f(over_everything(t.in)).y;
          const auto all = Wings<Max>::reference(Max::In<Interval>{t.in.x, spatial_axes(t.in), 0});
          for (std::size_t o = 0; o < y.size(); ++o) t.holds(y[o] == all->y[o], "a window over everything has the maximum");
        });

const auto registered_vjp =
    laws<MaxPoolVjp>()
        .refuses("C9", "a cotangent of another shape", cotangent_unlike_y<MaxPoolVjp, MaxPool>)
        .requirement("C7", "Σ x̄ = Σ ȳ", [](Trial<MaxPoolVjp>& t) { shares_add_up(t, *Windows::of(t.in)); });

/// Where several are the largest, any share of ȳ each; their sum is required.
const Kinks<MaxPoolVjp> kinks("C7", "grad_x", [](const auto& in, const Interval&) { return shares_of(in, *Windows::of(in)); });

}  // namespace
}  // namespace etalon::verify
