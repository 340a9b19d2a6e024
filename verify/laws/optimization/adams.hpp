#pragma once
#include "reference/contract/optimization/adam.hpp"
#include "verify/laws/optimization/steps.hpp"

/// Inputs of the steps that keep averages of the gradient and of its square: `adams<Op>()` has the classes that all of them take.
namespace etalon::verify {

template <class Op>
struct Adams {
  using In = typename Op::template In<double>;

  static In typical(Draw& draw, std::int64_t n) {
    In in;
    in.theta = draw.reals({n}), in.m = draw.reals({n}), in.v = squares(draw, n), in.gradient = draw.reals({n});
    in.t = draw.integer(1, 2000);
    in.learning_rate = usual(draw, 0.001), in.beta1 = usual_fraction(draw, 0.9), in.beta2 = usual_fraction(draw, 0.999), in.epsilon = usual(draw, 1e-8);
    more(draw, in);
    return in;
  }
  /// What the operation has besides.
  static void more(Draw& draw, In& in) {
    const auto n = static_cast<std::int64_t>(in.theta.size());
    if constexpr (requires { in.weight_decay; }) in.weight_decay = draw.one_of({0.0, usual(draw, 0.01), usual(draw, 0.1)});
    if constexpr (requires { in.v_max; }) in.v_max = squares(draw, n);
    if constexpr (requires { in.product; }) in.product = draw.one_of({1.0, draw.uniform(0, 1), draw.magnitude(-20, -1)}), in.momentum_decay = usual(draw, 0.004);
  }
  static In first_step(Draw& draw) {
    In in = typical(draw, draw.extent(1, 4));
    in.t = 1;
    for (auto* zero : {&in.m, &in.v}) *zero = Tensor<double>(in.theta.shape);
    if constexpr (requires { in.v_max; }) in.v_max = in.v;
    if constexpr (requires { in.product; }) in.product = 1;
    return in;
  }
  static In correction_matters(Draw& draw) {
    In in = typical(draw, draw.extent(1, 4));
    in.t = any_step(draw);
    in.theta = map(in.theta, [](double) { return 0.0; });  // the step by itself
    return in;
  }
  static In other_hyperparameters(Draw& draw) {
    In in = typical(draw, draw.extent(1, 4));
    in.learning_rate = any_rate(draw);
    in.beta1 = draw.one_of({0.0, 0.5, draw.uniform(0, 0.75), usual_fraction(draw, 0.95)});
    in.beta2 = draw.one_of({0.0, 0.25, draw.uniform(0, 0.75), usual_fraction(draw, 0.99)});
    in.epsilon = draw.one_of({0.0, 0.001953125, 1.0, draw.magnitude(-12, 2)});
    if (in.epsilon == 0)
      for (double& g : in.gradient) g = draw.magnitude(-6, 4);
    in.t = draw.integer(1, 20);
    return in;
  }
  static In squares_out_of_range(Draw& draw) {
    const auto n = draw.extent(1, 3);
    const int e = draw.format.max_exponent;
    In in = typical(draw, n);
    in.theta = draw.reals({n}, -4, e - 8), in.m = draw.reals({n}, -e / 2 - 8, e - 8);
    in.gradient = draw.reals({n}, -e + 12, e - 8), in.v = squares(draw, n, -e + 12, e - 8);
    if constexpr (requires { in.v_max; }) in.v_max = squares(draw, n, -e + 12, e - 8);
    return in;
  }
  static In a_long_run(Draw& draw) {
    In in = typical(draw, draw.extent(1, 3));
    in.t = draw.one_of<std::int64_t>({1000000, 123456789012, INT64_MAX});
    return in;
  }
  static In nothing_has_happened(Draw& draw) {
    In in = typical(draw, draw.extent(1, 4));
    for (auto* zero : {&in.m, &in.v, &in.gradient}) *zero = Tensor<double>(in.theta.shape);
    if constexpr (requires { in.v_max; }) in.v_max = in.v;
    return in;
  }
  static In no_parameters(Draw& draw) { return typical(draw, 0); }
  static In no_denominator(Draw& draw) {
    In in = typical(draw, 3);
    in.epsilon = in.gradient[1] = in.v[1] = 0;
    if constexpr (requires { in.weight_decay; }) in.weight_decay = 0;
    if constexpr (requires { in.v_max; }) in.v_max[1] = 0;
    if constexpr (requires { in.product; }) in.product = 1;
    in.t = 100;
    return in;
  }
};

template <class Op>
Laws<Op> adams() {
  using A = Adams<Op>;
  return laws<Op>()
      .inputs(core, "typical", [](Draw& draw) { return A::typical(draw, draw.extent(1, 6)); })
      .inputs(core, "where the correction matters", A::correction_matters)
      .inputs(core, "first step", A::first_step)
      .inputs(core, "other hyperparameters", A::other_hyperparameters)
      .inputs(extreme, "squares out of range", A::squares_out_of_range)
      .inputs(extreme, "a long run", A::a_long_run)
      .inputs(edge, "nothing has happened", A::nothing_has_happened)
      .inputs(edge, "no parameters", A::no_parameters)
      .refuses("C4", "0/0", A::no_denominator);
}

/// What Adam's step is from these inputs.
template <class I>
auto adam_of(const I& in, contract::optimization::Adam::Variant variant = {}) {
  return exact<contract::optimization::Adam>({in.theta, in.m, in.v, in.gradient, in.t, in.learning_rate, in.beta1, in.beta2, in.epsilon}, variant);
}
/// Steps agree beside θ and α.
template <class I>
void equal_steps(Checks& t, const Tensor<Interval>& a, const Tensor<Interval>& b, const I& in, const char* what) {
  for (std::size_t i = 0; i < b.size(); ++i) t.equal_within(a[i], b[i], abs(in.theta[i]) + abs(b[i]) + in.learning_rate, what);
}

}  // namespace etalon::verify
