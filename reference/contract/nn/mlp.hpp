#pragma once
#include <algorithm>
#include <string>

#include "reference/contract/contract.hpp"
#include "reference/contract/nn/gelu.hpp"
#include "reference/contract/nn/relu.hpp"
#include "reference/contract/nn/sigmoid.hpp"
#include "reference/contract/nn/silu.hpp"
#include "reference/contract/nn/softplus.hpp"
#include "reference/contract/nn/tanh.hpp"

namespace etalon::contract::nn {

/// y = W_L·f(⋯f(W₁x + b₁)⋯) + b_L for each row x: linear layers with an activation between them.
struct Mlp {
  template <class T> struct In { Tensor<T> x; TensorList<T> weights; TensorList<T> biases; std::string activation; };
  template <class T> struct Out { Tensor<T> y; };

  inline static const Count n{"n"}, m{"m"}, widest{"widest"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>({n, any_extent}, "a row for each sample"), in::data<&In<T>::weights>(Any{}, "W₁, …, W_L, each with a row for each output"),
                      in::data<&In<T>::biases>(Any{}, "b₁, …, b_L"), in::exact<&In<T>::activation>({}, "f: relu, tanh, sigmoid, silu, gelu, softplus or identity").or_else("relu")};
  }
  template <class T> static auto outputs() {
    // T counts a rounding once; a sum of k products in another order costs k and the bias one, and an activation is off by six u.
    return std::tuple{out::textbook<&Out<T>::y>({n, m}, widest + 6, "C7", "what the last layer gives")};
  }
  /// m outputs of the last layer; `widest` is the largest number of entries that a layer takes or gives.
  template <class I> static SizeValues sizes(const I& in) {
    SizeValues sizes{{"m", in.biases.empty() ? 0 : static_cast<std::int64_t>(in.biases.back().size())}, {"widest", static_cast<std::int64_t>(in.x.rank() == 2 ? in.x.shape[1] : 0)}};
    for (const auto& b : in.biases) sizes["widest"] = std::max(sizes["widest"], static_cast<std::int64_t>(b.size()));
    return sizes;
  }
  static Complaint no_chain(const Inputs& in, std::size_t) {
    const auto weights = in.list("weights"), biases = in.list("biases");
    if (weights.empty() || weights.size() != biases.size()) return "there are " + std::to_string(weights.size()) + " weights and " + std::to_string(biases.size()) + " biases";
    std::int64_t width = in.shape("x").at(1);
    if (width == 0) return "x has no columns";
    for (std::size_t l = 0; l < weights.size(); ++l) {
      const Dimensions &w = weights[l]->shape(), &b = biases[l]->shape();
      if (w.size() != 2 || w[1] != width || b != Dimensions{w[0]}) return "layer " + std::to_string(l) + " takes " + std::to_string(width) + " entries, its weights have shape " + shape_text(w) + ", and its bias " + shape_text(b);
      width = w[0];
    }
    return std::nullopt;
  }
  static Statement statement() {
    return {.name = "nn.mlp",
            .summary = "y = W_L·f(⋯f(W₁x + b₁)⋯) + b_L for each row x: L linear layers with the activation f between them",
            .clauses = {{"C1", ClauseKind::domain, finite({"x", "weights", "biases"})},
                        {"C2", ClauseKind::precondition, Predicate("x has columns, and each layer takes as many entries as the one before gives, and has a bias for each that it gives", no_chain)},
                        {"C3", ClauseKind::precondition, one_of("activation", std::vector<std::string>{"relu", "tanh", "sigmoid", "silu", "gelu", "softplus", "identity"})},
                        {"C4", ClauseKind::law, "one layer is nn.linear"},
                        {"C5", ClauseKind::law, "the last layer is nn.linear of the activation, as nn.relu and the others give it, of what the layers before it give"},
                        {"C7", ClauseKind::error, "textbook, 6 more than the widest layer has entries"}},
            .source = "Goodfellow, Bengio and Courville, Deep Learning (2016), sections 6.1 and 6.5",
            .aliases = {"multilayer_perceptron", "feed_forward"}};
  }

  /// Calls `f.template operator()<Relu, ReluVjp>()` of the activation of that name, which is not identity.
  template <class F> static auto with_activation(const std::string& name, F f) {
    if (name == "tanh") return f.template operator()<Tanh, TanhVjp>();
    if (name == "sigmoid") return f.template operator()<Sigmoid, SigmoidVjp>();
    if (name == "silu") return f.template operator()<Silu, SiluVjp>();
    if (name == "gelu") return f.template operator()<Gelu, GeluVjp>();
    if (name == "softplus") return f.template operator()<Softplus, SoftplusVjp>();
    return f.template operator()<Relu, ReluVjp>();
  }
};

/// From the last layer to the first: z̄ is ȳ or f′(z)∘(z̄W) of the layer after, W̄ = z̄ᵀ·(what the layer takes), b̄ = Σ z̄; x̄ = z̄W of the first.
struct MlpVjp : Vjp<Mlp> {
  template <class T> struct Out { Tensor<T> grad_x; TensorList<T> grad_weights; TensorList<T> grad_biases; };

  template <class T> static auto outputs() {
    // As for y; sums over the samples too, and a slope is off by six u more.
    const Count c = Mlp::widest + Mlp::n + 12;
    return std::tuple{out::textbook<&Out<T>::grad_x>(c, "C7", "x̄"), out::textbook<&Out<T>::grad_weights>(c, "C7", "W̄ of each layer"), out::textbook<&Out<T>::grad_biases>(c, "C7", "b̄ of each layer")};
  }
  static Statement statement() {
    return derivative({.summary = "from the last layer to the first: z̄ = ȳ, then z̄ = f′(z)∘(z̄W) with W of the layer after; W̄ = z̄ᵀ·(what the layer takes), b̄ = Σ z̄, and x̄ = z̄W₁",
                       .clauses = {{"C4", ClauseKind::law, "⟨x̄, v⟩ = ⟨ȳ, J_L⋯J₁v⟩ with the Jacobians J of the layers and their activations; where relu is taken at 0, or so near that rounding may decide, "
                                                           "every slope from 0 to 1 is right: the reference takes 0"},
                                   {"C7", ClauseKind::error, "textbook, 12 more than the samples and the entries of the widest layer"}},
                       .source = "Goodfellow, Bengio and Courville, Deep Learning (2016), algorithm 6.4"});
  }
};

inline constexpr Function<Mlp> mlp;
inline constexpr Function<MlpVjp> mlp_vjp;

}  // namespace etalon::contract::nn
