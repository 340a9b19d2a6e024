#pragma once
#include "reference/number/numbers.hpp"

namespace etalon {

/// The reference of a derivative that nobody wrote in closed form: one reverse sweep over the tape of its primal's formula.
///
///     template <>
///     const Reference<MatmulVjp> Wings<MatmulVjp>::reference = reverse_sweep<MatmulVjp>(matmul);   matmul the primal's lambda
///
/// It runs on every number itself: a sweep over enclosures is an enclosure, over running errors the analysis of the sweep.
/// The gradient of an infinite entry (a mask) is 0.
template <class D, class Formula>
struct ReverseSweep {
  using P = typename D::derivative_of;
  static constexpr Origin origin = Origin::tape;

  template <class T>
  Result<typename D::template Out<T>> operator()(const typename D::template In<T>& in, typename Reference<D>::Variant variant) const {
    static const std::vector<InputInfo> fields = describe_inputs<P>();
    Tape<T> tape;
    std::vector<std::vector<int>> nodes(fields.size());
    const Values<T> given = values_of_inputs<P, T>(in);
    const auto variables = transform<Variable<T>>(given, [&](const T& x, std::size_t field) {
      const bool moves = fields[field].role == Role::data && !is_infinity(x, +1) && !is_infinity(x, -1);
      auto v = moves ? Variable<T>::independent(x) : Variable<T>(x);
      nodes[field].push_back(v.node());
      return v;
    });
    const auto y = primal(inputs_of_values<P, Variable<T>>(variables), static_cast<typename Reference<P>::Variant>(variant));
    if (!y) return y.failure();
    const Values<Variable<T>> outputs = values_of_outputs<P, Variable<T>>(*y);
    const auto seeds = seeds_of<T>(in, outputs);
    if (!seeds) return seeds.failure();
    return gradients<T>(fields, given, outputs, nodes, tape.adjoints(*seeds));
  }

 private:
  template <class In, class Variant>
  static auto primal(const In& in, Variant variant) {
    if constexpr (requires { Formula{}(in, variant); }) return Formula{}(in, variant);
    else return Formula{}(in);
  }

  /// The cotangent of each output's entry, or 1 for a scalar loss.
  template <class T, class In>
  static Result<std::vector<std::pair<int, T>>> seeds_of(const In& in, const Values<Variable<T>>& outputs) {
    static const std::vector<OutputInfo> declared = describe_outputs<P>();
    std::vector<std::pair<int, T>> seeds;
    const auto add = [&](const Tensor<Variable<T>>& y, auto seed) {
      for (std::size_t i = 0; i < y.size(); ++i) seeds.emplace_back(y[i].node(), seed(i));
    };
    for (std::size_t f = 0; f < outputs.size(); ++f) {
      const auto* y = if_real(outputs[f]);
      if (!y || declared[f].grade == Grade::analysis) continue;
      if constexpr (requires { in.cotangent; }) {
        const Values<T> cotangents = values_of_outputs<P, T>(in.cotangent);
        const Tensor<T>& c = real_of(cotangents[f]);
        if (c.shape != y->shape)
          return domain("C0", "the cotangent of " + declared[f].name + " has shape " + shape_text(c.shape) + "; expected " + shape_text(y->shape));
        add(*y, [&](std::size_t i) { return c[i]; });
      } else {
        add(*y, [](std::size_t) { return T(1); });
      }
    }
    return seeds;
  }

  /// The adjoints of the inputs, each under the name grad_ and its own; what else D has is the primal's.
  template <class T>
  static typename D::template Out<T> gradients(const std::vector<InputInfo>& fields, const Values<T>& given, const Values<Variable<T>>& outputs,
                                               const std::vector<std::vector<int>>& nodes, const std::vector<T>& adjoints) {
    static const std::vector<OutputInfo> declared = describe_outputs<D>(), primals = describe_outputs<P>();
    Values<T> result;
    for (const OutputInfo& output : declared) {
      for (std::size_t f = 0; f < fields.size(); ++f)
        if (output.name == "grad_" + fields[f].name) {
          std::size_t next = 0;
          const auto adjoint = [&](const T&) {
            const int node = nodes[f][next++];
            return node < 0 ? T(0) : adjoints[static_cast<std::size_t>(node)];
          };
          if (const auto* x = if_real(given[f])) result.emplace_back(map(*x, adjoint));
          else if (const auto* list = if_list(given[f])) {
            TensorList<T> all;
            for (const Tensor<T>& member : *list) all.push_back(map(member, adjoint));
            result.emplace_back(std::move(all));
          }
        }
      for (std::size_t f = 0; f < primals.size(); ++f)
        if (output.name == primals[f].name) result.emplace_back(integers_of(outputs[f]));
    }
    return outputs_of_values<D, T>(result);
  }
};

template <class D, class Formula>
constexpr ReverseSweep<D, Formula> reverse_sweep(Formula) {
  return {};
}

}  // namespace etalon
