#pragma once
#include "reference/contract/function_of_x.hpp"
#include "reference/contract/optimizer.hpp"

/// A stateful optimizer that walks on a function: what the run of a step is, said once for all of them.
namespace etalon::contract {

namespace detail {

template <class Step>
struct VariantOfRun {};
template <class Step>
  requires requires { typename Step::Variant; }
struct VariantOfRun<Step> {
  using Variant = typename Step::Variant;
};

/// visit.operator()<Field>(k) for each, k counting them.
template <class... Fields, class Visit>
void each(const std::tuple<Fields...>*, Visit visit) {
  std::size_t k = 0;
  (visit.template operator()<Fields>(k++), ...);
}
/// The field of that type and name, of many.
template <class Field>
constexpr bool is(std::string_view name) { return Field::name() == name; }
/// "m" of m_next.
template <class Field>
constexpr std::string_view state_name() {
  constexpr std::string_view name = Field::name();
  return name.substr(0, name.size() - std::string_view("_next").size());
}

/// What a step's clauses that have predicates ask of its state and hyperparameters; θ and g, which a run finds by itself, aside.
Predicate predicate_of_run(const Statement& step);
/// Those of a run: C1 to C4 of the function, C5 one output, C6 what predicate_of_run asks, C7 the number of steps, C8 and on what a step finds out by itself, C10 to C12 its judges.
std::vector<Clause> clauses_of_run(const Statement& step, bool counts);
/// What a run says where a step on its way says this.
Failure failure_of_run(const Statement& step, const Failure& failure);

}  // namespace detail

/// What no step has a part in; in a template its sizes would be made in no certain order.
struct OptimizerRun : FunctionOfX {
  inline static const Count steps{"steps"};
  static constexpr std::int64_t most_steps = 10000;
};

/// From x and a state of the optimizer `S`, with the gradients of a function: a struct In has its function, x for θ, the state and the hyperparameters under S's names, and steps;
/// Out the states, in the order of S's outputs, then values and gradients.
template <class S>
struct RunOf : OptimizerRun, detail::VariantOfRun<S> {
  using Step = S;

  static Statement statement() {
    const Statement step = Step::statement();
    return {.name = step.name + ".run",
            .summary = step.summary + "; with g = ∇f(θ), from x, state by state",
            .clauses = detail::clauses_of_run(step, requires(typename Step::template In<double> in) { in.t; }),
            .source = step.source,
            .variants = step.variants,
            .no_derivative = "each state is judged from the one before it as reported, so that a run is no one function of its start"};
  }

 protected:
  template <class T, auto... Ms> static auto fields() {
    return std::tuple{field<T, Ms>()...};
  }
  template <class T, auto... Ms> static auto states() {
    constexpr std::size_t measured = sizeof...(Ms) - 2;
    return [&]<std::size_t... K>(std::index_sequence<K...>) { return std::tuple{state<T, Ms, K, measured>()...}; }(std::make_index_sequence<sizeof...(Ms)>());
  }

 private:
  /// As the step declares the field of that name.
  template <class T, auto M> static auto field() {
    using F = InputField<M>;
    if constexpr (detail::is<F>("function")) return function<M>();
    else if constexpr (detail::is<F>("x")) return in::data<M>({n}, "θ₀, where it starts");
    else if constexpr (detail::is<F>("steps")) return in::exact<M>({}, "how many");
    else {
      InputDeclaration declared{Role::data, {}, ""};
      std::apply([&](const auto&... f) { ((detail::is<F>(f.name()) ? void(declared = f) : void()), ...); }, Step::template inputs<T>());
      return F{declared};
    }
  }
  template <class T, auto M, std::size_t k, std::size_t measured> static auto state() {
    if constexpr (k == measured) return out::stepwise<M>({steps + 1}, roundings, "C11", "f(θₖ)");
    else if constexpr (k == measured + 1) return out::stepwise<M>({steps + 1, n}, roundings, "C11", "∇f(θₖ)");
    else {
      const auto next = std::get<k>(Step::template outputs<T>());
      using Next = std::decay_t<decltype(next)>;
      const char* text = "";
      std::apply([&](const auto&... f) { ((detail::is<std::decay_t<decltype(f)>>(detail::state_name<Next>()) ? void(text = f.text) : void()), ...); }, Step::template inputs<T>());
      const Shape shape = std::is_same_v<typename Next::Member, T> ? Shape{steps + 1} : Shape{steps + 1, n};
      return out::stepwise<M>(shape, next.constant, "C10", k == 0 ? "θ₀ … θ_steps" : text);
    }
  }
};

/// The step that a run begins with: without a gradient.
template <class Run, class T>
typename Run::Step::template In<T> first_step(const typename Run::template In<T>& in) {
  using Step = typename Run::Step;
  typename Step::template In<T> step{};
  detail::each(etalon::detail::input_fields<Step, T>, [&]<class F>(std::size_t) {
    if constexpr (detail::is<F>("theta")) F::get(step) = in.x;
    else
      detail::each(etalon::detail::input_fields<Run, T>, [&]<class G>(std::size_t) {
        if constexpr (detail::is<G>(F::name())) F::get(step) = G::get(in);
      });
  });
  return step;
}

/// visit.operator()(k, state) for every part of a step's state that its output k gives anew.
template <class Step, class T, class Visit>
void each_state(typename Step::template In<T>& step, Visit visit) {
  detail::each(etalon::detail::output_fields<Step, T>, [&]<class G>(std::size_t k) {
    detail::each(etalon::detail::input_fields<Step, T>, [&]<class F>(std::size_t) {
      if constexpr (detail::is<F>(detail::state_name<G>())) visit(k, F::get(step));
    });
  });
}
/// The step after it: but for its gradient.
template <class Step, class T>
void advance(typename Step::template In<T>& step, const typename Step::template Out<T>& next) {
  detail::each(etalon::detail::output_fields<Step, T>, [&]<class G>(std::size_t) {
    detail::each(etalon::detail::input_fields<Step, T>, [&]<class F>(std::size_t) {
      if constexpr (detail::is<F>(detail::state_name<G>())) F::get(step) = G::get(next);
    });
  });
  if constexpr (requires { step.t; }) ++step.t;
}
/// The state of a step, with the value and the gradient there, as one entry more of a run.
template <class Run, class T>
void record(typename Run::template Out<T>& out, typename Run::Step::template In<T>& step, const T& value) {
  std::vector<Tensor<T>*> all;
  detail::each(etalon::detail::output_fields<Run, T>, [&]<class F>(std::size_t) { all.push_back(&F::get(out)); });
  const auto append = [&out](Tensor<T>& to, const Dimensions& shape, auto begin, auto end) {
    if (out.values.data.empty()) to.shape = {0}, to.shape.insert(to.shape.end(), shape.begin(), shape.end());  // the first
    to.data.insert(to.data.end(), begin, end), ++to.shape[0];
  };
  each_state<typename Run::Step, T>(step, [&](std::size_t k, const auto& state) {
    if constexpr (requires { state.shape; }) append(*all[k], state.shape, state.begin(), state.end());
    else append(*all[k], {}, &state, &state + 1);
  });
  append(out.gradients, step.gradient.shape, step.gradient.begin(), step.gradient.end());
  append(out.values, {}, &value, &value + 1);
}

}  // namespace etalon::contract
