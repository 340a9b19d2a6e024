#include "reference/contract/gan/mixture_value_at_optimum.hpp"

#include <boost/math/quadrature/gauss_kronrod.hpp>

#include <numbers>
#include <vector>

#include "fast/gan/distributions.hpp"

namespace etalon {
using namespace fast::gan;
using contract::gan::MixtureValueAtOptimum;
using fast::tensor::pairwise_sum;

namespace {

template <class T>
struct Bell {
  T height, mean, deviation;
};
template <class T>
using Mixture = std::vector<Bell<T>>;

/// In units of 2^k from an origin: neither leaves the range, and a distance to bells beyond it says nothing.
template <class T>
Mixture<T> mixture(const Tensor<T>& weights, const Tensor<T>& means, const Tensor<T>& deviations, T origin, int k) {
  const T far = std::ldexp(T(1), std::numeric_limits<T>::max_exponent / 2);
  const Tensor<T> share = distribution(weights);
  Mixture<T> bells;
  for (std::size_t j = 0; j < share.size(); ++j) {
    const T deviation = std::ldexp(deviations[j], -k), mean = std::ldexp(means[j] / 2 - origin / 2, 1 - k);
    bells.push_back({share[j] / (deviation * std::sqrt(2 * std::numbers::pi_v<T>)), std::clamp(mean, -far, far), deviation});
  }
  return bells;
}
template <class T>
T density(const Mixture<T>& bells, T x) {
  T sum = 0;
  for (const Bell<T>& bell : bells) {
    const T t = (x - bell.mean) / bell.deviation;
    sum += bell.height * std::exp(-t * t / 2);
  }
  return sum;
}

template <class T>
struct Sum {
  T by_kronrod = 0, by_gauss = 0;
  T error() const { return std::fabs(by_kronrod - by_gauss); }
};
/// The integrals over one panel by Gauss and Kronrod's rules of 7 and 15 nodes, and ½∫|p − q|, of which rounding leaves a part in the divergence.
template <class T>
struct Panel {
  T from, to;
  Sum<T> game, divergence;
  T off = 0;

  Panel(const Mixture<T>& p, const Mixture<T>& q, T left, T right) : from(left), to(right) {
    using Kronrod = boost::math::quadrature::gauss_kronrod<T, 15>;
    using Gauss = boost::math::quadrature::gauss<T, 7>;
    const T half = (to - from) / 2, middle = from + half;
    for (std::size_t i = 0; i < Kronrod::abscissa().size(); ++i)
      for (const T sign : {T(1), T(-1)}) {
        if (i == 0 && sign < 0) continue;  // the middle once
        const T x = middle + sign * half * Kronrod::abscissa()[i], p_x = density(p, x), q_x = density(q, x);
        const T kronrod = half * Kronrod::weights()[i], gauss = i % 2 == 0 ? half * Gauss::weights()[i / 2] : T(0);
        const T of_game = game_part(p_x, q_x) + game_part(q_x, p_x), of_divergence = divergence_part(p_x, q_x) / 2;
        game.by_kronrod += kronrod * of_game, game.by_gauss += gauss * of_game;
        divergence.by_kronrod += kronrod * of_divergence, divergence.by_gauss += gauss * of_divergence;
        off += kronrod * std::fabs(p_x - q_x) / 2;
      }
  }
};

/// The places beside which the densities change: so many deviations on either side of each bell.
template <class T>
std::vector<T> breakpoints(const Mixture<T>& p, const Mixture<T>& q) {
  std::vector<T> all;
  for (const Mixture<T>* bells : {&p, &q})
    for (const Bell<T>& bell : *bells)
      for (const T t : {T(-40), T(-16), T(-7), T(-3), T(-1), T(0), T(1), T(3), T(7), T(16), T(40)}) all.push_back(bell.mean + t * bell.deviation);
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace

/// Adaptive: panels are halved while the two rules differ by more than rounding does.
template <>
const Fast<MixtureValueAtOptimum> Wings<MixtureValueAtOptimum>::fast = []<class T>(const MixtureValueAtOptimum::In<T>& in) -> Result<MixtureValueAtOptimum::Out<T>> {
  constexpr T u = std::numeric_limits<T>::epsilon() / 2;
  const T widest = std::max(*std::max_element(in.p_deviations.begin(), in.p_deviations.end()), *std::max_element(in.q_deviations.begin(), in.q_deviations.end()));
  const auto of = [&](const Tensor<T>& weights, const Tensor<T>& means, const Tensor<T>& deviations) { return mixture(weights, means, deviations, in.p_means[0], std::ilogb(widest)); };
  const Mixture<T> p = of(in.p_weights, in.p_means, in.p_deviations), q = of(in.q_weights, in.q_means, in.q_deviations);
  std::vector<Panel<T>> panels, halves;
  const std::vector<T> cuts = breakpoints(p, q);
  for (std::size_t i = 1; i < cuts.size(); ++i) panels.emplace_back(p, q, cuts[i - 1], cuts[i]);
  for (bool finer = true; finer; panels.swap(halves), halves.clear()) {
    finer = false;
    T game = 0, divergence = 0;
    for (const Panel<T>& panel : panels) game += std::fabs(panel.game.by_kronrod), divergence += panel.divergence.by_kronrod + panel.off;
    const auto large = [](T error, T of_panel, T of_all) { return error > 16 * u * of_panel && error > u / 256 * of_all; };
    for (const Panel<T>& panel : panels) {
      const T middle = panel.from + (panel.to - panel.from) / 2;
      const bool coarse = large(panel.game.error(), std::fabs(panel.game.by_kronrod), game) || large(panel.divergence.error(), panel.divergence.by_kronrod + panel.off, divergence);
      if (coarse && panel.from < middle && middle < panel.to) {
        halves.emplace_back(p, q, panel.from, middle);
        halves.emplace_back(p, q, middle, panel.to);
        finer = true;
      } else {
        halves.push_back(panel);
      }
    }
  }
  const auto sum = [&](auto term) { return pairwise_sum<T>(0, static_cast<std::int64_t>(panels.size()), [&](std::int64_t i) { return term(panels[static_cast<std::size_t>(i)]); }); };
  return MixtureValueAtOptimum::Out<T>{sum([](const Panel<T>& panel) { return panel.game.by_kronrod; }), sum([](const Panel<T>& panel) { return panel.divergence.by_kronrod; })};
};

}  // namespace etalon
