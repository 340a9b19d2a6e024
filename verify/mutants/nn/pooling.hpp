#pragma once
#include <vector>

#include "reference/contract/windows.hpp"

/// Wrong poolings.
namespace etalon::verify {

using contract::AxisWindows;
using contract::Windows;

/// Calls `wrong(entry of y, entries of x in its window, o, windows)`, the windows along each axis as `change` leaves them; those that hold nothing are left.
template <class Out, class In, class Change, class F>
void spoil_windows(Out& out, const In& in, Change change, F wrong) {
  auto windows = *Windows::of(in);
  for (AxisWindows& axis : windows.axes) change(axis);
  for (std::size_t o = 0; o < out.y.size(); ++o) {
    std::decay_t<decltype(in.x.data)> entries;
    windows.for_each_entry(o, [&](std::size_t i) { entries.push_back(in.x[i]); });
    if (!entries.empty()) wrong(out.y[o], entries, o, windows);
  }
}
constexpr auto unchanged = [](AxisWindows&) {};

/// `share(entry of x̄, i, o)` for each entry i of each window o, the first window first.
template <class Out, class W, class Share>
void share_out(Out& out, const W& windows, Share share) {
  for (std::size_t o = 0; o < windows.count(); ++o) windows.for_each_entry(o, [&](std::size_t i) { share(out.grad_x[i], i, o); });
}

}  // namespace etalon::verify
