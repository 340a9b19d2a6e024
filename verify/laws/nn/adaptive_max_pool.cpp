#include "reference/contract/nn/adaptive_max_pool.hpp"

#include <cmath>

#include "reference/contract/nn/max_pool.hpp"
#include "verify/laws/nn/adaptive_pooling.hpp"

namespace etalon::verify {
namespace {

using contract::nn::AdaptiveMaxPool;
using contract::nn::AdaptiveMaxPoolVjp;
using contract::nn::MaxPool;

const auto registered =
    adaptive_laws<AdaptiveMaxPool>()
        .inputs(edge, "±0 and infinities", [](Draw& draw) {
          Tensor<double> x = planes(draw, 1);
          for (double& entry : x) entry = draw.one_of({0.0, -0.0, double(INFINITY), -double(INFINITY), -double(INFINITY)});
          return into_windows<AdaptiveMaxPool>(draw, std::move(x));
        })
        .law("C4", "no entry in the window is larger", [](Law<AdaptiveMaxPool>& t) {
          const auto windows = AdaptiveWindows::of(t.in);
          for (std::size_t o = 0; o < t.out.y.size(); ++o) windows->for_each_entry(o, [&](std::size_t i) { t.exactly_at_most(t.in.x[i], t.out.y[o], "an entry is larger"); });
        })
        .theorem("C4", "y is one of them", [](Exact<AdaptiveMaxPool>& t) {
          const auto windows = AdaptiveWindows::of(t.in);
          const auto y = t.f(t.in).y;
          for (std::size_t o = 0; o < y.size(); ++o) {
            bool found = false;
            windows->for_each_entry(o, [&](std::size_t i) { found = found || (t.in.x[i] == y[o]).certainly(); });
            t.holds(found, "y is one of them");
          }
        })
        .theorem("C6", "nn.max_pool where output_size divides, and the maximum", [](Exact<AdaptiveMaxPool>& t) {
          auto one = t.in;
          one.output_size = Tensor<std::int64_t>();
          for (const auto& in : {t.in, one})
            if (const auto plain = side_by_side<MaxPool>(in)) {
              const auto y = t.f(in).y;
              const auto pooled = Wings<MaxPool>::reference(*plain);
              for (std::size_t o = 0; o < y.size(); ++o) t.holds(y[o] == pooled->y[o], "nn.max_pool");
            }
        });

const auto registered_vjp =
    laws<AdaptiveMaxPoolVjp>()
        .refuses("C5", "a cotangent of another shape", cotangent_unlike_windows<AdaptiveMaxPoolVjp, AdaptiveMaxPool>)
        .requirement("C4", "Σ x̄ = Σ ȳ", [](Trial<AdaptiveMaxPoolVjp>& t) { shares_add_up(t, *AdaptiveWindows::of(t.in)); });

/// Where several are the largest, any share of ȳ each; their sum is required.
const Kinks<AdaptiveMaxPoolVjp> kinks("C4", "grad_x", [](const auto& in, const Interval&) { return shares_of(in, *AdaptiveWindows::of(in)); });

}  // namespace
}  // namespace etalon::verify
