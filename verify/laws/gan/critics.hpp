#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "verify/algebra/matrix.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify::gan {

/// Entries away from 0.
inline Tensor<double> away_from_zero(Draw& draw, Dimensions shape, int lowest = -2, int highest = 1) {
  Tensor<double> x(std::move(shape));
  for (double& entry : x) entry = (draw.coin() ? 1 : -1) * draw.magnitude(lowest, highest);
  return x;
}

/// A network's layers, from `width` entries to `outputs`, and its points.
template <class In>
In critic(Draw& draw, std::int64_t layers, const char* activation, int lowest = -2, int highest = 1) {
  In in;
  std::int64_t width = draw.extent(1, 4);
  in.x = away_from_zero(draw, {draw.extent(1, 4), width}, lowest, highest);
  in.activation = activation;
  in.slope = round_to(0.2, draw.format);
  in.strength = draw.one_of({10.0, 1.0, draw.magnitude(-3, 4)});
  for (std::int64_t l = 0; l < layers; ++l) {
    const std::int64_t next = l + 1 == layers ? 1 : draw.extent(1, 4);
    in.weights.push_back(away_from_zero(draw, {next, width}, lowest, highest));
    in.biases.push_back(away_from_zero(draw, {next}, lowest, highest));
    width = next;
  }
  return in;
}
inline const char* any_activation(Draw& draw) { return draw.one_of({"tanh", "softplus", "leaky_relu"}); }

/// The classes of a penalty on the slopes of a critic.
template <class Op>
Laws<Op> penalties_of_critics() {
  using In = typename Op::template In<double>;
  return laws<Op>()
      .inputs(core, "smooth", [](Draw& draw) { return critic<In>(draw, draw.integer(2, 3), draw.coin() ? "tanh" : "softplus"); })
      .inputs(core, "leaky", [](Draw& draw) { return critic<In>(draw, draw.integer(2, 3), "leaky_relu"); })
      .inputs(core, "linear", [](Draw& draw) { return critic<In>(draw, 1, any_activation(draw)); })
      .inputs(core, "deep", [](Draw& draw) { return critic<In>(draw, 5, any_activation(draw), -2, 0); })
      .inputs(extreme, "saturated", [](Draw& draw) { return critic<In>(draw, 2, draw.coin() ? "tanh" : "softplus", 0, 2); })
      .inputs(edge, "no slope", [](Draw& draw) {
        In in = critic<In>(draw, draw.integer(1, 3), any_activation(draw));
        for (double& w : in.weights[0]) w = 0;
        return in;
      })
      .refuses("C2", "layers that do not fit, or no critic", [](Draw& draw) {
        In in = critic<In>(draw, 2, "tanh");
        switch (draw.integer(0, 5)) {
          case 0: in.weights.clear(), in.biases.clear(); break;
          case 1: in.biases.pop_back(); break;
          case 2: in.weights[1] = Tensor<double>({1, in.weights[1].shape[1] + 1}); break;
          case 3: in.weights[1] = Tensor<double>({2, in.weights[1].shape[1]}), in.biases[1] = Tensor<double>({2}); break;
          case 4: in.x = Tensor<double>({2, 0}), in.weights[0] = Tensor<double>({in.biases[0].shape[0], 0}); break;
          default: in.weights[0] = Tensor<double>(Dimensions{});
        }
        return in;
      });
}

/// The points, each twice.
inline Tensor<Interval> twice(const Tensor<Interval>& x) {
  Tensor<Interval> both({2 * x.shape[0], x.shape[1]});
  std::copy(x.begin(), x.end(), both.begin());
  std::copy(x.begin(), x.end(), both.begin() + static_cast<std::ptrdiff_t>(x.size()));
  return both;
}
/// Its first layer's first row alone, as a linear critic.
template <class In>
In linear_part(In in) {
  const std::int64_t width = in.x.shape[1];
  in.weights[0].data.resize(static_cast<std::size_t>(width)), in.weights[0].shape = {1, width};
  in.weights.resize(1);
  in.biases = {Tensor<Interval>({1})};
  return in;
}
inline Interval length(const Tensor<Interval>& w) {
  Interval sum = 0;
  for (const Interval& x : w) sum += square(x);
  return sqrt(sum);
}
inline Interval inner(const Tensor<Interval>& a, const Tensor<Interval>& b) {
  Interval sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

}  // namespace etalon::verify::gan
