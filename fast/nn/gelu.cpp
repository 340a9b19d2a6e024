#include "reference/contract/nn/gelu.hpp"

#include <cmath>

#include "fast/nn/entrywise.hpp"
#include "fast/nn/logistic.hpp"

namespace etalon {
using namespace fast::nn;
using contract::nn::Gelu;
using contract::nn::GeluVjp;

namespace {

/// a = √(2/π)(x + 0.044715x³), σ(2a) = ½(1 + tanh a).
template <class T>
T inner(T x) {
  return T(0.7978845608028653559) * (x + T(0.044715) * x * x * x);
}

/// Φ(−t)/φ(t) of a t beyond 12, by Laplace's continued fraction 1/(t + 1/(t + 2/(t + …))).
template <class T>
T mills(T t) {
  T tail = t;
  for (int k = 20; k > 0; --k) tail = t + k / tail;
  return 1 / tail;
}

}  // namespace

/// By erfc and σ, which keep the digits of the left tail.
template <>
const Fast<Gelu> Wings<Gelu>::fast = []<class T>(const Gelu::In<T>& in, Gelu::Variant variant) -> Result<Gelu::Out<T>> {
  if (variant == Gelu::Variant::erf) return Gelu::Out<T>{map(in.x, [](T x) { return x * std::erfc(-x * T(M_SQRT1_2)) / 2; })};
  return Gelu::Out<T>{map(in.x, [](T x) {
    const T a = inner(x);
    return a < -40 ? x * std::exp(a) * std::exp(a) : x * sigmoid_of(2 * a);
  })};
};

/// Φ + xφ, or σ(2a)(1 + 2a′xσ(−2a)). In the left tail φ(Φ/φ + x), and e^2a(1 + 2a′x), as products that do not underflow.
template <>
const Fast<GeluVjp> Wings<GeluVjp>::fast = []<class T>(const GeluVjp::In<T>& in, Gelu::Variant variant) -> Result<GeluVjp::Out<T>> {
  if (variant == Gelu::Variant::erf)
    return GeluVjp::Out<T>{pullback(in.x, in.cotangent.y, [](T x, T y) {
      const T root = std::exp(-x * x / 4), density = T(0.3989422804014326779);  // 1/√(2π)
      if (x < -12) return root == 0 ? T(0) : (y * root) * density * ((mills(-x) + x) * root);
      return y * (std::erfc(-x * T(M_SQRT1_2)) / 2 + x * (density * root * root));
    })};
  return GeluVjp::Out<T>{pullback(in.x, in.cotangent.y, [](T x, T y) {
    const T a = inner(x), slope = T(2 * 0.7978845608028653559) * (1 + 3 * T(0.044715) * x * x);
    if (a > 40) return y;
    const T root = std::exp(a);
    if (a < -40) return root == 0 ? T(0) : (y * root) * ((1 + slope * x) * root);
    return y * sigmoid_of(2 * a) * (1 + slope * x * sigmoid_of(-2 * a));
  })};
};

}  // namespace etalon
