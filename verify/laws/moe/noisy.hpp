#pragma once
#include "reference/contract/moe/noisy_logits.hpp"
#include "reference/contract/nn/linear.hpp"
#include "verify/algebra/residual.hpp"
#include "verify/laws/moe/routes.hpp"

/// What gates with noise of a learnt size are tried on.
namespace etalon::verify {

template <class In>
In noisy(Draw& draw, int lowest = -4, int highest = 0, double noise = 2) {
  const std::int64_t t = draw.extent(1, 3), n = draw.extent(1, 5), d = draw.extent(1, 3);
  In in;
  in.x = draw.reals({t, d}, lowest, highest), in.gate = draw.reals({n, d}, lowest, highest), in.noise_weights = draw.reals({n, d}, lowest, highest);
  in.noise = draw.uniforms({t, n}, -noise, noise);
  return in;
}
template <class In>
In without_noise(Draw& draw) {
  In in = noisy<In>(draw);
  for (double& e : in.noise) e = 0;
  return in;
}
/// Its size starts at log 2 for all, as it is initialised.
template <class In>
In even_noise(Draw& draw) {
  In in = noisy<In>(draw);
  for (double& w : in.noise_weights) w = 0;
  return in;
}
/// The first expert and the last are the same, noise too.
template <class In>
In doubled(Draw& draw) {
  In in = noisy<In>(draw);
  const std::int64_t last = in.gate.shape[0] - 1;
  for (std::int64_t j = 0; j < in.gate.shape[1]; ++j) in.gate(last, j) = in.gate(0, j), in.noise_weights(last, j) = in.noise_weights(0, j);
  for (std::int64_t r = 0; r < in.noise.shape[0]; ++r) in.noise(r, last) = in.noise(r, 0);
  return in;
}

/// Adds the classes that all share; `of` adds what else the operation takes.
template <class Op, auto of>
Laws<Op> noisy_laws() {
  using In = typename Op::template In<double>;
  return laws<Op>()
      .inputs(core, "noise", [](Draw& draw) { return of(draw, noisy<In>(draw)); })
      .inputs(core, "strong noise", [](Draw& draw) { return of(draw, noisy<In>(draw, -2, 0, 6)); })
      .inputs(core, "noise of one size", [](Draw& draw) { return of(draw, even_noise<In>(draw)); })
      .inputs(edge, "no noise", [](Draw& draw) { return of(draw, without_noise<In>(draw)); })
      .inputs(edge, "an expert doubled", [](Draw& draw) { return of(draw, doubled<In>(draw)); })
      .inputs(extreme, "far scores", [](Draw& draw) { return of(draw, noisy<In>(draw, draw.format.max_exponent / 4, draw.format.max_exponent / 3)); });
}

/// The inputs of moe.noisy_logits among those of another.
template <class I>
contract::moe::NoisyLogits::In<Interval> scores_of(const I& in) {
  return {in.x, in.gate, in.noise_weights, in.noise};
}
inline Matrix linear_of(const Matrix& x, const Matrix& weight) {
  using contract::nn::Linear;
  return Wings<Linear>::reference(Linear::In<Interval>{x, weight, Matrix({weight.shape[0]})})->z;
}

}  // namespace etalon::verify
