#include "verify/algebra/matrix.hpp"
#include "verify/laws/nn/convolution.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Conv;
using contract::nn::ConvTranspose;
using contract::nn::ConvVjp;
using In = Conv::In<double>;

constexpr auto as_it_is = [](Draw&, In in) { return in; };

const auto registered =
    convolution_laws<Conv, as_it_is>()
        .inputs(core, "a kernel as large as x", [](Draw& draw) {
          In in = on_axes<Conv>(draw, static_cast<std::size_t>(draw.integer(1, 2)), 1, draw.extent(1, 2), draw.extent(1, 3));
          in.weight = draw.reals(joined(in.weight.shape[0], in.x.shape[1], {in.x.shape.begin() + 2, in.x.shape.end()}));
          in.padding = in.dilation = Integers({0});
          return in;
        })
        .inputs(core, "padding beyond the kernel", [](Draw& draw) {
          In in = on_axes<Conv>(draw, 1, 1, draw.extent(1, 2), draw.extent(1, 2));
          in.padding = integers({in.weight.shape[2] + draw.integer(0, 3)});
          in.dilation = Integers({0});
          return in;
        })
        .inputs(edge, "a stride beyond x", [](Draw& draw) {
          In in = on_axes<Conv>(draw, 1, 1, 1, draw.extent(1, 2));
          in.stride = integers({in.x.shape[2] + 2 * in.padding[0] + draw.integer(0, 1000)});
          return in;
        })
        .refuses("C3", "a kernel larger than x with its padding", [](Draw& draw) {
          In in = on_axes<Conv>(draw, 1, 1, 1, 1);
          in.weight = draw.reals({1, 1, in.x.shape[2] + 2 * in.padding[0] + 1});
          return in;
        })
        .refuses("C3", "taps farther apart than x", [](Draw& draw) {
          In in = on_axes<Conv>(draw, 1, 1, 1, 1);
          in.weight = draw.reals({1, 1, 2});
          in.dilation = integers({draw.one_of<std::int64_t>({100, 0x7fffffff})});
          return in;
        })
        .refuses("C3", "little but padding", [](Draw& draw) {
          In in = on_axes<Conv>(draw, 1, 1, 1, 1);
          in.padding = integers({1 << 20});
          in.stride = Integers({0});
          return in;
        })
        .theorem("C5", "affine", affine<Conv>)
        .theorem("C5", "⟨conv(x), z⟩ = ⟨x, conv_transpose(z)⟩", [](Exact<Conv>& t) {
          const contract::ConvolutionWindows w = Conv::windows(t.in);
          auto plain = t.in;
          plain.bias = Tensor<Interval>({0});
          ConvTranspose::In<Interval> back{some(w.small_shape()), t.in.weight, plain.bias, t.in.stride, t.in.padding, Integers({0}), t.in.dilation, t.in.groups};
          Dimensions rest;  // what the last position leaves over
          for (std::size_t d = 0; d < w.kernel.size(); ++d) rest.push_back((w.large[d] + 2 * w.padding[d] - w.reach(d)) % w.stride[d]);
          back.output_padding = integers(rest);
          const auto y = t.f(plain).y;
          const auto x = Wings<ConvTranspose>::reference(back);
          if (!x) return;  // so far apart that the transpose refuses
          t.holds(x->y.shape == t.in.x.shape, "the transpose has the extents of x");
          t.equal_within(pairing(y, back.x), pairing(t.in.x, x->y), pairing_of_sizes(y, back.x) + pairing_of_sizes(t.in.x, x->y), "⟨conv(x), z⟩ = ⟨x, conv_transpose(z)⟩");
        })
        .theorem("C6", "zeros before x, as many as the stride", [](Exact<Conv>& t) {
          const contract::ConvolutionWindows w = Conv::windows(t.in);
          const std::int64_t last = w.large.back(), step = w.stride.back(), positions = w.small.back();
          if (step > 1000) return;
          auto moved = t.in;
          moved.x.shape.back() += step;
          moved.x = Tensor<Interval>(moved.x.shape);
          for (std::int64_t i = 0; i < static_cast<std::int64_t>(t.in.x.size()); ++i) moved.x[static_cast<std::size_t>(i / last * (last + step) + step + i % last)] = t.in.x[static_cast<std::size_t>(i)];
          const auto y = t.f(t.in).y, z = t.f(moved).y;
          for (std::int64_t i = 0; i < static_cast<std::int64_t>(y.size()); ++i)
            t.equal(z[static_cast<std::size_t>(i / positions * (positions + 1) + 1 + i % positions)], y[static_cast<std::size_t>(i)], "a position later");
        })
        .theorem("C7", "a position wherever the kernel fits in", [](Exact<Conv>& t) {
          const contract::ConvolutionWindows w = Conv::windows(t.in);
          const auto y = t.f(t.in).y;
          for (std::size_t d = 0; d < w.kernel.size(); ++d) {
            std::int64_t fitting = 0;
            while (fitting * w.stride[d] + (w.kernel[d] - 1) * w.dilation[d] < w.large[d] + 2 * w.padding[d]) ++fitting;
            t.holds(y.shape[d + 2] == fitting, "positions on an axis");
          }
        })
        .theorem("C7", "of a single tap a product of matrices", [](Exact<Conv>& t) {
          auto single = t.in;
          const std::int64_t channels = t.in.x.shape[1], size = t.in.x.size() == 0 ? 0 : static_cast<std::int64_t>(t.in.x.size()) / (t.in.x.shape[0] * channels);
          single.weight = some(joined(3, channels, Dimensions(t.in.x.rank() - 2, 1)));
          single.stride = single.padding = single.dilation = Integers({0});
          single.bias = Tensor<Interval>({0});
          single.groups = 1;
          const auto y = t.f(single).y;
          const Matrix weight({3, channels}, single.weight.data);
          for (std::int64_t n = 0; n < t.in.x.shape[0]; ++n) {
            const Matrix sample({channels, size}, {t.in.x.begin() + n * channels * size, t.in.x.begin() + (n + 1) * channels * size}), product = multiply(weight, sample);
            for (std::size_t i = 0; i < product.size(); ++i) t.equal(y[static_cast<std::size_t>(n * 3 * size) + i], product[i], "Wx at each position");
          }
        })
        .theorem("C7", "the identity", [](Exact<Conv>& t) {
          auto same = t.in;
          same.weight = Tensor<Interval>(joined(t.in.x.shape[1], 1, Dimensions(t.in.x.rank() - 2, 1)));
          for (Interval& w : same.weight) w = 1;
          same.groups = t.in.x.shape[1];
          same.stride = same.padding = same.dilation = Integers({0});
          same.bias = Tensor<Interval>({0});
          t.equal(t.f(same).y, t.in.x, "a kernel of one 1 for each channel");
        });

const auto registered_vjp =
    laws<ConvVjp>()
        .refuses("C9", "a cotangent of another shape", unfit_cotangent<ConvVjp>)
        .theorem("C5", "⟨x̄, x⟩ = ⟨w̄, w⟩ = ⟨ȳ, y⟩ − ⟨b̄, b⟩", pairings<ConvVjp>);

}  // namespace
}  // namespace etalon::verify
