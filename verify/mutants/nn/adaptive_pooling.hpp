#pragma once
#include <vector>

#include "reference/contract/adaptive_windows.hpp"
#include "verify/mutants/nn/pooling.hpp"

/// Wrong adaptive poolings.
namespace etalon::verify {

using contract::AdaptiveWindows;

/// Calls `wrong(entry of y, entries of x in its window)`, the entries along each axis from `start(o, extent, count)` to before `end(o, extent, count)`.
template <class Out, class In, class Start, class End, class F>
void spoil_adaptive(Out& out, const In& in, Start start, End end, F wrong) {
  const auto windows = *AdaptiveWindows::of(in);
  const auto [a, b, c] = windows.axes;
  const auto axis = [&](const auto& of, std::int64_t o) { return std::pair(start(o, of.extent, of.count), std::min(of.extent, end(o, of.extent, of.count))); };
  std::size_t at = 0;
  for (std::int64_t plane = 0; plane < windows.planes(); ++plane)
    for (std::int64_t i = 0; i < a.count; ++i)
      for (std::int64_t j = 0; j < b.count; ++j)
        for (std::int64_t k = 0; k < c.count; ++k, ++at) {
          std::decay_t<decltype(in.x.data)> entries;
          for (auto [p, p_end] = axis(a, i); p < p_end; ++p)
            for (auto [q, q_end] = axis(b, j); q < q_end; ++q)
              for (auto [r, r_end] = axis(c, k); r < r_end; ++r) entries.push_back(in.x[static_cast<std::size_t>(((plane * a.extent + p) * b.extent + q) * c.extent + r)]);
          if (!entries.empty()) wrong(out.y[at], entries);
        }
}
constexpr auto right_start = [](std::int64_t o, std::int64_t extent, std::int64_t count) { return o * extent / count; };
constexpr auto right_end = [](std::int64_t o, std::int64_t extent, std::int64_t count) { return ((o + 1) * extent + count - 1) / count; };
constexpr auto floored_end = [](std::int64_t o, std::int64_t extent, std::int64_t count) { return (o + 1) * extent / count; };
constexpr auto even_start = [](std::int64_t o, std::int64_t extent, std::int64_t count) { return o * (extent / count); };
constexpr auto even_end = [](std::int64_t o, std::int64_t extent, std::int64_t count) { return (o + 1) * (extent / count); };

}  // namespace etalon::verify
