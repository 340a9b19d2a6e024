#pragma once
#include <algorithm>

#include "reference/contract/contract.hpp"

namespace etalon::contract::linalg {

/// The singular values of W_L⋯W₁: by how much a chain of linear layers, or of Jacobians, stretches and shrinks.
struct LayerProductSpectrum {
  template <class T> struct In { TensorList<T> weights; };
  template <class T> struct Out { Tensor<T> sigma; };

  inline static const Count m{"m"}, n{"n"}, k{"k"}, inner{"inner"};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::weights>(Any{}, "W₁, …, W_L in the order in which they act")};
  }
  template <class T> static auto outputs() {
    // A product over an inner extent p errs by γ_p·‖A‖_F·‖B‖_F, in any order of the chain: together at most the sum of the
    // inner extents. The singular values of what came out add the constant of linalg.svdvals.
    return std::tuple{out::backward<&Out<T>::sigma>({k}, inner + 2 * m * n + 18 * k, "C8", "the singular values of W_L⋯W₁, descending")};
  }
  /// m×n is the size of the product, k = min(m, n), `inner` the sum of the extents summed over.
  template <class In> static SizeValues sizes(const In& in) {
    SizeValues sizes{{"m", 0}, {"n", 0}, {"k", 0}, {"inner", 0}};
    if (!fits(in)) return sizes;
    sizes["m"] = in.weights.back().shape[0];
    sizes["n"] = in.weights.front().shape[1];
    sizes["k"] = std::min(sizes["m"], sizes["n"]);
    for (std::size_t l = 1; l < in.weights.size(); ++l) sizes["inner"] += in.weights[l].shape[1];
    return sizes;
  }
  /// At least one matrix, each with as many columns as the one before has rows.
  static bool is_chain(const std::vector<Dimensions>& layers) {
    for (std::size_t l = 0; l < layers.size(); ++l)
      if (layers[l].size() != 2 || (l > 0 && layers[l][1] != layers[l - 1][0])) return false;
    return !layers.empty();
  }
  template <class In> static bool fits(const In& in) {
    std::vector<Dimensions> layers;
    for (const auto& w : in.weights) layers.push_back(w.shape);
    return is_chain(layers);
  }
  static Predicate fitting() {
    return {"there is a layer; all are matrices, each with as many columns as the one before has rows", [](const Inputs& in, std::size_t) -> Complaint {
              std::vector<Dimensions> layers;
              for (const Entries* w : in.list("weights")) layers.push_back(w->shape());
              if (is_chain(layers)) return std::nullopt;
              return "the weights are no chain of matrices";
            }, {"weights"}, {}};
  }
  static Statement statement() {
    return {.name = "linalg.layer_product_spectrum",
            .summary = "the singular values σ₁ ≥ … ≥ σ_k ≥ 0 of the product W_L⋯W₁ of layers: gradients vanish or explode with them",
            .clauses = {{"C1", ClauseKind::domain, finite("weights")},
                        {"C2", ClauseKind::domain, fitting()},
                        {"C3", ClauseKind::law, "σ₁ ≥ … ≥ σ_k ≥ 0, and σ₁ ≤ Π‖W_l‖₂"},
                        {"C4", ClauseKind::law, "Π σᵢ = Π |det W_l| for square layers"},
                        {"C5", ClauseKind::law, "an orthogonal layer changes nothing: permutations with signs alone give ones"},
                        {"C6", ClauseKind::law, "a factor α in every layer gives |α|ᴸ: a common contraction vanishes geometrically"},
                        {"C7", ClauseKind::law, "σ(W₁ᵀ⋯W_Lᵀ) = σ(W_L⋯W₁), and a single layer has its own singular values"},
                        {"C8", ClauseKind::error, "backward: |σ̂ᵢ − σᵢ| ≤ c(u/(1 − cu)·Π‖W_l‖_F + N·η·Π max(1, ‖W_l‖_F)) with "
                                                  "c = inner + 2mn + 18k, N the largest extent"}},
            .source = "Higham, Accuracy and Stability of Numerical Algorithms (2002), section 3.7; Saxe, McClelland and Ganguli, Exact "
                      "solutions to the nonlinear dynamics of learning in deep linear neural networks, ICLR (2014)",
            .no_derivative = "the chain rule through a product and its singular values; each has its own"};
  }
};

inline constexpr Function<LayerProductSpectrum> layer_product_spectrum;

}  // namespace etalon::contract::linalg
