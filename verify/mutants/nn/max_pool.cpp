#include "reference/contract/nn/max_pool.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "verify/language/mutants.hpp"
#include "verify/mutants/nn/pooling.hpp"

namespace etalon::verify {
namespace {

using contract::nn::MaxPool;
using contract::nn::MaxPoolVjp;

constexpr auto largest = [](auto& y, const auto& x, std::size_t, const Windows&) { y = *std::max_element(x.begin(), x.end()); };
/// The largest, or `start` where none exceeds it.
template <class Start>
constexpr auto from(Start) {
  return [](auto& y, const auto& x, std::size_t, const Windows&) { y = std::max(Start{}(y), *std::max_element(x.begin(), x.end())); };
}

const auto registered =
    mutants<MaxPool>()
        .spoils("padded_with_zeros", "padding is 0", [](auto& out, const auto& in) {
          spoil_windows(out, in, unchanged, [](auto& y, const auto&, std::size_t o, const Windows& windows) {
            if (windows.padded(o) > windows.entries(o)) y = std::max<std::decay_t<decltype(y)>>(y, 0);
          });
        })
        .spoils("from_the_least_positive", "starts at FLT_MIN, taken for the least number", [](auto& out, const auto& in) {
          spoil_windows(out, in, unchanged, from([](auto y) { return std::numeric_limits<decltype(y)>::min(); }));
        })
        .spoils("from_the_lowest", "starts at the lowest finite number instead of −∞", [](auto& out, const auto& in) {
          spoil_windows(out, in, unchanged, from([](auto y) { return std::numeric_limits<decltype(y)>::lowest(); }));
        })
        .spoils("undilated", "without the dilation", [](auto& out, const auto& in) { spoil_windows(out, in, [](AxisWindows& axis) { axis.dilation = 1; }, largest); })
        .spoils("padded_behind", "all padding behind x", [](auto& out, const auto& in) { spoil_windows(out, in, [](AxisWindows& axis) { axis.padding = 0; }, largest); })
        .spoils("strided_by_kernel", "the stride is the kernel", [](auto& out, const auto& in) { spoil_windows(out, in, [](AxisWindows& axis) { axis.stride = axis.kernel; }, largest); })
        .spoils("by_size", "the largest |x|", [](auto& out, const auto& in) {
          spoil_windows(out, in, unchanged, [](auto& y, const auto& x, std::size_t, const Windows&) { y = *std::max_element(x.begin(), x.end(), [](auto a, auto b) { return std::fabs(a) < std::fabs(b); }); });
        });

const auto registered_vjp =
    mutants<MaxPoolVjp>()
        .spoils("overwritten", "of windows that share their largest entry the last one's ȳ alone", [](auto& out, const auto& in) {
          const auto y = Wings<MaxPool>::fast(in)->y;
          const auto windows = *Windows::of(in);
          share_out(out, windows, [&](auto& grad, std::size_t i, std::size_t o) {
            if (in.x[i] == y[o]) grad = in.cotangent.y[o];
          });
        })
        .spoils("to_each", "ȳ to each of several", [](auto& out, const auto& in) {
          const auto y = Wings<MaxPool>::fast(in)->y;
          for (auto& grad : out.grad_x) grad = 0;
          const auto windows = *Windows::of(in);
          share_out(out, windows, [&](auto& grad, std::size_t i, std::size_t o) {
            if (in.x[i] == y[o]) grad += in.cotangent.y[o];
          });
        })
        .spoils("spread", "ȳ spread over the window, as of a mean", [](auto& out, const auto& in) {
          for (auto& grad : out.grad_x) grad = 0;
          const auto windows = *Windows::of(in);
          share_out(out, windows, [&](auto& grad, std::size_t, std::size_t o) { grad += in.cotangent.y[o] / static_cast<std::decay_t<decltype(grad)>>(windows.entries(o)); });
        });

}  // namespace
}  // namespace etalon::verify
