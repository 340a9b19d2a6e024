#pragma once
#include <algorithm>
#include <string>

#include "reference/contract/convolution.hpp"

/// What the generator and the discriminator of DCGAN share: a chain of convolutions, or of their transposes, with batch normalization between them.
namespace etalon::contract {

template <class Op>
struct Dcgan {
  template <class T> struct Out { Tensor<T> y; };

  inline static const Count taps{"taps"}, products{"products"}, m{"m"};  // the most products in an entry of a layer, in one of a gradient, the most entries of a channel

  template <class T> static auto outputs() {
    // T counts a rounding once; sums in another order: the products of a layer, or the entries of a channel, whichever is more. Seven more on the way.
    return std::tuple{out::textbook<&Out<T>::y>(Any{}, taps + m + 7, "C7", "what the last layer gives")};
  }
  /// One layer's windows for what it takes; nothing where they do not fit.
  static std::optional<ConvolutionWindows> layer(const Dimensions& x, const Dimensions& weight, const Tensor<std::int64_t>& stride, const Tensor<std::int64_t>& padding) {
    static const Tensor<std::int64_t> none;
    return ConvolutionWindows::of({x, weight, stride, padding, none, 1, Op::transposed ? &none : nullptr});
  }
  static Dimensions given(const ConvolutionWindows& w) { return Op::transposed ? w.large_shape() : w.small_shape(); }
  /// Is layer l of so many normalised?
  static bool normalised(std::size_t l, std::size_t layers) { return l >= Op::first_normalised && l + 1 < layers; }
  static std::size_t normalised(std::size_t layers) { return layers < 1 + Op::first_normalised ? 0 : layers - 1 - Op::first_normalised; }

  /// The windows of each layer, as far as they fit.
  template <class I> static std::vector<ConvolutionWindows> windows(const I& in) {
    std::vector<ConvolutionWindows> all;
    Dimensions x = in.x.shape;
    for (const auto& weight : in.weights) {
      const auto w = layer(x, weight.shape, in.stride, in.padding);
      if (!w) break;
      all.push_back(*w);
      x = given(*w);
    }
    return all;
  }
  template <class I> static SizeValues sizes(const I& in) {
    SizeValues sizes{{"taps", 1}, {"products", 1}, {"m", 1}};
    for (const ConvolutionWindows& w : windows(in)) {
      const std::int64_t of_y = Op::transposed ? w.of_large() : w.of_small(), of_x = Op::transposed ? w.of_small() : w.of_large();
      sizes["taps"] = std::max(sizes["taps"], of_y);
      sizes["products"] = std::max({sizes["products"], of_y, of_x, w.of_weight()});
      sizes["m"] = std::max(sizes["m"], w.of_bias(Op::transposed));
    }
    return sizes;
  }
  static Complaint no_chain(const Inputs& in, std::size_t) {
    const auto weights = in.list("weights"), scales = in.list("scales"), shifts = in.list("shifts");
    if (weights.empty()) return "there are no layers";
    if (scales.size() != normalised(weights.size()) || shifts.size() != scales.size())
      return "there are " + std::to_string(scales.size()) + " scales and " + std::to_string(shifts.size()) + " shifts for " + std::to_string(normalised(weights.size())) + " layers that are normalised";
    Dimensions x = in.shape("x");
    if (count_of(x) == 0) return "x has no entries";
    for (std::size_t l = 0; l < weights.size(); ++l) {
      const std::string name = "layer " + std::to_string(l);
      const auto w = layer(x, weights[l]->shape(), in.integers("stride"), in.integers("padding"));
      if (!w) return name + " takes shape " + shape_text(x) + ", its weight has shape " + shape_text(weights[l]->shape()) + ", which do not fit with these strides and paddings";
      if (w->too_many(Op::transposed)) return name + ": " + *w->too_many(Op::transposed);
      x = given(*w);
      for (const std::int64_t extent : x)
        if (extent < 1) return name + " gives shape " + shape_text(x);
      if (!normalised(l, weights.size())) continue;
      if (count_of(x) / x[1] < 2) return name + " gives shape " + shape_text(x) + ": one entry in each channel, whose variance says nothing";
      const std::size_t k = l - Op::first_normalised;
      if (scales[k]->shape() != Dimensions{x[1]} || shifts[k]->shape() != Dimensions{x[1]})
        return name + " gives " + std::to_string(x[1]) + " channels, its scale has shape " + shape_text(scales[k]->shape()) + ", and its shift " + shape_text(shifts[k]->shape());
    }
    return std::nullopt;
  }
  /// The inputs that both have.
  template <class In> static auto chain() {
    return std::tuple{in::data<&In::x>(Any{}, "samples, channels, and one to three spatial axes"), in::data<&In::weights>(Any{}, "the kernel of each layer"),
                      in::data<&In::scales>(Any{}, "γ of each layer that is normalised, one for each channel"), in::data<&In::shifts>(Any{}, "β of each, one for each channel"),
                      in::exact<&In::stride>({any_extent}, "of each spatial axis in every layer; 1 where empty").or_else("[]"),
                      in::exact<&In::padding>({any_extent}, "of each spatial axis in every layer; 0 where empty").or_else("[]"),
                      in::exact<&In::epsilon>({}, "ε of the normalization").or_else("1e-5")};
  }
  /// C1 … C3, and `own`.
  static std::vector<Clause> clauses(const std::vector<Clause>& own) {
    std::vector<Clause> all{{"C1", ClauseKind::precondition, Predicate("there are layers, each takes what the one before gives, those that are normalised have a scale and a shift for each channel and two entries in each", no_chain)},
                            {"C2", ClauseKind::domain, finite({"x", "weights", "scales", "shifts"})},
                            {"C3", ClauseKind::precondition, finite("epsilon") && positive("epsilon"), "0 < ε < ∞, also where no layer is normalised"}};
    all.insert(all.end(), own.begin(), own.end());
    return all;
  }
};

/// Backpropagation through such a chain.
template <class Primal>
struct DcganVjp : Vjp<Primal> {
  template <class T> struct Out { Tensor<T> grad_x; TensorList<T> grad_weights, grad_scales, grad_shifts; };

  template <class T> static auto outputs() {
    // As for y; the most products of a gradient, entries of a channel twice, for a mean and for a sum, and a slope on the way.
    const Count c = Primal::products + 2 * Primal::m + 16;
    return std::tuple{out::textbook<&Out<T>::grad_x>(c, "C7", "x̄"), out::textbook<&Out<T>::grad_weights>(c, "C7", "w̄ of each layer"),
                      out::textbook<&Out<T>::grad_scales>(c, "C7", "γ̄ of each"), out::textbook<&Out<T>::grad_shifts>(c, "C7", "β̄ of each")};
  }

 protected:
  static Clause cotangent_clause() {
    return {"C9", ClauseKind::precondition, Predicate("the cotangent has the shape of y", [](const Inputs& in, std::size_t) -> Complaint {
              Dimensions x = in.shape("x");
              for (const auto* weight : in.list("weights"))
                if (const auto w = Primal::layer(x, weight->shape(), in.integers("stride"), in.integers("padding"))) x = Primal::given(*w);
              if (in.shape("cotangent") == x) return std::nullopt;
              return "the cotangent has shape " + shape_text(in.shape("cotangent")) + ", and y " + shape_text(x);
            })};
  }
};

}  // namespace etalon::contract
