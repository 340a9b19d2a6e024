#include "reference/contract/tensor/max.hpp"

#include <algorithm>
#include <cmath>

#include "verify/mutants/tensor/reduction.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Max;
using contract::tensor::MaxVjp;

const auto registered =
    mutants<Max>()
        .add("over_the_last_axis", "the last axis, whatever is asked for", []<class T>(const Max::In<T>& in)  -> Result<Max::Out<T>> {
          const auto wrong = Wings<Max>::fast(over_the_last_axis(in));
          auto out = Wings<Max>::fast(in);
          if (!wrong || !out) return out;
          for (std::size_t i = 0; i < out->y.size() && i < wrong->y.size(); ++i) out->y[i] = wrong->y[i];
          return out;
        })
        .spoils("smallest", "the smallest", [](auto& out, const auto& in) { spoil_lanes(out, in, [](auto& y, const auto& x) { for (const auto e : x) y = std::min(y, e); }); })
        .spoils("of_absolute_values", "the max of |x|", [](auto& out, const auto& in) { spoil_lanes(out, in, [](auto& y, const auto& x) { y = std::fabs(x.front()); for (const auto e : x) y = std::max(y, std::decay_t<decltype(y)>(std::fabs(e))); }); })
        .spoils("from_zero", "starts at 0", [](auto& out, const auto& in) { spoil_lanes(out, in, [](auto& y, const auto& x) { y = std::max(y, std::decay_t<decltype(y)>(0)); (void)x; }); });

const auto registered_vjp =
    mutants<MaxVjp>()
        .spoils("everywhere", "ȳ in every entry", [](auto& out, const auto& in) { spoil_gradient(out, in, [](auto& g, auto x, auto c, const auto& lane) { (void)x, (void)c, (void)lane; g = c; }); })
        .spoils("to_each", "ȳ to each of several", [](auto& out, const auto& in) { spoil_gradient(out, in, [](auto& g, auto x, auto c, const auto& lane) { (void)x, (void)c, (void)lane; g = x == *std::max_element(lane.begin(), lane.end()) ? c : 0; }); })
        .spoils("by_weight", "softmax's weights", [](auto& out, const auto& in) { spoil_gradient(out, in, [](auto& g, auto x, auto c, const auto& lane) { (void)x, (void)c, (void)lane; std::decay_t<decltype(g)> s = 0; for (const auto e : lane) s += std::exp(e); g = c * std::exp(x) / s; }); });

}  // namespace
}  // namespace etalon::verify
