#pragma once
#include <algorithm>

#include "reference/contract/moe/gate_softmax.hpp"
#include "reference/moe/mixtures.hpp"
#include "reference/number/reverse_sweep.hpp"
#include "verify/algebra/residual.hpp"
#include "verify/judge/freedom.hpp"
#include "verify/laws/moe/routes.hpp"
#include "verify/laws/vae/networks.hpp"

/// What mixtures of experts are tried on, and what they are made of.
namespace etalon::verify {

/// x of a few tokens and a few experts, by their powers of two; gate and routes where the inputs have them.
template <class In>
In experts(Draw& draw, const char* activation, int lowest = -3, int highest = 0) {
  const std::int64_t t = draw.extent(1, 3), n = draw.extent(1, 4), d = draw.extent(1, 3), h = draw.extent(1, 3), m = draw.extent(1, 2);
  In in;
  in.x = draw.reals({t, d}, lowest, highest);
  if constexpr (requires { in.gate; }) in.gate = draw.reals({n, d}, std::min(lowest, 0), std::min(highest + 1, 1));
  in.w1 = draw.reals({n, h, d}, lowest, highest), in.b1 = draw.reals({n, h}, lowest, highest);
  in.w2 = draw.reals({n, m, h}, lowest, highest), in.b2 = draw.reals({n, m}, lowest, highest);
  in.activation = activation;
  return in;
}
inline const char* smooth(Draw& draw) { return draw.one_of({"tanh", "sigmoid", "silu", "gelu", "softplus"}); }

/// The first token and every bias are 0: each relu is at its kink.
template <class In>
In at_the_kink(In in) {
  std::fill(in.b1.begin(), in.b1.end(), 0.0);
  for (std::int64_t j = 0; j < in.x.shape[1]; ++j) in.x(0, j) = 0;
  return in;
}
/// The last expert, with its row of the gate, is the first again.
template <class In>
In with_a_copy(In in) {
  const auto copy = [](Tensor<double>& stacked) {
    const auto size = static_cast<std::ptrdiff_t>(stacked.size()) / stacked.shape[0];
    std::copy_n(stacked.begin(), size, stacked.end() - size);
  };
  if constexpr (requires { in.gate; }) copy(in.gate);
  copy(in.w1), copy(in.b1), copy(in.w2), copy(in.b2);
  return in;
}

/// Adds the classes that all share; `of` adds what else the operation takes.
template <class Op, auto of>
Laws<Op> expert_laws() {
  using In = typename Op::template In<double>;
  return laws<Op>()
      .inputs(core, "relu", [](Draw& draw) { return of(draw, experts<In>(draw, "relu")); })
      .inputs(core, "smooth activations", [](Draw& draw) { return of(draw, experts<In>(draw, smooth(draw))); })
      .inputs(core, "identity", [](Draw& draw) { return of(draw, experts<In>(draw, "identity", -4, 1)); })
      .inputs(extreme, "saturated", [](Draw& draw) { return of(draw, experts<In>(draw, smooth(draw), 0, 2)); })
      .inputs(extreme, "large", [](Draw& draw) { return of(draw, experts<In>(draw, draw.coin() ? "relu" : "identity", draw.format.max_exponent / 8, draw.format.max_exponent / 6)); })
      .inputs(edge, "at the kink", [](Draw& draw) { return of(draw, at_the_kink(experts<In>(draw, "relu"))); })
      .inputs(edge, "an expert and its copy", [](Draw& draw) { return of(draw, with_a_copy(experts<In>(draw, any_activation(draw)))); });
}

/// Expert i of these, as the layers of nn.mlp.
template <class I>
contract::nn::Mlp::In<Interval> layers_of(const I& in, std::int64_t i, const Matrix& x) {
  const std::int64_t h = in.w1.shape[1], d = in.w1.shape[2], m = in.w2.shape[1];
  const auto part = [i](const Matrix& stacked, Dimensions shape) {
    const auto from = stacked.begin() + i * count_of(shape);
    return Matrix(shape, std::vector<Interval>(from, from + count_of(shape)));
  };
  return {x, {part(in.w1, {h, d}), part(in.w2, {m, h})}, {part(in.b1, {h}), part(in.b2, {m})}, in.activation};
}
template <class I>
Matrix answers_of(const I& in, std::int64_t i) {
  return Wings<contract::nn::Mlp>::reference(layers_of(in, i, in.x))->y;
}
inline Matrix row(const Matrix& a, std::int64_t r) {
  Matrix one({1, a.shape[1]});
  for (std::int64_t j = 0; j < a.shape[1]; ++j) one(0, j) = a(r, j);
  return one;
}

/// The experts in reverse order, each with its row of the gate; n − 1 − i for the index i.
template <class I>
I reversed(I in) {
  const auto turn = [](Matrix& stacked) {
    const auto n = stacked.shape[0], size = static_cast<std::int64_t>(stacked.size()) / n;
    const Matrix before = stacked;
    for (std::int64_t i = 0; i < n; ++i) std::copy_n(before.begin() + i * size, size, stacked.begin() + (n - 1 - i) * size);
  };
  if constexpr (requires { in.gate; }) turn(in.gate);
  if constexpr (requires { in.index; })
    for (std::int64_t& i : in.index) i = in.w1.shape[0] - 1 - i;
  turn(in.w1), turn(in.b1), turn(in.w2), turn(in.b2);
  return in;
}
/// One expert more: the first again, with its row of the gate.
template <class I>
I doubled_first(I in) {
  const auto add = [](Matrix& stacked) {
    const auto size = static_cast<std::ptrdiff_t>(stacked.size()) / stacked.shape[0];
    const std::vector<Interval> first(stacked.begin(), stacked.begin() + size);
    stacked.data.insert(stacked.data.end(), first.begin(), first.end());
    ++stacked.shape[0];
  };
  if constexpr (requires { in.gate; }) add(in.gate);
  add(in.w1), add(in.b1), add(in.w2), add(in.b2);
  return in;
}

/// Sums of products of what the inputs have may cancel: identities are narrow beside this.
template <class I>
Interval size_of(const I& in) {
  Interval size = 1;
  for (const Matrix* x : {&in.x, &in.w1, &in.b1, &in.w2, &in.b2}) size *= 1 + max_norm(*x);
  return size * Interval(static_cast<std::int64_t>(in.w1.size() + in.w2.size()));
}
inline void same(Checks& t, const Matrix& a, const Matrix& b, const Interval& scale, const char* what) {
  for (std::size_t i = 0; i < a.size(); ++i) t.equal_within(a[i], b[i], scale, what);
}

/// What the gradients are with every slope that is right where a relu decides; nothing where none does.
template <class Out, class In, class Gradients>
Subdifferential at_kinks(Matrix Out::* member, const In& in, const Interval& u, std::int64_t terms, const Gradients& gradients) {
  if (in.activation != "relu") return {};
  AtKinks::room = (terms + 12) * u, AtKinks::found = false;
  const auto all = gradients(in);
  if (!all || !AtKinks::found) return {};
  std::vector<Interval> sets;
  for (const Interval& g : (*all).*member) sets.push_back(g + Interval::hull(-AtKinks::room, AtKinks::room) * g.magnitude());
  return all_of(sets);
}
template <class I>
std::int64_t terms_of(const I& in) {
  const std::int64_t k = [&] {
    if constexpr (requires { in.index; }) return in.index.shape[1];
    else return in.w1.shape[0];
  }();
  return in.w1.shape[0] + in.w1.shape[1] + in.w1.shape[2] + in.w2.shape[1] + in.x.shape[0] + k;
}
/// The gradients that jump at a kink: of x and of the first layers. `Formula` has AtKinks for its activation.
template <class Vjp, class Formula>
struct ExpertKinks {
  using Out = typename Vjp::template Out<Interval>;

  template <auto member>
  static auto of() {
    return [](const typename Vjp::template In<Interval>& in, const Interval& u, typename Reference<Vjp>::Variant variant) {
      constexpr auto widened = reverse_sweep<Vjp>(Formula{});
      return at_kinks(member, in, u, terms_of(in), [&](const auto& x) { return widened.template operator()<Interval>(x, variant); });
    };
  }
  Kinks<Vjp> of_x{"C4", "grad_x", of<&Out::grad_x>()}, of_w1{"C4", "grad_w1", of<&Out::grad_w1>()}, of_b1{"C4", "grad_b1", of<&Out::grad_b1>()};
};

}  // namespace etalon::verify
