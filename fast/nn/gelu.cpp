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

/// xΦ(x), and ȳ(Φ(x) + xφ(x)): Φ by the tail Φ(−|x|), whose digits are kept.
template <class P>
struct ByErf {
  P x, density, probability;  ///< φ and Φ near 0

  explicit ByErf(const P& at) : x(at), density(NearTail<P>::density_of(x)) {
    const P tail = density * NearTail<P>(x, density).ratio;
    probability = select(x < 0, tail, 1 - tail);
  }
  P value() const {
    return where_far(x * probability, [&](const NormalTail<P>& tail) {
      const P beside = tail.times_density(x, tail.ratio);
      return select(x < 0, beside, x - beside);
    });
  }
  P pullback(const P& y) const {
    return where_far(y * multiply_add(x, density, probability), [&](const NormalTail<P>& tail) {
      const P left = tail.times_density(y, tail.ratio - min(P(NormalTail<P>::edge), abs(x)));
      return select(x < 0, left, y - left);
    });
  }

 private:
  /// Farther off f of the whole tail, whose parts do not underflow.
  template <class F>
  P where_far(const P& near, const F& f) const {
    const P edge(NearTail<P>::edge);
    return any_greater(abs(x), edge) ? select(abs(x) > edge, f(NormalTail<P>(x)), near) : near;
  }
};

/// xσ(2a) with a = √(2/π)(x + 0.044715x³), σ(2a) = ½(1 + tanh a), and ȳσ(2a)(1 + 2a′xσ(−2a)).
template <class P>
struct ByTanh {
  using T = typename P::Number;
  P x, twice;  ///< 2a
  Logistic<P> at;

  ByTanh(const P& x_, const P& e) : x(x_), twice(twice_of(x_)), at(twice, e) {}
  static P first(const P& x) { return Logistic<P>(twice_of(x)).e; }
  P value() const { return at.times_sigmoid(x); }
  P pullback(const P& y) const {
    const P inverse = P(1) / (1 + at.e), small = at.e * inverse, slope = P(T(2 * 0.7978845608028653559)) * (1 + P(T(3 * 0.044715)) * x * x);
    const auto positive = x >= 0;
    const P ordinary = y * select(positive, inverse, small) * (1 + slope * x * select(positive, small, inverse));
    const P edge(Logistic<P>::far_away);
    if (!any_greater(abs(twice), edge)) return ordinary;
    // To the right ȳ; to the left ȳ·e^2a(1 + 2a′x), as a product that does not underflow.
    const P root = exp(min(twice, 0) * P(T(0.5)));
    return select(abs(twice) > edge, select(positive, y, select(root == P(0), P(0), (y * root) * ((1 + slope * x) * root))), ordinary);
  }

 private:
  static P twice_of(const P& x) { return P(T(2 * 0.7978845608028653559)) * (x + P(T(0.044715)) * x * x * x); }
};

/// f(formulas of the variant, …) of every entry; by tanh, whose parts are a longer chain, in two steps.
template <std::size_t tensors, class F, class... X>
auto map_by(Gelu::Variant variant, const F& f, const X&... x) {
  if (variant == Gelu::Variant::erf) return map_to<tensors>([f]<class P>(const P& at, const auto&... more) { return f(ByErf<P>(at), more...); }, x...);
  return map_to<tensors>(InSteps{[]<class P>(const P& at, const auto&...) { return ByTanh<P>::first(at); },
                                 [f]<class P>(const P& found, const P& at, const auto&... more) { return f(ByTanh<P>(at, found), more...); }}, x...);
}

}  // namespace

template <>
const Fast<Gelu> Wings<Gelu>::fast = []<class T>(const Gelu::In<T>& in, Gelu::Variant variant, Seen& seen) -> Result<Gelu::Out<T>> {
  auto y = map_by<1>(variant, [](const auto& at) { return std::array{at.value()}; }, watched(in.x, seen));
  return Gelu::Out<T>{std::move(y[0])};
};

template <>
const Fast<GeluVjp> Wings<GeluVjp>::fast = []<class T>(const GeluVjp::In<T>& in, Gelu::Variant variant, Seen& seen) -> Result<GeluVjp::Out<T>> {
  auto grad_x = map_by<1>(variant, [](const auto& at, const auto& y) { return std::array{at.pullback(y)}; }, watched(in.x, seen), watched(in.cotangent.y, seen));
  return GeluVjp::Out<T>{std::move(grad_x[0])};
};

template <>
const Joint<GeluVjp> Together<GeluVjp>::fast = []<class T>(const GeluVjp::In<T>& in, Gelu::Variant variant, Seen& seen) -> Result<ValueAndDerivative<GeluVjp, T>> {
  auto both = map_by<2>(variant, [](const auto& at, const auto& y) { return std::array{at.value(), at.pullback(y)}; }, watched(in.x, seen), watched(in.cotangent.y, seen));
  return ValueAndDerivative<GeluVjp, T>{{std::move(both[0])}, {std::move(both[1])}};
};

}  // namespace etalon
