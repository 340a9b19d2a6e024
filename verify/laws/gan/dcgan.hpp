#pragma once
#include <algorithm>

#include "reference/contract/nn/conv.hpp"
#include "reference/contract/nn/conv_transpose.hpp"
#include "reference/gan/dcgan.hpp"
#include "reference/number/reverse_sweep.hpp"
#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"

/// What the generator and the discriminator of DCGAN are tried on, and what is right where their activations have a kink.
namespace etalon::verify {

using Integers = Tensor<std::int64_t>;

/// A chain of so many layers with entries between 2^lowest and 2^highest. What a transposed layer makes of an image grows with each
/// axis, so in two axes it begins with a point, and a stride of 2 has a kernel of 2.
template <class Op>
typename Op::template In<double> chain_of(Draw& draw, std::int64_t layers, int lowest = -3, int highest = 0) {
  typename Op::template In<double> in;
  const auto axes = static_cast<std::size_t>(draw.integer(1, 2));
  const std::int64_t stride = draw.integer(1, 2), kernel = draw.integer(stride, Op::transposed && axes == 2 && stride == 2 ? 2 : 3), padding = Op::transposed ? 0 : kernel / 2;
  std::int64_t channels = draw.extent(1, 2);
  Dimensions shape{draw.extent(2, 3), channels};
  for (std::size_t d = 0; d < axes; ++d) shape.push_back(Op::transposed ? draw.extent(1, axes == 1 ? 2 : 1) : draw.extent(2, 4));
  in.x = draw.reals(shape, lowest, highest);
  for (std::int64_t l = 0; l < layers; ++l) {
    const std::int64_t next = draw.extent(1, 2);
    Dimensions weight{Op::transposed ? channels : next, Op::transposed ? next : channels};
    weight.insert(weight.end(), axes, kernel);
    in.weights.push_back(draw.reals(weight, lowest, highest));
    channels = next;
    if (!Op::normalised(static_cast<std::size_t>(l), static_cast<std::size_t>(layers))) continue;
    in.scales.push_back(draw.reals({next}, -1, 1)), in.shifts.push_back(draw.reals({next}, -1, 1));
  }
  in.stride = Integers({static_cast<std::int64_t>(axes)}, std::vector<std::int64_t>(axes, stride));
  in.padding = Integers({static_cast<std::int64_t>(axes)}, std::vector<std::int64_t>(axes, padding));
  in.epsilon = round_to(draw.one_of({1e-5, 1e-3, 0.5}), draw.format);
  if constexpr (requires { in.slope; }) in.slope = round_to(draw.one_of({0.2, 0.01, 0.0}), draw.format);
  return in;
}

/// Of the operation and of its derivative.
template <class Op>
Laws<Op> laws_without_far_entries() {
  constexpr const char* why = "what underflows in one layer, a normalization or a kernel far from the others makes more of; large kernels are a class of their own";
  return laws<Op>().leaves_out("one or two entries far from the others", why).leaves_out("one input far from the others", why).leaves_out("lanes at levels of their own", why);
}

template <class Op>
Laws<Op> dcgan_laws() {
  return laws_without_far_entries<Op>()
      .leaves_out("an extent beside a power of two", "every extent is a factor of the products in all layers: a case takes seconds; nn.conv and nn.batch_norm are tried on large ones")
      .inputs(core, "three layers", [](Draw& draw) { return chain_of<Op>(draw, 3); })
      .inputs(core, "two layers", [](Draw& draw) { return chain_of<Op>(draw, 2); })
      .inputs(core, "one layer", [](Draw& draw) { return chain_of<Op>(draw, 1); })
      .inputs(edge, "one sample repeated", [](Draw& draw) {
        auto in = chain_of<Op>(draw, 3);
        const std::size_t sample = in.x.size() / static_cast<std::size_t>(in.x.shape[0]);
        for (std::size_t i = sample; i < in.x.size(); ++i) in.x[i] = in.x[i % sample];
        return in;
      })
      .inputs(extreme, "large kernels", [](Draw& draw) { return chain_of<Op>(draw, 2, draw.format.max_exponent / 8, draw.format.max_exponent / 7); })
      .inputs(edge, "zeros", [](Draw& draw) {
        auto in = chain_of<Op>(draw, 3);
        for (double& x : in.x) x = 0;
        return in;
      })
      .refuses("C1", "no layers, or layers that do not fit", [](Draw& draw) {
        auto in = chain_of<Op>(draw, 3);
        switch (draw.integer(0, 4)) {
          case 0: in.weights.clear(); break;
          case 1: in.scales.pop_back(); break;
          case 2: in.weights[1].shape[Op::transposed ? 0 : 1] += 1, in.weights[1] = Tensor<double>(in.weights[1].shape); break;
          case 3: in.shifts[0] = Tensor<double>({in.shifts[0].shape[0], 1}); break;
          default: in.stride = Integers({1}, {0});
        }
        return in;
      })
      .theorem("C6", "samples in another order", [](Exact<Op>& t) {
        auto back = t.in;
        const auto n = static_cast<std::size_t>(t.in.x.shape[0]), sample = t.in.x.size() / n;
        for (std::size_t i = 0; i < t.in.x.size(); ++i) back.x[i] = t.in.x[(n - 1 - i / sample) * sample + i % sample];
        const auto y = t.f(t.in).y, z = t.f(back).y;
        const std::size_t image = y.size() / n;
        for (std::size_t i = 0; i < y.size(); ++i) t.equal_within(z[i], y[(n - 1 - i / image) * image + i % image], 1 + abs(y[(n - 1 - i / image) * image + i % image]), "in that order");
      });
}

/// One layer of the chain, as nn.conv or nn.conv_transpose gives it.
template <class Op>
Tensor<Interval> one_layer(const typename Op::template In<Interval>& in, const Tensor<Interval>& x, std::size_t l) {
  using Convolution = std::conditional_t<Op::transposed, contract::nn::ConvTranspose, contract::nn::Conv>;
  typename Convolution::template In<Interval> one;
  one.x = x, one.weight = in.weights[l], one.stride = in.stride, one.padding = in.padding;
  return Wings<Convolution>::reference(one)->y;
}

/// What may be the gradient of that name where an activation is taken so near to 0 that rounding decides: the sweep with every slope
/// between both, give or take its roundings. Nothing where no entry is so near.
template <class D, auto of_last>
Subdifferential at_kinks(const Values<Interval>& given, const std::string& output, const Interval& u) {
  using P = typename D::derivative_of;
  using Error = RunningError<Interval>;
  static const std::vector<InputInfo> inputs = describe_inputs<P>(), of_derivative = describe_inputs<D>();
  static const std::vector<OutputInfo> outputs = describe_outputs<P>(), gradients = describe_outputs<D>();
  const auto plain = inputs_of_values<D, Interval>(given);
  const auto counts = P::sizes(plain);
  const Interval c = (counts.at("products") + 2 * counts.at("m") + 16) * u;
  const auto in = inputs_of_values<D, Error>(transform<Error>(given, [&](const Interval& x, std::size_t field) {
    return of_derivative[field].role == Role::data ? Error(x, abs(x)) : Error(x);
  }));
  Interval slope = 0;
  if constexpr (requires { plain.slope; }) slope = plain.slope;
  bool any = false;
  const auto activated = [&]<class V>(const V& z) -> V {
    const Interval& at = z.value().value();
    const Interval width = c * z.value().error();
    if ((at > width).certainly()) return z;
    if ((at < -width).certainly()) return V(Error(slope)) * z;
    any = true;
    return V::chain(Error(max(at, slope * at), z.value().error()), z, Error(Interval::hull(slope, Interval(1))));
  };
  const auto cotangents = values_of_outputs<P, Error>(in.cotangent);
  const auto found = sweep<Error>(inputs, outputs, gradients, values_of_inputs<P, Error>(in), &cotangents, [&](const Values<Variable<Error>>& x) -> Result<Values<Variable<Error>>> {
    const auto y = map(reference::gan::chain<P, Variable<Error>>(inputs_of_values<P, Variable<Error>>(x), activated), of_last);
    return values_of_outputs<P, Variable<Error>>(typename P::template Out<Variable<Error>>{y});
  });
  Subdifferential all;
  if (!any || !found) return all;
  for (std::size_t f = 0; f < gradients.size(); ++f) {
    if (gradients[f].name != output) continue;
    const auto take = [&](const Tensor<Error>& gradient) {
      for (const Error& g : gradient) all.emplace(all.size(), g.value() + Interval::hull(-c * g.error(), c * g.error()));
    };
    if (const auto* one = if_real((*found)[f])) take(*one);
    else for (const Tensor<Error>& one_of : list_of((*found)[f])) take(one_of);
  }
  return all;
}

/// Declares it for each gradient.
template <class D, auto of_last>
bool declare_dcgan_kinks() {
  for (const char* output : {"grad_x", "grad_weights", "grad_scales", "grad_shifts"})
    declare_kinks(D::statement().name, "C8", output, [=](const Values<Interval>& in, std::size_t, const Interval& u, std::size_t) { return at_kinks<D, of_last>(in, output, u); });
  return true;
}

}  // namespace etalon::verify
