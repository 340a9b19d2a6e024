#pragma once
#include <algorithm>

#include "reference/contract/nn/conv.hpp"
#include "reference/contract/nn/conv_transpose.hpp"
#include "verify/language/laws.hpp"

/// What convolutions and their transposes are tried on.
namespace etalon::verify {

using Integers = Tensor<std::int64_t>;
inline Integers integers(const Dimensions& each) { return {{static_cast<std::int64_t>(each.size())}, each}; }

/// A kernel's axes, and the steps on each.
struct Kernel {
  Dimensions extents, stride, padding, dilation;

  static Kernel drawn(Draw& draw, std::size_t axes, std::int64_t widest) {
    Kernel kernel;
    for (std::size_t d = 0; d < axes; ++d) {
      kernel.extents.push_back(draw.extent(1, widest));
      kernel.stride.push_back(draw.integer(1, axes == 1 ? 3 : 2));
      kernel.padding.push_back(draw.integer(0, axes == 1 ? 2 : 1));
      kernel.dilation.push_back(draw.integer(1, axes == 3 ? 2 : 3));
    }
    return kernel;
  }
  std::int64_t reach(std::size_t axis) const { return dilation[axis] * (extents[axis] - 1) + 1; }
};

inline Dimensions joined(std::int64_t first, std::int64_t second, const Dimensions& rest) {
  Dimensions all{first, second};
  all.insert(all.end(), rest.begin(), rest.end());
  return all;
}

/// Inputs of either: x has `batch` samples and `inner` channels in each of `groups`, y `outer` of them.
template <class Op>
typename Op::template In<double> convolution(Draw& draw, const Kernel& kernel, const Dimensions& extents, std::int64_t batch, std::int64_t groups, std::int64_t inner, std::int64_t outer) {
  typename Op::template In<double> in;
  constexpr bool transposed = std::is_same_v<Op, contract::nn::ConvTranspose>;
  in.x = draw.reals(joined(batch, groups * inner, extents));
  in.weight = draw.reals(joined(groups * (transposed ? inner : outer), transposed ? outer : inner, kernel.extents));
  if (draw.coin()) in.bias = draw.reals({groups * outer});
  in.stride = integers(kernel.stride), in.padding = integers(kernel.padding), in.dilation = integers(kernel.dilation);
  in.groups = groups;
  return in;
}

/// Extents of x that the kernel fits in, with a few more.
template <class Op>
Dimensions extents_for(Draw& draw, Kernel& kernel, std::int64_t more) {
  Dimensions extents;
  for (std::size_t d = 0; d < kernel.extents.size(); ++d)
    if constexpr (std::is_same_v<Op, contract::nn::Conv>) {
      extents.push_back(std::max<std::int64_t>(1, kernel.reach(d) - 2 * kernel.padding[d]) + draw.extent(0, more));
    } else {
      extents.push_back(draw.extent(1, more));
      kernel.padding[d] = std::min(kernel.padding[d], ((extents[d] - 1) * kernel.stride[d] + kernel.reach(d) - 1) / 2);
    }
  return extents;
}

template <class Op>
typename Op::template In<double> on_axes(Draw& draw, std::size_t axes, std::int64_t groups, std::int64_t inner, std::int64_t outer) {
  Kernel kernel = Kernel::drawn(draw, axes, axes == 1 ? 4 : axes == 2 ? 3 : 2);
  const Dimensions extents = extents_for<Op>(draw, kernel, axes == 1 ? 4 : 2);
  return convolution<Op>(draw, kernel, extents, axes == 3 ? 1 : draw.extent(1, 2), groups, inner, outer);
}

/// The classes and refusals that both have. `adds` gives a transpose its output padding.
template <class Op, auto adds>
Laws<Op> convolution_laws() {
  using In = typename Op::template In<double>;
  return laws<Op>()
      .inputs(core, "one axis", [](Draw& draw) { return adds(draw, on_axes<Op>(draw, 1, 1, draw.extent(1, 3), draw.extent(1, 3))); })
      .inputs(core, "two axes", [](Draw& draw) { return adds(draw, on_axes<Op>(draw, 2, 1, draw.extent(1, 2), draw.extent(1, 2))); })
      .inputs(core, "three axes", [](Draw& draw) { return adds(draw, on_axes<Op>(draw, 3, 1, draw.extent(1, 2), draw.extent(1, 2))); })
      .inputs(core, "groups", [](Draw& draw) { return adds(draw, on_axes<Op>(draw, draw.coin() ? 1 : 2, draw.extent(2, 3), draw.extent(1, 2), draw.extent(1, 2))); })
      .inputs(core, "depthwise", [](Draw& draw) { return adds(draw, on_axes<Op>(draw, draw.coin() ? 1 : 2, draw.extent(2, 4), 1, draw.coin() ? 1 : 2)); })
      .inputs(core, "pointwise", [](Draw& draw) {
        const Dimensions each(static_cast<std::size_t>(draw.integer(1, 3)), 1);
        Dimensions extents;
        for (std::size_t d = 0; d < each.size(); ++d) extents.push_back(draw.extent(1, 3));
        return convolution<Op>(draw, {each, each, Dimensions(each.size(), 0), each}, extents, draw.extent(1, 2), 1, draw.extent(1, 4), draw.extent(1, 4));
      })
      .inputs(core, "each axis with steps of its own", [](Draw& draw) {
        Kernel kernel{{draw.extent(2, 3), draw.extent(2, 3)}, {2, 1}, {0, 1}, {1, 2}};
        if (draw.coin()) std::swap(kernel.stride[0], kernel.stride[1]);
        const Dimensions extents = extents_for<Op>(draw, kernel, 3);
        return adds(draw, convolution<Op>(draw, kernel, extents, 1, 1, draw.extent(1, 2), draw.extent(1, 2)));
      })
      .inputs(core, "steps left out", [](Draw& draw) {
        In in = on_axes<Op>(draw, static_cast<std::size_t>(draw.integer(1, 2)), 1, draw.extent(1, 2), draw.extent(1, 2));
        if (std::is_same_v<Op, contract::nn::Conv>) in.x = draw.reals(joined(in.x.shape[0], in.x.shape[1], Dimensions(in.x.rank() - 2, draw.extent(4, 5))));
        in.stride = in.padding = in.dilation = Integers({0});
        return in;
      })
      .inputs(edge, "no sample", [](Draw& draw) {
        In in = on_axes<Op>(draw, static_cast<std::size_t>(draw.integer(1, 3)), 1, draw.extent(1, 2), draw.extent(1, 2));
        in.x.shape[0] = 0;
        in.x.data.clear();
        return in;
      })
      .inputs(edge, "steps as large as may be", [](Draw& draw) {
        // One position on an axis is there whatever the stride, and one tap whatever the dilation.
        Kernel kernel{{draw.extent(1, 3), 1}, {0x7fffffff, 1}, {0, 0}, {1, 0x7fffffff}};
        const bool transposed = std::is_same_v<Op, contract::nn::ConvTranspose>;
        return convolution<Op>(draw, kernel, {transposed ? 1 : kernel.extents[0] + 1, draw.extent(1, 3)}, 1, 1, draw.extent(1, 2), draw.extent(1, 2));
      })
      .refuses("C1", "no spatial axis, or four", [](Draw& draw) {
        In in;
        const Dimensions shape(draw.coin() ? 2 : 6, 1);
        in.x = draw.reals(shape), in.weight = draw.reals(shape);
        return in;
      })
      .refuses("C1", "a kernel of another rank, or without entries", [](Draw& draw) {
        In in = on_axes<Op>(draw, 2, 1, 1, 1);
        in.weight = draw.reals(draw.coin() ? Dimensions{1, 1, 2} : Dimensions{1, 1, 2, 0});
        return in;
      })
      .refuses("C1", "no channels", [](Draw& draw) {
        In in = on_axes<Op>(draw, 1, 1, 1, 1);
        in.x.shape[1] = 0;
        in.x.data.clear();
        return in;
      })
      .refuses("C1", "groups that do not divide", [](Draw& draw) {
        In in = on_axes<Op>(draw, 1, 2, draw.extent(1, 2), draw.extent(1, 2));
        in.groups = draw.one_of<std::int64_t>({0, -2, 7});
        return in;
      })
      .refuses("C1", "a bias of another length", [](Draw& draw) {
        In in = on_axes<Op>(draw, 1, 1, 1, draw.extent(1, 2));
        in.bias = draw.reals({in.weight.shape[std::is_same_v<Op, contract::nn::Conv> ? 0 : 1] + 1});
        return in;
      })
      .refuses("C2", "steps for more axes", [](Draw& draw) {
        In in = on_axes<Op>(draw, 1, 1, 1, 1);
        in.dilation = integers({1, 1});
        return in;
      })
      .refuses("C2", "steps beyond all bounds", [](Draw& draw) {
        In in = on_axes<Op>(draw, 1, 1, 1, 1);
        (draw.coin() ? in.dilation : in.padding) = integers({std::int64_t{1} << 62});
        return in;
      });
}

inline Interval pairing(const Tensor<Interval>& x, const Tensor<Interval>& y) {
  Interval sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}
inline Interval pairing_of_sizes(const Tensor<Interval>& x, const Tensor<Interval>& y) {
  Interval sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += abs(x[i] * y[i]);
  return sum;
}
/// Small integers of either sign, the same for every call.
inline Tensor<Interval> some(const Dimensions& shape) {
  Tensor<Interval> z(shape);
  for (std::size_t i = 0; i < z.size(); ++i) z[i] = Interval(static_cast<std::int64_t>(i * 7 % 11) - 5) / 4;
  return z;
}

/// f(x + z) + f(0) = f(x) + f(z), and f of twice the weight without bias is twice as much.
template <class Op>
void affine(Exact<Op>& t) {
  auto other = t.in, both = t.in, zero = t.in;
  other.x = some(t.in.x.shape);
  for (std::size_t i = 0; i < t.in.x.size(); ++i) both.x[i] = t.in.x[i] + other.x[i], zero.x[i] = 0;
  const auto a = t.f(t.in).y, b = t.f(other).y, c = t.f(both).y, d = t.f(zero).y;
  for (std::size_t i = 0; i < a.size(); ++i) t.equal(c[i] + d[i], a[i] + b[i], "f(x + z) + f(0) = f(x) + f(z)");
  auto weight = t.in;
  weight.bias = Tensor<Interval>({0});
  const auto plain = t.f(weight).y;
  for (Interval& w : weight.weight) w = 2 * w;
  const auto twice = t.f(weight).y;
  for (std::size_t i = 0; i < plain.size(); ++i) t.equal(twice[i], 2 * plain[i], "f of 2w");
}

/// ⟨x̄, x⟩ = ⟨w̄, w⟩ = ⟨ȳ, y⟩ − ⟨b̄, b⟩.
template <class Vjp>
void pairings(Exact<Vjp>& t) {
  const auto g = t.f(t.in);
  auto plain = t.in;
  plain.bias = Tensor<Interval>({0});
  const auto y = Wings<typename Vjp::derivative_of>::reference(plain)->y;
  const Interval scale = pairing_of_sizes(g.grad_x, t.in.x) + pairing_of_sizes(g.grad_weight, t.in.weight) + pairing_of_sizes(t.in.cotangent.y, y);
  t.equal_within(pairing(g.grad_x, t.in.x), pairing(g.grad_weight, t.in.weight), scale, "⟨x̄, x⟩ = ⟨w̄, w⟩");
  t.equal_within(pairing(t.in.cotangent.y, y), pairing(g.grad_x, t.in.x), scale, "⟨ȳ, y − b⟩ = ⟨x̄, x⟩");
}

/// Another cotangent than y's shape has.
template <class Vjp>
typename Vjp::template In<double> unfit_cotangent(Draw& draw) {
  using Op = typename Vjp::derivative_of;
  typename Vjp::template In<double> in;
  static_cast<typename Op::template In<double>&>(in) = on_axes<Op>(draw, 1, 1, 1, 1);
  Dimensions shape = Op::shape_of_y(Op::windows(in));
  shape.back() += 1;
  in.cotangent.y = draw.reals(shape);
  return in;
}

}  // namespace etalon::verify
