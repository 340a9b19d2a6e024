#pragma once
#include "reference/contract/gan/generator_loss.hpp"
#include "reference/contract/nn/mlp.hpp"
#include "verify/laws/gan/critics.hpp"

namespace etalon::verify::gan {

/// The layers from so many entries to so many.
inline void add_layers(Draw& draw, TensorList<double>& weights, TensorList<double>& biases, std::int64_t width, std::int64_t outputs, std::int64_t layers, int lowest, int highest) {
  for (std::int64_t l = 0; l < layers; ++l) {
    const std::int64_t next = l + 1 == layers ? outputs : draw.extent(1, 3);
    weights.push_back(away_from_zero(draw, {next, width}, lowest, highest));
    biases.push_back(away_from_zero(draw, {next}, lowest, highest));
    width = next;
  }
}
template <class In>
In players(Draw& draw, const char* activation, int lowest = -2, int highest = 0) {
  In in;
  const auto d = draw.extent(1, 3), z = draw.extent(1, 3);
  in.real = away_from_zero(draw, {draw.extent(1, 3), d}, lowest, highest), in.noise = away_from_zero(draw, {draw.extent(1, 3), z}, lowest, highest);
  add_layers(draw, in.d_weights, in.d_biases, d, 1, draw.integer(1, 2), lowest, highest);
  add_layers(draw, in.g_weights, in.g_biases, z, d, draw.integer(1, 2), lowest, highest);
  in.activation = activation, in.slope = round_to(0.2, draw.format), in.d_rate = draw.magnitude(-5, -1);
  return in;
}
/// What does not fit.
template <class In>
In misfits(Draw& draw, In in) {
  switch (draw.integer(0, 3)) {
    case 0: in.d_weights.clear(), in.d_biases.clear(); break;
    case 1: in.g_biases.pop_back(); break;
    case 2: in.g_weights[0] = Tensor<double>({in.g_biases[0].shape[0], in.noise.shape[1] + 1}); break;
    default: in.d_weights.back() = Tensor<double>({2, in.d_weights.back().shape[1]}), in.d_biases.back() = Tensor<double>({2});
  }
  return in;
}

/// What nn.mlp gives, of the activations that it knows.
inline std::optional<Tensor<Interval>> mlp_of(const Tensor<Interval>& x, const TensorList<Interval>& weights, const TensorList<Interval>& biases, const std::string& activation) {
  if (activation == "leaky_relu") return std::nullopt;
  return Wings<contract::nn::Mlp>::reference(contract::nn::Mlp::In<Interval>{x, weights, biases, activation})->y;
}
inline Tensor<Interval> column(Tensor<Interval> logits) {
  logits.shape = {static_cast<std::int64_t>(logits.size())};
  return logits;
}
inline Interval generator_loss_of(const Tensor<Interval>& logits, bool saturates) {
  using contract::gan::GeneratorLoss;
  return Wings<GeneratorLoss>::reference(GeneratorLoss::In<Interval>{column(logits), "logits"}, saturates ? GeneratorLoss::Variant::saturating : GeneratorLoss::Variant::non_saturating)->loss;
}
/// Entry by entry.
inline void equal_lists(Checks& t, const TensorList<Interval>& a, const TensorList<Interval>& b, const Interval& scale, const char* what) {
  for (std::size_t l = 0; l < a.size(); ++l)
    for (std::size_t i = 0; i < a[l].size(); ++i) t.equal_within(a[l][i], b[l][i], scale, what);
}

}  // namespace etalon::verify::gan
