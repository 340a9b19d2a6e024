#include "reference/contract/tensor/min.hpp"

#include <algorithm>
#include <cmath>

#include "verify/mutants/tensor/reduction.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Min;
using contract::tensor::MinVjp;

const auto registered =
    mutants<Min>()
        .add("over_the_last_axis", "the last axis, whatever is asked for", []<class T>(const Min::In<T>& in)  -> Result<Min::Out<T>> {
          const auto wrong = Wings<Min>::fast(over_the_last_axis(in));
          auto out = Wings<Min>::fast(in);
          if (!wrong || !out) return out;
          for (std::size_t i = 0; i < out->y.size() && i < wrong->y.size(); ++i) out->y[i] = wrong->y[i];
          return out;
        })
        .spoils("largest", "the largest", [](auto& out, const auto& in) { spoil_lanes(out, in, [](auto& y, const auto& x) { for (const auto e : x) y = std::max(y, e); }); })
        .spoils("of_absolute_values", "the min of |x|", [](auto& out, const auto& in) { spoil_lanes(out, in, [](auto& y, const auto& x) { y = std::fabs(x.front()); for (const auto e : x) y = std::min(y, std::decay_t<decltype(y)>(std::fabs(e))); }); })
        .spoils("from_zero", "starts at 0", [](auto& out, const auto& in) { spoil_lanes(out, in, [](auto& y, const auto& x) { y = std::min(y, std::decay_t<decltype(y)>(0)); (void)x; }); });

const auto registered_vjp =
    mutants<MinVjp>()
        .spoils("everywhere", "ȳ in every entry", [](auto& out, const auto& in) { spoil_gradient(out, in, [](auto& g, auto x, auto c, const auto& lane) { (void)x, (void)c, (void)lane; g = c; }); })
        .spoils("to_each", "ȳ to each of several", [](auto& out, const auto& in) { spoil_gradient(out, in, [](auto& g, auto x, auto c, const auto& lane) { (void)x, (void)c, (void)lane; g = x == *std::min_element(lane.begin(), lane.end()) ? c : 0; }); })
        .spoils("by_weight", "softmax's weights", [](auto& out, const auto& in) { spoil_gradient(out, in, [](auto& g, auto x, auto c, const auto& lane) { (void)x, (void)c, (void)lane; std::decay_t<decltype(g)> s = 0; for (const auto e : lane) s += std::exp(e); g = c * std::exp(x) / s; }); });

}  // namespace
}  // namespace etalon::verify
