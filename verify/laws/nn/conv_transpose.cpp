#include "verify/laws/nn/convolution.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Conv;
using contract::nn::ConvTranspose;
using contract::nn::ConvTransposeVjp;
using In = ConvTranspose::In<double>;

/// Some output padding, below stride or dilation.
constexpr auto more = [](Draw& draw, In in) {
  if (draw.coin()) return in;
  Dimensions each;
  for (std::size_t d = 0; d < in.stride.size(); ++d) each.push_back(draw.integer(0, std::max(in.stride[d], in.dilation[d]) - 1));
  in.output_padding = integers(each);
  return in;
};

const auto registered =
    convolution_laws<ConvTranspose, more>()
        .inputs(core, "taps that do not overlap", [](Draw& draw) {
          In in = on_axes<ConvTranspose>(draw, static_cast<std::size_t>(draw.integer(1, 2)), 1, draw.extent(1, 2), draw.extent(1, 2));
          in.padding = in.dilation = Integers({0});
          in.stride = integers({in.weight.shape.begin() + 2, in.weight.shape.end()});
          return in;
        })
        .refuses("C3", "as much output padding as the stride", [](Draw& draw) {
          In in = on_axes<ConvTranspose>(draw, 1, 1, 1, 1);
          in.output_padding = integers({std::max(in.stride[0], in.dilation[0]) + draw.integer(0, 2)});
          return in;
        })
        .refuses("C2", "an output padding below 0", [](Draw& draw) {
          In in = on_axes<ConvTranspose>(draw, 1, 1, 1, 1);
          in.output_padding = integers({-1});
          return in;
        })
        .refuses("C3", "padding that leaves nothing", [](Draw& draw) {
          In in = on_axes<ConvTranspose>(draw, 1, 1, 1, 1);
          const contract::ConvolutionWindows w = ConvTranspose::windows(in);
          in.padding = integers({w.padding[0] + (w.large[0] + 1) / 2 + draw.integer(0, 2)});
          return in;
        })
        .refuses("C3", "little but gaps", [](Draw& draw) {
          In in = on_axes<ConvTranspose>(draw, 1, 1, 1, 1);
          in.x = draw.reals({1, 1, 3});
          in.stride = integers({1 << 20});
          in.padding = Integers({0});
          return in;
        })
        .theorem("C5", "affine", affine<ConvTranspose>)
        .theorem("C5", "⟨conv_transpose(x), z⟩ = ⟨x, conv(z)⟩", [](Exact<ConvTranspose>& t) {
          auto plain = t.in;
          plain.bias = Tensor<Interval>({0});
          const auto y = t.f(plain).y;
          const Conv::In<Interval> back{some(y.shape), t.in.weight, plain.bias, t.in.stride, t.in.padding, t.in.dilation, t.in.groups};
          const auto x = Wings<Conv>::reference(back);
          if (!x || x->y.shape != t.in.x.shape) return;  // so much output padding, by a large dilation, that another position fits
          t.equal_within(pairing(y, back.x), pairing(t.in.x, x->y), pairing_of_sizes(y, back.x) + pairing_of_sizes(t.in.x, x->y), "⟨conv_transpose(x), z⟩ = ⟨x, conv(z)⟩");
        })
        .theorem("C6", "a zero before x", [](Exact<ConvTranspose>& t) {
          const contract::ConvolutionWindows w = ConvTranspose::windows(t.in);
          const std::int64_t last = w.small.back(), step = w.stride.back(), entries = w.large.back();
          if (step > 1000) return;
          auto moved = t.in;
          moved.x.shape.back() += 1;
          moved.x = Tensor<Interval>(moved.x.shape);
          for (std::int64_t i = 0; i < static_cast<std::int64_t>(t.in.x.size()); ++i) moved.x[static_cast<std::size_t>(i / last * (last + 1) + 1 + i % last)] = t.in.x[static_cast<std::size_t>(i)];
          const auto y = t.f(t.in).y, z = t.f(moved).y;
          for (std::int64_t i = 0; i < static_cast<std::int64_t>(y.size()); ++i)
            t.equal(z[static_cast<std::size_t>(i / entries * (entries + step) + step + i % entries)], y[static_cast<std::size_t>(i)], "a stride later");
        })
        .theorem("C7", "a kernel of ones as wide as the stride repeats entries", [](Exact<ConvTranspose>& t) {
          constexpr std::int64_t times = 3;
          auto wide = t.in;
          const Dimensions each(t.in.x.rank() - 2, times);
          wide.weight = Tensor<Interval>(joined(t.in.x.shape[1], 1, each));
          for (Interval& w : wide.weight) w = 1;
          wide.groups = t.in.x.shape[1];
          wide.stride = integers(each);
          wide.padding = wide.output_padding = wide.dilation = Integers({0});
          wide.bias = Tensor<Interval>({0});
          const auto y = t.f(wide).y;
          for (std::int64_t i = 0; i < static_cast<std::int64_t>(y.size()); ++i) {
            std::int64_t rest = i, from = 0, size = 1;
            for (std::size_t d = y.rank(); d-- > 0;) {
              from += rest % y.shape[d] / (d < 2 ? 1 : times) * size;
              rest /= y.shape[d], size *= t.in.x.shape[d];
            }
            t.equal(y[static_cast<std::size_t>(i)], t.in.x[static_cast<std::size_t>(from)], "an entry repeated");
          }
        });

const auto registered_vjp =
    laws<ConvTransposeVjp>()
        .refuses("C9", "a cotangent of another shape", unfit_cotangent<ConvTransposeVjp>)
        .theorem("C5", "⟨x̄, x⟩ = ⟨w̄, w⟩ = ⟨ȳ, y⟩ − ⟨b̄, b⟩", pairings<ConvTransposeVjp>);

}  // namespace
}  // namespace etalon::verify
