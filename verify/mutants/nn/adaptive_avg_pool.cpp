#include "reference/contract/nn/adaptive_avg_pool.hpp"

#include <numeric>

#include "verify/language/mutants.hpp"
#include "verify/mutants/nn/adaptive_pooling.hpp"

namespace etalon::verify {
namespace {

using contract::nn::AdaptiveAvgPool;
using contract::nn::AdaptiveAvgPoolVjp;

constexpr auto mean = [](auto& y, const auto& x) {
  using T = std::decay_t<decltype(y)>;
  y = std::accumulate(x.begin(), x.end(), T(0)) / static_cast<T>(x.size());
};

const auto registered =
    mutants<AdaptiveAvgPool>()
        .spoils("disjoint", "windows end at ⌊(o + 1)s/k⌋: none shares an entry", [](auto& out, const auto& in) { spoil_adaptive(out, in, right_start, floored_end, mean); })
        .spoils("fixed_kernel", "windows of ⌊s/k⌋ entries: the rest is left out", [](auto& out, const auto& in) { spoil_adaptive(out, in, even_start, even_end, mean); })
        .spoils("sums", "not divided", [](auto& out, const auto& in) {
          spoil_adaptive(out, in, right_start, right_end, [](auto& y, const auto& x) { y = std::accumulate(x.begin(), x.end(), std::decay_t<decltype(y)>(0)); });
        });

const auto registered_vjp =
    mutants<AdaptiveAvgPoolVjp>()
        .spoils("overwritten", "of windows that share an entry the last one's ȳ alone", [](auto& out, const auto& in) {
          const auto windows = *AdaptiveWindows::of(in);
          share_out(out, windows, [&](auto& grad, std::size_t, std::size_t o) { grad = in.cotangent.y[o] / static_cast<std::decay_t<decltype(grad)>>(windows.entries(o)); });
        })
        .spoils("undivided", "ȳ to every entry of its window", [](auto& out, const auto& in) {
          for (auto& grad : out.grad_x) grad = 0;
          const auto windows = *AdaptiveWindows::of(in);
          share_out(out, windows, [&](auto& grad, std::size_t, std::size_t o) { grad += in.cotangent.y[o]; });
        })
        .spoils("of_global", "divided by the plane's entries", [](auto& out, const auto& in) {
          for (auto& grad : out.grad_x) grad = 0;
          const auto windows = *AdaptiveWindows::of(in);
          share_out(out, windows, [&](auto& grad, std::size_t, std::size_t o) {
            grad += in.cotangent.y[o] / static_cast<std::decay_t<decltype(grad)>>(static_cast<std::int64_t>(in.x.size()) / windows.planes());
          });
        });

}  // namespace
}  // namespace etalon::verify
