#pragma once
#include "reference/nn/network.hpp"
#include "verify/algebra/matrix.hpp"
#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"

/// Encoders and decoders for what trains them.
namespace etalon::verify {

/// Adds one or two layers that take `width` entries, the last giving `gives`.
inline void add_layers(Draw& draw, TensorList<double>& weights, TensorList<double>& biases, std::int64_t width, std::int64_t gives, int lowest = -3, int highest = 0) {
  const std::int64_t layers = draw.integer(1, 2);
  for (std::int64_t l = 0; l < layers; ++l) {
    const std::int64_t next = l + 1 == layers ? gives : draw.extent(1, 4);
    weights.push_back(draw.reals({next, width}, lowest, highest));
    biases.push_back(draw.reals({next}, lowest, highest));
    width = next;
  }
}
inline const char* any_activation(Draw& draw) { return draw.one_of({"relu", "tanh", "sigmoid", "silu", "gelu", "softplus", "identity"}); }

/// Binary and grey pixels.
inline Tensor<double> pixels(Draw& draw, const Dimensions& shape) {
  Tensor<double> x = draw.uniforms(shape, 0, 1);
  for (double& entry : x)
    if (draw.coin()) entry = draw.coin() ? 1 : 0;
  return x;
}

/// relu with every slope from 0 to 1 where its argument is 0, give or take the rounding of a sum of so many terms: what a kink allows.
struct AtKinks : reference::nn::Activation {
  static inline thread_local Interval room = 0;   ///< the part of the sizes that rounding may move an argument by
  static inline thread_local bool found = false;  ///< was there such an argument?

  template <class T, class Size>
  T operator()(const std::string& name, const T& z, const Size& size) const {
    if (name != "relu") return Activation::operator()(name, z, size);
    const Interval& at = enclosure(z);
    if ((abs(at) > room * size()).certainly()) return Activation::operator()(name, z, size);
    found = true;
    if constexpr (Lifted<T>) return T::chain(max(z.value(), typename T::Scalar(0)), z, typename T::Scalar(Interval::hull(Interval(0), Interval(1))));
    else return max(z, T(0));
  }
};

/// The entries, in their order, of what `gradients` gives with those slopes; nothing where no argument is at the kink.
template <class Out, class In, class Gradients>
Subdifferential at_kinks(TensorList<Interval> Out::* member, const In& in, const Interval& u, std::int64_t terms, const Gradients& gradients) {
  if (in.activation != "relu") return {};
  AtKinks::room = (terms + 12) * u, AtKinks::found = false;
  const auto all = gradients(in);
  if (!all || !AtKinks::found) return {};
  std::vector<Interval> sets;
  for (const Matrix& grad : (*all).*member)
    for (const Interval& g : grad) sets.push_back(g + Interval::hull(-AtKinks::room, AtKinks::room) * g.magnitude());
  return all_of(sets);
}

}  // namespace etalon::verify
