#pragma once
#include "reference/contract/optimizer.hpp"

namespace etalon::contract::optimization {

/// One step of SGD with all that libraries add to it: momentum with dampening, weight decay, ascent. The plain rules are optimization.momentum's.
struct Sgd {
  enum class Variant { coupled, decoupled };

  template <class T> struct In {
    Tensor<T> theta, buffer, gradient;
    T learning_rate, momentum, dampening, weight_decay;
    std::int64_t nesterov = 0, maximize = 0, first = 0;
  };
  template <class T> struct Out { Tensor<T> theta_next, buffer_next; };

  inline static const Count n{"n"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::theta>({n}, "the parameters"),
                      in::data<&In<T>::buffer>({n}, "b, the momentum's buffer before this step; not looked at in the first"),
                      in::data<&In<T>::gradient>({n}, "g, at theta"),
                      in::exact<&In<T>::learning_rate>({}, "η").or_else("0.001"),
                      in::exact<&In<T>::momentum>({}, "μ").or_else("0"),
                      in::exact<&In<T>::dampening>({}, "τ").or_else("0"),
                      in::exact<&In<T>::weight_decay>({}, "λ").or_else("0"),
                      in::exact<&In<T>::nesterov>({}, "1 for Nesterov's momentum").or_else("0"),
                      in::exact<&In<T>::maximize>({}, "1 to ascend").or_else("0"),
                      in::exact<&In<T>::first>({}, "1 where there is no buffer yet").or_else("0")};
  }
  template <class T> static auto outputs() {
    // T counts every operation of the formula once; ηλ or η(1 − τ) put together first, or 1 − ηλ for a difference, is one rounding more.
    return std::tuple{out::textbook<&Out<T>::theta_next>({n}, 2, "C8", "the parameters after this step"), out::textbook<&Out<T>::buffer_next>({n}, 2, "C8", "b′")};
  }
  static Statement statement() {
    return {.name = "optimization.sgd",
            .summary = "d = ±g + λθ; b′ = d in the first step, else μb + (1 − τ)d; θ′ = θ − ηb′, or θ − η(d + μb′) with Nesterov's; with μ = 0 θ − ηd, and b stays",
            .clauses = {{"C1", ClauseKind::precondition, finite({"theta", "buffer", "gradient"})},
                        {"C2", ClauseKind::precondition, rates({"learning_rate", "weight_decay"}) && fractions({"momentum"}) && within("dampening", 0, 1), "0 ≤ η, λ < ∞, 0 ≤ μ < 1, 0 ≤ τ ≤ 1"},
                        {"C3", ClauseKind::precondition, flag("nesterov") && flag("maximize") && flag("first"), "nesterov, maximize and first are 0 or 1"},
                        {"C4", ClauseKind::precondition, plain_nesterov()},
                        {"C5", ClauseKind::law, "with λ = τ = 0 it is optimization.momentum's heavy_ball or nesterov, and the first step the one from v = 0"},
                        {"C6", ClauseKind::law, "ascending along g is descending along −g"},
                        {"C7", ClauseKind::law, "coupled: λ is a gradient of λθ more; decoupled: the step without λ from (1 − ηλ)θ, and the buffer knows nothing of it"},
                        {"C8", ClauseKind::error, "textbook, 2: λθ may cancel with g, and μb with d"}},
            .source = "PyTorch, torch.optim.SGD; Sutskever, Martens, Dahl and Hinton, On the importance of initialization and momentum in deep learning, ICML (2013); "
                      "Loshchilov and Hutter, Decoupled weight decay regularization, ICLR (2019), algorithm 1",
            .variants = {{"coupled", "the decay joins the gradient, d = g + λθ: L2 regularization; PyTorch"},
                         {"decoupled", "the decay shrinks the parameters, (1 − ηλ)θ, apart from the momentum: SGDW"}},
            .no_derivative = no_derivative_of_a_step,
            .aliases = {"SGD", "SGDW"}};
  }
  static Predicate plain_nesterov() {
    return {"nesterov needs momentum > 0 and no dampening", [](const Inputs& in, std::size_t) -> Complaint {
              if (in.integer("nesterov") != 1) return std::nullopt;
              if (!in.real("momentum").greater(0, 0)) return "nesterov is 1, and momentum 0";
              if (in.real("dampening").greater(0, 0)) return "nesterov is 1, and dampening is not 0";
              return std::nullopt;
            }};
  }
};

inline constexpr Function<Sgd> sgd;

}  // namespace etalon::contract::optimization
