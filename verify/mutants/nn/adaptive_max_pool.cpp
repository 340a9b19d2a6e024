#include "reference/contract/nn/adaptive_max_pool.hpp"

#include <algorithm>
#include <limits>

#include "verify/language/mutants.hpp"
#include "verify/mutants/nn/adaptive_pooling.hpp"

namespace etalon::verify {
namespace {

using contract::nn::AdaptiveMaxPool;
using contract::nn::AdaptiveMaxPoolVjp;

constexpr auto largest = [](auto& y, const auto& x) { y = *std::max_element(x.begin(), x.end()); };

const auto registered =
    mutants<AdaptiveMaxPool>()
        .spoils("disjoint", "windows end at ⌊(o + 1)s/k⌋: none shares an entry", [](auto& out, const auto& in) { spoil_adaptive(out, in, right_start, floored_end, largest); })
        .spoils("fixed_kernel", "windows of ⌊s/k⌋ entries: the rest is left out", [](auto& out, const auto& in) { spoil_adaptive(out, in, even_start, even_end, largest); })
        .spoils("from_zero", "starts at 0", [](auto& out, const auto&) {
          for (auto& y : out.y) y = std::max<std::decay_t<decltype(y)>>(y, 0);
        })
        .spoils("from_the_lowest", "starts at the lowest finite number instead of −∞", [](auto& out, const auto&) {
          for (auto& y : out.y) y = std::max(y, std::numeric_limits<std::decay_t<decltype(y)>>::lowest());
        });

const auto registered_vjp =
    mutants<AdaptiveMaxPoolVjp>()
        .spoils("overwritten", "of windows that share their largest entry the last one's ȳ alone", [](auto& out, const auto& in) {
          const auto y = Wings<AdaptiveMaxPool>::fast(in)->y;
          const auto windows = *AdaptiveWindows::of(in);
          share_out(out, windows, [&](auto& grad, std::size_t i, std::size_t o) {
            if (in.x[i] == y[o]) grad = in.cotangent.y[o];
          });
        })
        .spoils("to_each", "ȳ to each of several", [](auto& out, const auto& in) {
          const auto y = Wings<AdaptiveMaxPool>::fast(in)->y;
          for (auto& grad : out.grad_x) grad = 0;
          const auto windows = *AdaptiveWindows::of(in);
          share_out(out, windows, [&](auto& grad, std::size_t i, std::size_t o) {
            if (in.x[i] == y[o]) grad += in.cotangent.y[o];
          });
        })
        .spoils("spread", "ȳ spread over the window, as of a mean", [](auto& out, const auto& in) {
          for (auto& grad : out.grad_x) grad = 0;
          const auto windows = *AdaptiveWindows::of(in);
          share_out(out, windows, [&](auto& grad, std::size_t, std::size_t o) { grad += in.cotangent.y[o] / static_cast<std::decay_t<decltype(grad)>>(windows.entries(o)); });
        });

}  // namespace
}  // namespace etalon::verify
