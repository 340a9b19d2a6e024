#pragma once
#include "reference/contract/calculus/gradient.hpp"
#include "reference/contract/optimization/objective.hpp"
#include "reference/contract/optimizer_run.hpp"
#include "verify/laws/calculus/formulas.hpp"
#include "verify/laws/optimization/states.hpp"
#include "verify/laws/optimization/steps.hpp"

/// What the laws of an optimizer's runs on functions share: `laws_of_run<AdamRun>()` has inputs, judges and the law that all of them obey.
namespace etalon::verify {

template <class Run>
struct Runs {
  using In = typename Run::template In<double>;
  using Out = typename Run::template Out<double>;
  using Step = typename Run::Step;

  /// In the midst of a run: a state as gradients of that size leave it.
  static In from(Draw& draw, const formulas::Drawn& drawn) {
    In in;
    const auto n = static_cast<std::int64_t>(drawn.x.size());
    in.function = drawn.function, in.x = drawn.x, in.steps = draw.integer(0, 5);
    in.learning_rate = draw.magnitude(-14, -8);
    if constexpr (requires { in.m; }) in.m = draw.reals({n}, -3, 2);
    if constexpr (requires { in.v; }) in.v = squares(draw, n, -4, 4);
    if constexpr (requires { in.v_max; }) in.v_max = squares(draw, n, -4, 4);
    if constexpr (requires { in.u; }) in.u = squares(draw, n, -4, 1);
    if constexpr (requires { in.sum; }) in.sum = squares(draw, n, -4, 4);
    if constexpr (requires { in.mean; }) {
      in.mean = draw.reals({n}, -3, 2), in.buffer = draw.reals({n}, -3, 2);
      for (std::size_t i = 0; i < in.v.size(); ++i) in.v[i] = round_to(in.v[i] + 1.25 * in.mean[i] * in.mean[i], draw.format);  // as of gradients that vary
      in.alpha = draw.one_of({usual_fraction(draw, 0.99), draw.uniform(0.125, 0.75)}), in.momentum = draw.one_of({0.0, 0.5, usual_fraction(draw, 0.9)}), in.centred = draw.integer(0, 1);
    }
    if constexpr (requires { in.t; }) in.t = draw.integer(1, 20);
    if constexpr (requires { in.product; }) in.product = draw.one_of({1.0, draw.uniform(0.125, 1)}), in.momentum_decay = usual(draw, 0.004);
    if constexpr (requires { in.beta1; }) in.beta1 = draw.one_of({usual_fraction(draw, 0.9), draw.uniform(0, 0.75)}), in.beta2 = draw.one_of({usual_fraction(draw, 0.999), draw.uniform(0.125, 0.75)});
    if constexpr (requires { in.rho; }) in.rho = draw.one_of({usual_fraction(draw, 0.9), draw.uniform(0.125, 0.75)});
    if constexpr (requires { in.learning_rate_decay; }) in.learning_rate_decay = draw.one_of({0.0, 0.5});
    if constexpr (requires { in.weight_decay; }) in.weight_decay = draw.one_of({0.0, usual(draw, 0.01)});
    if constexpr (requires { in.epsilon; }) in.epsilon = draw.one_of({usual(draw, 1e-8), 0.001953125});
    return in;
  }
  /// From its beginning.
  static In from_start(Draw& draw, const formulas::Drawn& drawn) {
    In in = from(draw, drawn);
    const Tensor<double> zeros(in.x.shape);
    if constexpr (requires { in.m; }) in.m = zeros;
    if constexpr (requires { in.v; }) in.v = zeros;
    if constexpr (requires { in.v_max; }) in.v_max = zeros;
    if constexpr (requires { in.u; }) in.u = zeros;
    if constexpr (requires { in.sum; }) in.sum = zeros;
    if constexpr (requires { in.mean; }) in.mean = in.buffer = zeros;
    if constexpr (requires { in.product; }) in.product = 1;
    if constexpr (requires { in.t; }) in.t = 1;
    return in;
  }
  static In from_start_of(Draw& draw, const char* function, std::vector<double> x) {
    return from_start(draw, {function, {{static_cast<std::int64_t>(x.size())}, std::move(x)}, 1});
  }

  /// The step that leads to states k, from those before it as reported; for k = 0 the start's.
  static typename Step::template In<double> step(const In& in, const Out& reported, std::size_t k) {
    auto step = contract::first_step<Run, double>(in);
    step.gradient = state_at(reported.gradients, k == 0 ? 0 : k - 1);
    if (k == 0) return step;
    std::vector<const Tensor<double>*> all;
    contract::detail::each(detail::output_fields<Run, double>, [&]<class F>(std::size_t) { all.push_back(&F::get(reported)); });
    contract::each_state<Step, double>(step, [&](std::size_t output, auto& state) {
      if constexpr (requires { state.shape; }) state = state_at(*all[output], k - 1);
      else state = (*all[output])[k - 1];
    });
    if constexpr (requires { step.t; }) step.t += static_cast<std::int64_t>(k) - 1;
    return step;
  }

  /// C12: the run from its second state is the rest of the run.
  static void is_continued(Exact<Run>& t) {
    auto in = t.in;
    in.steps = 2;
    const auto whole = t.f(in);
    in.steps = 1;
    const auto first = t.f(in);
    in.x = state_at(first.iterates, 1);
    contract::detail::each(detail::output_fields<Step, Interval>, [&]<class G>(std::size_t k) {
      contract::detail::each(detail::input_fields<Run, Interval>, [&]<class F>(std::size_t) {
        if constexpr (contract::detail::is<F>(contract::detail::state_name<G>()))
          contract::detail::each(detail::output_fields<Run, Interval>, [&]<class S>(std::size_t j) {
            if (j != k) return;
            if constexpr (requires { F::get(in).shape; }) F::get(in) = state_at(S::get(first), 1);
            else F::get(in) = S::get(first)[1];
          });
      });
    });
    if constexpr (requires { in.t; }) ++in.t;
    const auto rest = t.f(in);
    t.equal(state_at(rest.iterates, 1), state_at(whole.iterates, 2), "its last state");
    t.equal(state_at(rest.gradients, 1), state_at(whole.gradients, 2), "its last gradient");
  }
};

/// `divides` is the clause of a denominator that is 0 on the way, where there is one.
template <class Run>
Laws<Run> laws_of_run(const char* divides = "C8") {
  using namespace formulas;
  using R = Runs<Run>;
  using In = typename R::In;
  using Out = typename R::Out;
  auto all = laws<Run>();
  all.inputs(core, "random formulas", [](Draw& draw) { return R::from(draw, random_formula(draw, Kind::scalar)); })
      .inputs(core, "functions of the table", [](Draw& draw) { return R::from(draw, named_function(draw, Kind::scalar)); })
      .inputs(core, "from its beginning", [](Draw& draw) { return R::from_start(draw, draw.coin() ? random_formula(draw, Kind::scalar) : named_function(draw, Kind::scalar)); })
      .inputs(edge, "a stationary point", [](Draw& draw) { return R::from_start_of(draw, "himmelblau", {3, 2}); })
      .refuses("C1", "what is no formula", [](Draw& draw) { return R::from(draw, {draw.one_of({"x[0] +", "sine(x[0])", "", "x[9]", "y"}), draw.reals({draw.extent(1, 3)}, -3, 1), 1}); })
      .refuses("C3", "where the function is not defined", [](Draw& draw) { return R::from(draw, {draw.one_of({"log(x[0])", "sqrt(x[0])", "x[0]^0.5 + 1"}), {{1}, {-draw.magnitude(-3, 2)}}, 1}); })
      .refuses("C4", "kinks", [](Draw& draw) { return R::from(draw, {draw.one_of({"abs(x[0])", "relu(x[0])+1", "sqrt(x[0]*0) + 1"}), {{1}, {0}}, 1}); })
      .refuses("C5", "two outputs", [](Draw& draw) { return R::from(draw, {"[x[0], x[0]^2]", draw.reals({1}, -3, 1), 2}); })
      .template steps<typename Run::Step>([](const In& in, const Out& reported, std::size_t k) { return R::step(in, reported, k); })
      .template measures<contract::optimization::Objective>("values", [](const In& in, const Out& reported, std::size_t k) {
        return contract::optimization::Objective::In<double>{in.function, state_at(reported.iterates, k)};
      })
      .template measures<contract::calculus::Gradient>("gradients", [](const In& in, const Out& reported, std::size_t k) {
        return contract::calculus::Gradient::In<double>{in.function, state_at(reported.iterates, k)};
      })
      .theorem("C12", "a run that is continued is the rest of the run", R::is_continued);
  if constexpr (requires(In in) { in.epsilon; })
    all.refuses(divides, "0/0", [](Draw& draw) {
      In in = R::from_start_of(draw, "x[0]^2*x[1]^2 + 0*x[2]", {1, 2, 3});
      in.epsilon = 0, in.steps = draw.integer(1, 3);
      if constexpr (requires { in.weight_decay; }) in.weight_decay = 0;
      if constexpr (requires { in.beta2; }) in.beta2 = usual_fraction(draw, 0.999), in.t = 100;  // where RAdam divides
      return in;
    });
  for (const char* far : {"one or two entries far from the others", "one input far from the others", "lanes at levels of their own"})
    all.leaves_out(far, "the steps of a formula overflow where its value does not, as its author wrote it");
  return all;
}

}  // namespace etalon::verify
