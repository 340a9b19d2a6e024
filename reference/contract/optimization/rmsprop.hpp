#pragma once
#include "reference/contract/optimizer_run.hpp"

namespace etalon::contract::optimization {

/// One step of RMSprop: the gradient over the root of its average square, or over its deviation, with momentum or without.
struct Rmsprop {
  enum class Variant { epsilon_outside, epsilon_inside, rate_in_buffer };

  template <class T> struct In {
    Tensor<T> theta, v, mean, buffer, gradient;
    T learning_rate{}, alpha{}, epsilon{}, momentum{};
    std::int64_t centred = 0;
  };
  template <class T> struct Out { Tensor<T> theta_next, v_next, mean_next, buffer_next; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::theta>({n}, "the parameters"),
                      in::data<&In<T>::v>({n}, "the average of squared gradients; 0 before the first step"),
                      in::data<&In<T>::mean>({n}, "ḡ, that of gradients; looked at where it is centred"),
                      in::data<&In<T>::buffer>({n}, "b, the momentum's; looked at where there is momentum"),
                      in::data<&In<T>::gradient>({n}, "g, at theta"),
                      in::exact<&In<T>::learning_rate>({}, "η").or_else("0.01"),
                      in::exact<&In<T>::alpha>({}, "α, how much of both averages is kept").or_else("0.99"),
                      in::exact<&In<T>::epsilon>({}, "ε").or_else("1e-8"),
                      in::exact<&In<T>::momentum>({}, "μ").or_else("0"),
                      in::exact<&In<T>::centred>({}, "1 to divide by the deviation").or_else("0")};
  }
  template <class T> static auto outputs() {
    // T counts every operation of the formula once; a reciprocal root is one more, ηg or ηb taken first another. Averages as in optimization.adam.
    return std::tuple{out::textbook<&Out<T>::theta_next>({n}, 3, "C9", "the parameters after this step"), out::inherent<&Out<T>::v_next>({n}, 4, "C9", "v′"),
                      out::inherent<&Out<T>::mean_next>({n}, 4, "C9", "ḡ′; as it was where it is not centred"), out::textbook<&Out<T>::buffer_next>({n}, 3, "C9", "b′; as it was where μ = 0")};
  }
  static Statement statement() {
    return {.name = "optimization.rmsprop",
            .summary = "v′ = αv + (1 − α)g², ḡ′ = αḡ + (1 − α)g, s² = v′ or v′ − ḡ′², d = g/(s + ε), θ′ = θ − ηd; with momentum b′ = μb + d, θ′ = θ − ηb′",
            .clauses = {{"C1", ClauseKind::precondition, finite({"theta", "v", "mean", "buffer", "gradient"}) && not_negative("v"), "θ, the state and g are finite, and v ≥ 0"},
                        {"C2", ClauseKind::precondition, rates({"learning_rate", "epsilon"}) && fractions({"alpha", "momentum"}) && flag("centred"), "0 ≤ η, ε < ∞, 0 ≤ α < 1, 0 ≤ μ < 1, centred is 0 or 1"},
                        {"C3", ClauseKind::precondition, "where it is centred, v ≥ ḡ² for every entry, as of averages of the same gradients"},
                        {"C4", ClauseKind::domain, "no denominator is 0: where ε = 0, s > 0 for every entry"},
                        {"C5", ClauseKind::law, "from v = g² with the same gradient again v stays, and θ moves by −η·g/(|g| + ε)"},
                        {"C6", ClauseKind::law, "with ε = 0 the conventions are one but for the buffer, ηb for b, and the scale of the gradients makes no difference"},
                        {"C7", ClauseKind::law, "centred: where g, ḡ and v are those of g + c, the deviation is the same"},
                        {"C8", ClauseKind::law, "μ = 0 leaves b, and not centred ḡ, exactly as they are; v′ lies between v and g²"},
                        {"C9", ClauseKind::error, "textbook, 3; inherent, 4 for v′ and ḡ′"}},
            .source = "Tieleman and Hinton, Lecture 6.5: RMSProp, COURSERA: Neural networks for machine learning (2012); Graves, Generating sequences with recurrent neural networks (2013), equations 38 to 41",
            .variants = {{"epsilon_outside", "g/(s + ε): PyTorch"},
                         {"epsilon_inside", "g/√(s² + ε): Graves"},
                         {"rate_in_buffer", "b′ = μb + η·g/√(s² + ε), θ − b′: Optax, TensorFlow"}},
            .no_derivative = no_derivative_of_a_step};
  }
};

/// RMSprop on a function, state by state.
struct RmspropRun : RunOf<Rmsprop> {
  template <class T> struct In { std::string function; Tensor<T> x, v, mean, buffer; T learning_rate{}, alpha{}, epsilon{}, momentum{}; std::int64_t centred = 0; std::int64_t steps = 0; };
  template <class T> struct Out { Tensor<T> iterates, vs, means, buffers, values, gradients; };

  template <class T> static auto inputs() {
    using I = In<T>;
    return fields<T, &I::function, &I::x, &I::v, &I::mean, &I::buffer, &I::learning_rate, &I::alpha, &I::epsilon, &I::momentum, &I::centred, &I::steps>();
  }
  template <class T> static auto outputs() {
    using O = Out<T>;
    return states<T, &O::iterates, &O::vs, &O::means, &O::buffers, &O::values, &O::gradients>();
  }
};

inline constexpr Function<Rmsprop> rmsprop;
inline constexpr Function<RmspropRun> rmsprop_run;

}  // namespace etalon::contract::optimization
