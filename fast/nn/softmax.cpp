#include "reference/contract/nn/softmax.hpp"

#include <algorithm>
#include <limits>

#include "fast/backend/rows.hpp"
#include "fast/joint.hpp"

namespace etalon {
using namespace fast::backend;
using contract::nn::Softmax;
using contract::nn::SoftmaxVjp;

namespace {

/// The weights of a row, shifted by the maximum: no exponential overflows. Returns the maximum; where it is −∞, those of the convention.
template <class P, class T = typename P::Number>
T weights(const T* x, std::size_t n, Softmax::Variant variant, T* y) {
  const T top = largest_of<P>(x, n);
  if (top == -std::numeric_limits<T>::infinity()) {
    std::fill_n(y, n, variant == Softmax::Variant::uniform ? 1 / static_cast<T>(n) : T(0));
    return top;
  }
  const P share(1 / exponentials<P>(x, n, top, y));
  transform<P>(n, y, [share](const P& e) { return e * share; }, y);
  return top;
}

/// Cotangents relative to the heaviest entry's: x̄ does not change, and nothing cancels where one weight is near 1.
template <class P, class T = typename P::Number>
void pull_back(const T* x, std::size_t n, T top, const T* y, const T* cotangent, T* grad) {
  const std::size_t heaviest = first_of<P>(x, n, top);
  const P base(cotangent[heaviest]), lowest(-std::numeric_limits<T>::infinity());
  const P dot(sum_of<P>(n, 0, [base](const P& weight, const P& c) { return weight * (c - base); }, y, cotangent));
  each_pack<P>(n, [&](std::size_t i, std::size_t count) {
    const P weight = load<P>(y + i, count, 1), slope = load<P>(cotangent + i, count) - base - dot;
    P g = weight * slope;
    if (const auto tiny = weight < P(std::numeric_limits<T>::min()); any(tiny)) {  // the weight has underflowed, its product with a large slope need not
      const P score = load<P>(x + i, count), root = exp((score - P(top)) * P(T(0.5)));
      g = select(tiny, root * P(y[heaviest]) * slope * root, g);
      g = select(score == lowest, P(0), g);
    }
    store(g, grad + i, count);
  });
}

template <class T>
bool undefined(T top, Softmax::Variant variant) {
  return top == -std::numeric_limits<T>::infinity() && variant == Softmax::Variant::undefined;
}
Failure all_masked() { return domain("C2", "every entry along the axis is −∞"); }

/// Weights and x̄ of every row.
template <class T>
auto both(const SoftmaxVjp::In<T>& in, Softmax::Variant variant) {
  const auto row = [variant](std::size_t n, const T* x, const T* cotangent, const auto& y) {
    return widest<T>([&]<class P>() {
      const T top = weights<P>(x, n, variant, y[0]);
      if (top == -std::numeric_limits<T>::infinity()) std::fill_n(y[1], n, T(0));
      else pull_back<P>(x, n, top, y[0], cotangent, y[1]);
      return !undefined(top, variant);
    });
  };
  return map_rows<2>(in.axis, row, in.x, in.cotangent.y);
}

}  // namespace

template <>
const Fast<Softmax> Wings<Softmax>::fast = []<class T>(const Softmax::In<T>& in, Softmax::Variant variant) -> Result<Softmax::Out<T>> {
  const auto row = [variant](std::size_t n, const T* x, const auto& y) {
    return widest<T>([&]<class P>() { return !undefined(weights<P>(x, n, variant, y[0]), variant); });
  };
  auto y = map_rows<1>(in.axis, row, in.x);
  if (!y) return all_masked();
  return Softmax::Out<T>{std::move((*y)[0])};
};

template <>
const Fast<SoftmaxVjp> Wings<SoftmaxVjp>::fast = []<class T>(const SoftmaxVjp::In<T>& in, Softmax::Variant variant) -> Result<SoftmaxVjp::Out<T>> {
  auto all = both(in, variant);
  if (!all) return all_masked();
  return SoftmaxVjp::Out<T>{std::move((*all)[1])};
};

template <>
const Joint<SoftmaxVjp> Together<SoftmaxVjp>::fast = []<class T>(const SoftmaxVjp::In<T>& in, Softmax::Variant variant) -> Result<ValueAndDerivative<SoftmaxVjp, T>> {
  auto all = both(in, variant);
  if (!all) return all_masked();
  return ValueAndDerivative<SoftmaxVjp, T>{{std::move((*all)[0])}, {std::move((*all)[1])}};
};

}  // namespace etalon
