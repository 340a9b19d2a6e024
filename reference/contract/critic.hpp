#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "reference/contract/contract.hpp"

/// What operations with networks of their own share: linear layers with an activation between them, as in nn.mlp.
namespace etalon::contract {

inline Predicate smooth_activation() { return one_of("activation", std::vector<std::string>{"tanh", "softplus", "leaky_relu"}); }

/// What keeps the layers from taking `width` entries and giving `outputs`, any number where that is negative; width becomes what they give.
inline Complaint unchained(const Inputs& in, const char* weights_field, const char* biases_field, std::int64_t& width, std::int64_t outputs = -1) {
  const auto weights = in.list(weights_field), biases = in.list(biases_field);
  if (weights.empty() || weights.size() != biases.size()) return "there are " + std::to_string(weights.size()) + " " + weights_field + " and " + std::to_string(biases.size()) + " " + biases_field;
  if (width < 1) return "there are no entries to take";
  for (std::size_t l = 0; l < weights.size(); ++l) {
    const Dimensions &w = weights[l]->shape(), &b = biases[l]->shape();
    if (w.size() != 2 || w[0] < 1 || w[1] != width || b != Dimensions{w[0]})
      return std::string(weights_field) + "[" + std::to_string(l) + "] takes " + std::to_string(width) + " entries and has shape " + shape_text(w) + ", and its bias " + shape_text(b);
    width = w[0];
  }
  if (outputs >= 0 && width != outputs) return std::string(weights_field) + " give " + std::to_string(width) + " entries, not " + std::to_string(outputs);
  return std::nullopt;
}

/// The largest number of entries that a layer takes or gives.
template <class T>
std::int64_t widest_of(std::int64_t width, const std::vector<Tensor<T>>& biases) {
  for (const auto& b : biases) width = std::max(width, static_cast<std::int64_t>(b.size()));
  return width;
}

/// A penalty on the slopes of a critic with one output, at given points.
struct CriticPenalty {
  template <class T> struct In { Tensor<T> x; TensorList<T> weights; TensorList<T> biases; std::string activation; T slope; T strength; };
  template <class T> struct Out { T penalty; };

  inline static const Count n{"n", 1}, widest{"widest"};

  template <class T> static auto inputs_with(const char* strength, const char* usual) {
    return std::tuple{in::exact<&In<T>::x>({n, any_extent}, "the points, a row for each"), in::data<&In<T>::weights>(Any{}, "W₁, …, W_L of the critic, each with a row for each output"),
                      in::data<&In<T>::biases>(Any{}, "b₁, …, b_L"), in::exact<&In<T>::activation>({}, "f: tanh, softplus or leaky_relu").or_else("tanh"),
                      in::exact<&In<T>::slope>({}, "α, the slope of leaky_relu below 0").or_else("0.2"), in::exact<&In<T>::strength>({}, strength).or_else(usual)};
  }
  template <class I> static SizeValues sizes(const I& in) { return {{"widest", widest_of(in.x.rank() == 2 ? in.x.shape[1] : 0, in.biases)}}; }
  static Complaint no_critic(const Inputs& in, std::size_t) {
    std::int64_t width = in.shape("x").at(1);
    return unchained(in, "weights", "biases", width, 1);
  }
  /// C1 to C3 and C9, which refuse.
  static std::vector<Clause> with(std::vector<Clause> own) {
    std::vector<Clause> all{{"C1", ClauseKind::domain, not_nan("x") && not_nan("weights") && not_nan("biases")},
                            {"C9", ClauseKind::precondition, finite({"x", "weights", "biases"}), "they are finite: the slope of an activation has a limit at an infinity"},
                            {"C2", ClauseKind::precondition, Predicate("x has columns, each layer takes as many entries as the one before gives and has a bias for each that it gives, and the last gives one", no_critic)},
                            {"C3", ClauseKind::precondition, smooth_activation() && within("slope", 0, 1) && finite("strength") && not_negative("strength")}};
    all.insert(all.end(), own.begin(), own.end());
    return all;
  }
};

template <class P>
struct CriticPenaltyGradient : Gradient<P> {
  template <class T> struct Out { TensorList<T> grad_weights; TensorList<T> grad_biases; };

  template <class T> static auto outputs() {
    // T counts every rounding of the sweep once; sums of as many as the widest layer has entries, and of the points, in another order,
    // and an activation with its first and second slope off by six u each.
    const Count c = P::widest + P::n + 18;
    return std::tuple{out::textbook<&Out<T>::grad_weights>(c, "C7", "W̄ of each layer"), out::textbook<&Out<T>::grad_biases>(c, "C7", "b̄ of each layer")};
  }
};

}  // namespace etalon::contract
