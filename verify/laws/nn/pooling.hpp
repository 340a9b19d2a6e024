#pragma once
#include <algorithm>

#include "reference/contract/windows.hpp"
#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"

/// What poolings are tried on.
namespace etalon::verify {

using contract::Windows;

/// Windows over x that fit: none reaches further than x, and padding covers half of one at most. Settings at their defaults are left out now and then.
template <class Op>
typename Op::template In<double> windows_over(Draw& draw, Tensor<double> x) {
  const std::size_t d = x.rank() - 2;
  const auto extent = static_cast<std::int64_t>(d);
  typename Op::template In<double> in{.x = std::move(x), .kernel = Tensor<std::int64_t>({extent})};
  Tensor<std::int64_t> stride({extent}), padding({extent}), dilation({extent});
  for (std::size_t k = 0; k < d; ++k) {
    const std::int64_t s = in.x.shape[2 + k];
    in.kernel[k] = draw.integer(1, std::min<std::int64_t>(s, 4));
    stride[k] = draw.integer(1, 3);
    dilation[k] = 1;
    if constexpr (requires { in.dilation; }) dilation[k] = in.kernel[k] == 1 ? 1 : draw.integer(1, std::min<std::int64_t>(2, (s - 1) / (in.kernel[k] - 1)));
    padding[k] = draw.integer(0, in.kernel[k] / 2);
  }
  if (draw.coin()) in.stride = stride;
  if (draw.coin()) in.padding = padding;
  if constexpr (requires { in.dilation; }) {
    if (draw.coin()) in.dilation = dilation;
  }
  in.ceil_mode = draw.integer(0, 1);
  return in;
}

/// Samples and channels, and d spatial axes.
inline Tensor<double> planes(Draw& draw, int d, int lowest = -6, int highest = 4) {
  Dimensions shape{draw.extent(1, 2), draw.extent(1, 2)};
  for (int k = 0; k < d; ++k) shape.push_back(draw.extent(1, d == 1 ? 9 : d == 2 ? 5 : 3));
  return draw.reals(shape, lowest, highest);
}

/// Inputs whose spatial axes, kernel and padding are these, with one sample and one channel.
template <class Op>
typename Op::template In<double> settings(Draw& draw, Dimensions spatial, const std::vector<std::int64_t>& kernel, const std::vector<std::int64_t>& padding) {
  spatial.insert(spatial.begin(), {1, 1});
  return {.x = draw.reals(spatial), .kernel = Tensor<std::int64_t>({static_cast<std::int64_t>(kernel.size())}, kernel),
          .padding = Tensor<std::int64_t>({static_cast<std::int64_t>(padding.size())}, padding)};
}

/// The classes that all share.
template <class Op>
Laws<Op> pooling_laws() {
  using In = typename Op::template In<double>;
  return laws<Op>()
      .inputs(core, "one axis", [](Draw& draw) { return windows_over<Op>(draw, planes(draw, 1)); })
      .inputs(core, "two axes", [](Draw& draw) { return windows_over<Op>(draw, planes(draw, 2)); })
      .inputs(core, "three axes", [](Draw& draw) { return windows_over<Op>(draw, planes(draw, 3)); })
      .inputs(core, "negative entries", [](Draw& draw) {
        Tensor<double> x = planes(draw, draw.coin() ? 1 : 2);
        for (double& entry : x) entry = -std::fabs(entry);
        return windows_over<Op>(draw, std::move(x));
      })
      .inputs(core, "ties", [](Draw& draw) {
        Tensor<double> x = planes(draw, draw.coin() ? 1 : 2);
        for (double& entry : x) entry = static_cast<double>(draw.integer(-1, 1));
        return windows_over<Op>(draw, std::move(x));
      })
      .inputs(edge, "a window larger than x", [](Draw& draw) {
        const std::int64_t s = draw.integer(1, 3), kernel = draw.integer(s, 2 * s + 2);
        In in = settings<Op>(draw, {s}, {kernel}, {kernel / 2});
        in.stride = Tensor<std::int64_t>({1}, {draw.integer(1, 3)});
        in.ceil_mode = draw.integer(0, 1);
        return in;
      })
      .inputs(edge, "far away windows", [](Draw& draw) {
        In in = settings<Op>(draw, {draw.extent(1, 4)}, {1}, {});
        in.stride = Tensor<std::int64_t>({1}, {Windows::largest_setting});
        if constexpr (requires { in.dilation; }) in.dilation = in.stride;
        in.ceil_mode = draw.integer(0, 1);
        return in;
      })
      .inputs(edge, "no samples or no channels", [](Draw& draw) {
        In in = settings<Op>(draw, {draw.extent(1, 3)}, {1}, {});
        in.x = Tensor<double>({draw.integer(0, 1), 0, in.x.shape[2]});
        if (draw.coin()) std::swap(in.x.shape[0], in.x.shape[1]);
        return in;
      })
      .refuses("C1", "axes and settings that do not fit", [](Draw& draw) {
        In in = draw.one_of<In>({settings<Op>(draw, {}, {1}, {}), settings<Op>(draw, {2, 2, 2, 2}, {1, 1, 1, 1}, {}), settings<Op>(draw, {3, 3}, {2}, {}), settings<Op>(draw, {3}, {2, 2}, {}),
                                 settings<Op>(draw, {3, 3}, {2, 2}, {1}), settings<Op>(draw, {3}, {}, {})});
        return in;
      })
      .refuses("C2", "windows of too many places", [](Draw& draw) { return settings<Op>(draw, {2, 2}, {Windows::largest_setting, Windows::largest_setting}, {}); })
      .refuses("C3", "more padding than half a window", [](Draw& draw) { return settings<Op>(draw, {3}, {draw.integer(1, 3)}, {draw.integer(2, 4)}); })
      .refuses("C4", "no window fits, or none has an entry", [](Draw& draw) {
        return draw.one_of<In>({settings<Op>(draw, {2}, {3}, {}), settings<Op>(draw, {2, 3}, {2, 6}, {1, 1}), settings<Op>(draw, {0}, {2}, {1}), settings<Op>(draw, {2}, {Windows::largest_setting}, {})});
      });
}

template <class Vjp, class Op>
typename Vjp::template In<double> cotangent_unlike_y(Draw& draw) {
  typename Vjp::template In<double> in{windows_over<Op>(draw, planes(draw, 1)), {}};
  in.cotangent.y = draw.reals(draw.one_of<Dimensions>({{2}, {in.x.shape[0], in.x.shape[1], 40}, {}}));
  return in;
}

/// One window over all of each plane.
template <class In>
In over_everything(In in) {
  const std::size_t d = in.kernel.size();
  for (std::size_t k = 0; k < d; ++k) in.kernel[k] = in.x.shape[2 + k];
  in.stride = in.padding = Tensor<std::int64_t>();
  if constexpr (requires { in.dilation; }) in.dilation = Tensor<std::int64_t>();
  return in;
}
/// The axes of a plane, for the reduction that this is.
template <class In>
Tensor<std::int64_t> spatial_axes(const In& in) {
  Tensor<std::int64_t> axes({static_cast<std::int64_t>(in.x.rank() - 2)});
  for (std::size_t k = 0; k < axes.size(); ++k) axes[k] = static_cast<std::int64_t>(2 + k);
  return axes;
}

/// What x̄ of a maximum may be where a window has several largest entries: any share of ȳ, beside ȳ of the windows whose only largest entry it is.
template <class In, class W>
Subdifferential shares_of(const In& in, const W& windows) {
  Subdifferential shares;
  std::vector<Interval> own(in.x.size(), Interval(0));
  std::vector<std::size_t> window, largest;
  for (std::size_t o = 0; o < in.cotangent.y.size(); ++o) {
    window.clear();
    windows.for_each_entry(o, [&](std::size_t j) { window.push_back(j); });
    largest.clear();
    for (const std::size_t j : window) {
      if (!largest.empty() && (in.x[j] < in.x[largest[0]]).certainly()) continue;
      if (!largest.empty() && (in.x[j] > in.x[largest[0]]).certainly()) largest.clear();
      largest.push_back(j);
    }
    if (largest.size() == 1) own[largest[0]] += in.cotangent.y[o];
    else
      for (const std::size_t j : largest) shares.try_emplace(j, Interval(0)).first->second += between(0, in.cotangent.y[o]);
  }
  for (auto& [j, share] : shares) share += own[j];
  return shares;
}
/// Σ x̄ = Σ ȳ in each plane.
template <class T, class W>
void shares_add_up(T& t, const W& windows) {
  if (windows.planes() == 0) return;
  const auto& c = t.in.cotangent.y;
  const auto planes = static_cast<std::size_t>(windows.planes()), per_plane = c.size() / planes, extent = t.in.x.size() / planes;
  for (std::size_t at = 0, from = 0; at < c.size(); at += per_plane, from += extent) {
    Interval sum = 0, sizes = 0;
    for (std::size_t o = at; o < at + per_plane; ++o) sum -= c[o], sizes += abs(c[o]);
    for (std::size_t i = from; i < from + extent; ++i) sum += t.out.grad_x[i];
    // Each share is rounded, and each addition.
    t.at_most(abs(sum), static_cast<std::int64_t>(per_plane) * (t.u * sizes + t.eta), "|Σ x̄ − Σ ȳ|");
  }
}

}  // namespace etalon::verify
