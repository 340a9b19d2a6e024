#include <cmath>

#include "reference/contract/optimization/natural_gradient.categorical.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using Op = contract::optimization::NaturalGradientCategorical;

/// Each entry by pᵢ, p of the last class, gᵢ and Σ g.
template <class T, class Entry>
void spoil(Op::Out<T>& out, const Op::In<T>& in, Entry entry, T last_weight = 1) {
  T total = last_weight, sum = 0;
  for (const T theta : in.theta) total += std::exp(theta);
  for (const T g : in.g) sum += g;
  for (std::size_t i = 0; i < in.g.size(); ++i) out.natural[i] = entry(std::exp(in.theta[i]) / total, 1 / total, in.g[i], sum);
}

const auto registered =
    mutants<Op>()
        .spoils("diagonal", "g/p: ppᵀ is forgotten", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { spoil(out, in, [](T p, T, T g, T) { return g / p; }); })
        .spoils("sign_of_morrison", "g/p − Σ g/p_(n+1)", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { spoil(out, in, [](T p, T last, T g, T sum) { return g / p - sum / last; }); })
        .spoils("multiplied", "F·g in place of F⁻¹g", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          T along = 0, total = 1;
          for (const T theta : in.theta) total += std::exp(theta);
          for (std::size_t i = 0; i < in.g.size(); ++i) along += std::exp(in.theta[i]) / total * in.g[i];
          spoil(out, in, [&](T p, T, T g, T) { return p * (g - along); });
        })
        .spoils("bernoullis", "g/(p(1 − p)): independent classes", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { spoil(out, in, [](T p, T, T g, T) { return g / (p * (1 - p)); }); })
        .spoils("no_last_class", "the last class is left out of the sum", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          spoil(out, in, [](T p, T last, T g, T sum) { return g / p + sum / last; }, T(0));
        });

}  // namespace
}  // namespace etalon::verify
