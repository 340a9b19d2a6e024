#include "reference/contract/nn/avg_pool.hpp"

#include <numeric>

#include "verify/language/mutants.hpp"
#include "verify/mutants/nn/pooling.hpp"

namespace etalon::verify {
namespace {

using contract::nn::AvgPool;
using contract::nn::AvgPoolVjp;

/// The sum over `count(o, windows)`.
template <class Out, class In, class Change, class CountOf>
void spoil_means(Out& out, const In& in, Change change, CountOf count) {
  spoil_windows(out, in, change, [&](auto& y, const auto& x, std::size_t o, const Windows& windows) {
    using T = std::decay_t<decltype(y)>;
    y = std::accumulate(x.begin(), x.end(), T(0)) / static_cast<T>(count(o, windows));
  });
}
std::int64_t kernel_of(const Windows& windows) { return windows.axes[0].kernel * windows.axes[1].kernel * windows.axes[2].kernel; }
constexpr auto other = [](AvgPool::Variant variant) { return variant == AvgPool::Variant::count_include_pad ? AvgPool::Variant::count_exclude_pad : AvgPool::Variant::count_include_pad; };

const auto registered =
    mutants<AvgPool>()
        .spoils("other_count", "padding counts where it does not, and the other way round", [](auto& out, const auto& in, AvgPool::Variant variant) { out = *Wings<AvgPool>::fast(in, other(variant)); })
        .spoils("by_kernel", "a window that overhangs is divided by all its places", [](auto& out, const auto& in) {
          spoil_means(out, in, unchanged, [](std::size_t, const Windows& windows) { return kernel_of(windows); });
        })
        .spoils("padded_behind", "all padding behind x", [](auto& out, const auto& in, AvgPool::Variant variant) {
          spoil_means(out, in, [](AxisWindows& axis) { axis.padding = 0; }, [&](std::size_t o, const Windows& windows) { return AvgPool::divisor(windows, o, variant); });
        })
        .spoils("sums", "not divided", [](auto& out, const auto& in) { spoil_means(out, in, unchanged, [](std::size_t, const Windows&) { return 1; }); });

const auto registered_vjp =
    mutants<AvgPoolVjp>()
        .spoils("other_count", "padding counts where it does not, and the other way round", [](auto& out, const auto& in, AvgPool::Variant variant) { out = *Wings<AvgPoolVjp>::fast(in, other(variant)); })
        .spoils("overwritten", "of windows that share an entry the last one's ȳ alone", [](auto& out, const auto& in, AvgPool::Variant variant) {
          const auto windows = *Windows::of(in);
          share_out(out, windows, [&](auto& grad, std::size_t, std::size_t o) { grad = in.cotangent.y[o] / static_cast<std::decay_t<decltype(grad)>>(AvgPool::divisor(windows, o, variant)); });
        })
        .spoils("undivided", "ȳ to every entry of its window", [](auto& out, const auto& in) {
          for (auto& grad : out.grad_x) grad = 0;
          const auto windows = *Windows::of(in);
          share_out(out, windows, [&](auto& grad, std::size_t, std::size_t o) { grad += in.cotangent.y[o]; });
        });

}  // namespace
}  // namespace etalon::verify
