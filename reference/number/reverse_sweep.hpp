#pragma once
#include <functional>
#include <utility>

#include "reference/number/numbers.hpp"

namespace etalon {

/// A reverse sweep over the tape of `primal`: the gradients that `derivative` declares, of Σ cotangent·output, or of the one scalar
/// output where there are no cotangents. The gradient of an infinite entry (a mask) is 0. Instantiated once for each number.
template <class T>
Result<Values<T>> sweep(const std::vector<InputInfo>& inputs, const std::vector<OutputInfo>& outputs, const std::vector<OutputInfo>& derivative, Values<T> given,
                        const Values<T>* cotangents, const std::function<Result<Values<Variable<T>>>(Values<Variable<T>>)>& primal);

/// The reference of a derivative that nobody wrote in closed form: one reverse sweep over the tape of its primal's formula.
///
///     template <>
///     const Reference<MatmulVjp> Wings<MatmulVjp>::reference = reverse_sweep<MatmulVjp>(matmul);   matmul the primal's lambda
///
/// It runs on every number itself: a sweep over enclosures is an enclosure, over running errors the analysis of the sweep.
template <class D, class Formula>
struct ReverseSweep {
  using P = typename D::derivative_of;
  static constexpr Origin origin = Origin::tape;

  template <class T>
  Result<typename D::template Out<T>> operator()(const typename D::template In<T>& in, typename Reference<D>::Variant variant) const {
    static const std::vector<InputInfo> inputs = describe_inputs<P>();
    static const std::vector<OutputInfo> outputs = describe_outputs<P>(), derivative = describe_outputs<D>();
    std::optional<Values<T>> cotangents;
    if constexpr (requires { in.cotangent; }) cotangents = values_of_outputs<P, T>(in.cotangent);
    auto gradients = sweep<T>(inputs, outputs, derivative, values_of_inputs<P, T>(in), cotangents ? &*cotangents : nullptr,
                              [variant](Values<Variable<T>> x) { return primal<Variable<T>>(std::move(x), static_cast<typename Reference<P>::Variant>(variant)); });
    if (!gradients) return gradients.failure();
    return outputs_of_values<D, T>(std::move(*gradients));
  }

 private:
  template <class V>
  static Result<Values<V>> primal(Values<V> x, typename Reference<P>::Variant variant) {
    const auto in = inputs_of_values<P, V>(std::move(x));
    auto y = [&] {
      if constexpr (requires { Formula{}(in, variant); }) return Formula{}(in, variant);
      else return Formula{}(in);
    }();
    if (!y) return y.failure();
    return values_of_outputs<P, V>(std::move(*y));
  }
};

template <class D, class Formula>
constexpr ReverseSweep<D, Formula> reverse_sweep(Formula) {
  return {};
}

}  // namespace etalon

// Instantiated once, in reverse_sweep.cpp, instead of in every operation that is swept.
namespace etalon {
extern template class Variable<Variable<Interval>>;
extern template class Variable<Dual<Interval>>;
extern template class Variable<RunningError<Interval>>;
}  // namespace etalon
extern template class std::vector<etalon::Variable<etalon::Variable<etalon::Interval>>>;
extern template struct etalon::Tensor<etalon::Variable<etalon::Variable<etalon::Interval>>>;
extern template class std::vector<etalon::Variable<etalon::Dual<etalon::Interval>>>;
extern template struct etalon::Tensor<etalon::Variable<etalon::Dual<etalon::Interval>>>;
extern template class std::vector<etalon::Variable<etalon::RunningError<etalon::Interval>>>;
extern template struct etalon::Tensor<etalon::Variable<etalon::RunningError<etalon::Interval>>>;
