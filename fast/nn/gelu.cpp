#include "reference/contract/nn/gelu.hpp"

#include "fast/joint.hpp"
#include "fast/nn/logistic.hpp"
#include "fast/nn/normal_tail.hpp"

namespace etalon {
using namespace fast::backend;
using namespace fast::nn;
using contract::nn::Gelu;
using contract::nn::GeluVjp;

namespace {

/// xΦ(x), and ȳ(Φ(x) + xφ(x)): by the tail, whose digits are kept; to the left both are φ(x) times something.
template <class P>
struct ByErf {
  P x;

  explicit ByErf(const P& at) : x(at) {}
  P value() const {
    if constexpr (std::is_same_v<typename P::Number, float>) {
      const P tail = times_near_tail(x);
      const auto far = abs(x) > near;
      return any(far) ? beside(select(far, by_ratio(), tail)) : beside(tail);
    } else {
      return beside(by_ratio());
    }
  }
  P pullback(const P& y) const {
    const NormalTail<P> tail(x);
    const P a = min(P(NormalTail<P>::edge), abs(x)), left = tail.times_density(y, tail.ratio - a);
    return select(x < 0, left, y - left);
  }

 private:
  P by_ratio() const {
    const NormalTail<P> tail(x);
    return tail.times_density(x, tail.ratio);
  }
  P beside(const P& x_times_tail) const { return select(x < 0, x_times_tail, x - x_times_tail); }
};

/// xσ(2a) with a = √(2/π)(x + 0.044715x³), σ(2a) = ½(1 + tanh a), and ȳσ(2a)(1 + 2a′xσ(−2a)).
template <class P>
struct ByTanh {
  using T = typename P::Number;
  P x, twice;
  Logistic<P> at;

  explicit ByTanh(const P& x_) : x(x_), twice(P(T(2 * 0.7978845608028653559)) * (x + P(T(0.044715)) * x * x * x)), at(twice) {}
  P value() const { return at.times_sigmoid(x); }
  P pullback(const P& y) const {
    const P inverse = P(1) / (1 + at.e), small = at.e * inverse, slope = P(T(2 * 0.7978845608028653559)) * (1 + P(T(3 * 0.044715)) * x * x);
    const auto positive = x >= 0;
    const P ordinary = y * select(positive, inverse, small) * (1 + slope * x * select(positive, small, inverse));
    const auto far = abs(twice) > Logistic<P>::far_away;
    if (!any(far)) return ordinary;
    // To the right ȳ; to the left ȳ·e^2a(1 + 2a′x), as a product that does not underflow.
    const P root = exp(min(twice, 0) * P(T(0.5)));
    return select(far, select(positive, y, select(root == P(0), P(0), (y * root) * ((1 + slope * x) * root))), ordinary);
  }
};

/// f with the formulas of the variant.
template <class F>
auto by(Gelu::Variant variant, F f) {
  return variant == Gelu::Variant::erf ? f([](const auto& x) { return ByErf(x); }) : f([](const auto& x) { return ByTanh(x); });
}

}  // namespace

template <>
const Fast<Gelu> Wings<Gelu>::fast = []<class T>(const Gelu::In<T>& in, Gelu::Variant variant) -> Result<Gelu::Out<T>> {
  return Gelu::Out<T>{by(variant, [&](auto at) { return map_packs([at](const auto& x) { return at(x).value(); }, in.x); })};
};

template <>
const Fast<GeluVjp> Wings<GeluVjp>::fast = []<class T>(const GeluVjp::In<T>& in, Gelu::Variant variant) -> Result<GeluVjp::Out<T>> {
  return GeluVjp::Out<T>{by(variant, [&](auto at) { return map_packs([at](const auto& x, const auto& y) { return at(x).pullback(y); }, in.x, in.cotangent.y); })};
};

template <>
const Joint<GeluVjp> Together<GeluVjp>::fast = []<class T>(const GeluVjp::In<T>& in, Gelu::Variant variant) -> Result<ValueAndDerivative<GeluVjp, T>> {
  auto both = by(variant, [&](auto at) {
    return map_to<2>([at](const auto& x, const auto& y) {
      const auto formulas = at(x);
      return std::array{formulas.value(), formulas.pullback(y)};
    }, in.x, in.cotangent.y);
  });
  return ValueAndDerivative<GeluVjp, T>{{std::move(both[0])}, {std::move(both[1])}};
};

}  // namespace etalon
