#include "reference/contract/gan/mixture_value_at_optimum.hpp"

#include "reference/gan/distributions.hpp"
#include "reference/gan/mixture_integrals.hpp"
#include "reference/number/elementary.hpp"

namespace etalon {
using namespace reference::gan;
using contract::gan::MixtureValueAtOptimum;

namespace {

template <class T>
struct Bells {
  Tensor<T> share;
  const Tensor<T>&mean, &deviation;

  Mixture enclosed() const {
    Mixture bells;
    for (std::size_t k = 0; k < share.size(); ++k) bells.push_back({enclosure(share[k]), enclosure(mean[k]), enclosure(deviation[k])});
    return bells;
  }
  /// Lets the integral follow these bells by its slopes, from the first.
  void lead(T& y, const Slopes* slopes) const {
    for (std::size_t k = 0; k < share.size(); ++k) {
      y += T::chain(Interval(0), share[k], slopes[k].by_share);
      y += T::chain(Interval(0), mean[k], slopes[k].by_mean);
      y += T::chain(Interval(0), deviation[k], slopes[k].by_deviation);
    }
  }
};

}  // namespace

/// The integrals, enclosed; where a derivative is carried along, by their slopes.
template <>
const Reference<MixtureValueAtOptimum> Wings<MixtureValueAtOptimum>::reference = []<class T>(const MixtureValueAtOptimum::In<T>& in) -> Result<MixtureValueAtOptimum::Out<T>> {
  const Bells<T> p{distribution(in.p_weights), in.p_means, in.p_deviations}, q{distribution(in.q_weights), in.q_means, in.q_deviations};
  constexpr bool lifted = !std::same_as<T, Interval>;
  const Integrals found = mixture_integrals(p.enclosed(), q.enclosed(), lifted);
  MixtureValueAtOptimum::Out<T> out{T(found.game.value), T(found.divergence.value)};
  if constexpr (lifted)
    for (const auto& [y, integral] : {std::pair{&out.value, &found.game}, std::pair{&out.divergence, &found.divergence}}) {
      p.lead(*y, integral->slopes.data());
      q.lead(*y, integral->slopes.data() + p.share.size());
    }
  return out;
};

}  // namespace etalon
