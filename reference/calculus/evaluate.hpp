#pragma once
#include "reference/contract/function_of_x.hpp"
#include "reference/number/numbers.hpp"

namespace etalon::reference::calculus {

/// Is a kink refused, because derivatives are wanted?
enum class Wanted { value, derivative };

/// f₁(x) … fₘ(x), every step as it is written. Refuses by C3, and where derivatives are wanted by C4.
template <class N>
Result<std::vector<N>> evaluate(const Formula& f, const std::vector<N>& x, Wanted wanted);

/// ∂fᵢ/∂xⱼ of shape [m, n]. Forward: a pass of dual numbers for each variable. Reverse: a sweep for each output.
template <class T>
Result<Tensor<T>> forward_jacobian(const Formula& f, const Tensor<T>& x);
template <class T>
Result<Tensor<T>> reverse_jacobian(const Formula& f, const Tensor<T>& x);
/// J·v by one pass forward, Jᵀw by one sweep.
template <class T>
Result<Tensor<T>> forward_product(const Formula& f, const Tensor<T>& x, const Tensor<T>& v);
template <class T>
Result<Tensor<T>> reverse_product(const Formula& f, const Tensor<T>& x, const Tensor<T>& w);
/// ∇²f·v of a scalar function: the tangent of its gradient, forward over reverse.
template <class T>
Result<Tensor<T>> hessian_product(const Formula& f, const Tensor<T>& x, const Tensor<T>& v);

}  // namespace etalon::reference::calculus
