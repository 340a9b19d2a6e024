#pragma once
#include "reference/contract/contract.hpp"

/// An operation and its derivative from one pass over the inputs.
namespace etalon {

template <class Derivative, class T>
struct ValueAndDerivative {
  typename Derivative::derivative_of::template Out<T> value;
  typename Derivative::template Out<T> derivative;
};

/// One captureless lambda []<class T>(const Derivative::In<T>& in[, Variant][, Seen&]) -> Result<ValueAndDerivative<Derivative, T>>.
template <class Derivative>
class Joint {
 public:
  using Variant = typename Derivative::Variant;
  template <class T>
  using Both = ValueAndDerivative<Derivative, T>;

  template <class F>
    requires std::is_empty_v<F>
  constexpr Joint(F) : typed_{typed<F, double>(), typed<F, float>()} {}  // NOLINT: a lambda is an evaluator

  template <class T>
  Result<Both<T>> operator()(const typename Derivative::template In<T>& in, Variant variant = {}) const {
    return std::get<Typed<T>>(typed_)(in, variant);
  }

 private:
  template <class T>
  using Typed = Result<Both<T>> (*)(const typename Derivative::template In<T>&, Variant);
  template <class F, class T>
  static constexpr Typed<T> typed() {
    return [](const typename Derivative::template In<T>& in, Variant variant) -> Result<Both<T>> { return detail::call_checked<Derivative, T>(F{}, in, variant); };
  }
  std::tuple<Typed<double>, Typed<float>> typed_;
};

/// Specialised in the file of the operation, beside its wings; a program that uses one that nobody wrote does not link.
template <class Derivative>
struct Together {
  static const Joint<Derivative> fast;
};

}  // namespace etalon
