#include "reference/contract/gan/mixture_value_at_optimum.hpp"

#include <algorithm>
#include <cmath>

#include "verify/mutants/gan/distributions.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::MixtureValueAtOptimum;
using Op = MixtureValueAtOptimum;

template <class T>
T density(const Tensor<T>& weights, const Tensor<T>& means, const Tensor<T>& deviations, T x) {
  const auto share = distribution(weights);
  T sum = 0;
  for (std::size_t k = 0; k < share.size(); ++k) {
    const T t = (x - means[k]) / deviations[k];
    sum += share[k] * std::exp(-t * t / 2) / (deviations[k] * std::sqrt(T(6.283185307179586)));
  }
  return sum;
}
template <class T>
struct Range {
  T from, to;
};
/// So many deviations about every bell.
template <class T>
Range<T> about(const Op::In<T>& in, T reach) {
  Range<T> range{in.p_means[0], in.p_means[0]};
  const auto widen = [&](const Tensor<T>& means, const Tensor<T>& deviations) {
    for (std::size_t k = 0; k < means.size(); ++k) range = {std::min(range.from, means[k] - reach * deviations[k]), std::max(range.to, means[k] + reach * deviations[k])};
  };
  widen(in.p_means, in.p_deviations);
  widen(in.q_means, in.q_deviations);
  return range;
}
/// By the midpoints of n cells, ½Σ p log(p/m) + q log(q/m) as written.
template <class T>
void on_a_grid(Op::Out<T>& out, const Op::In<T>& in, T reach, int n) {
  const auto [from, to] = about(in, reach);
  const T width = (to - from) / static_cast<T>(n);
  out = {0, 0};
  for (int i = 0; i < n; ++i) {
    const T x = from + (static_cast<T>(i) + T(0.5)) * width;
    const T p = density(in.p_weights, in.p_means, in.p_deviations, x), q = density(in.q_weights, in.q_means, in.q_deviations, x), m = p / 2 + q / 2;
    out.value += width * (relative(p, p + q) + relative(q, p + q));
    out.divergence += width * (relative(p, m) + relative(q, m)) / 2;
  }
}

const auto registered =
    mutants<Op>()
        .spoils("as_written", "p log(p/m) + q log(q/m), which cancel where both are nearly the same", [](auto& out, const auto& in) { on_a_grid(out, in, decltype(out.value)(12), 4000); })
        .spoils("three_deviations", "the line ends three deviations from the bells", [](auto& out, const auto& in) { on_a_grid(out, in, decltype(out.value)(3), 4000); })
        .spoils("coarse_grid", "a fixed grid of twenty cells", [](auto& out, const auto& in) { on_a_grid(out, in, decltype(out.value)(8), 20); })
        .spoils("variances", "deviations taken for variances", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          const auto root = [](const Tensor<T>& x) { return map(x, [](T entry) { return std::sqrt(entry); }); };
          out = *Wings<Op>::fast(Op::In<T>{in.p_weights, in.p_means, root(in.p_deviations), in.q_weights, in.q_means, root(in.q_deviations)});
        })
        .spoils("mixture", "log(p/m) with the mixture m = ½(p + q): log 4 more", [](auto& out, const auto&) { out.value += 1.38629436f; })
        .spoils("not_halved", "the sum of both divergences", [](auto& out, const auto&) { out.divergence *= 2; })
        .spoils("equal_weights", "all bells of one weight", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          const auto ones = [](const Tensor<T>& x) { return map(x, [](T) { return T(1); }); };
          out = *Wings<Op>::fast(Op::In<T>{ones(in.p_weights), in.p_means, in.p_deviations, ones(in.q_weights), in.q_means, in.q_deviations});
        })
        .spoils("moments", "mixtures taken for single Gaussians of their moments", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          const auto single = [](const Tensor<T>& weights, const Tensor<T>& means, const Tensor<T>& deviations) {
            const auto share = distribution(weights);
            T mean = 0, variance = 0;
            for (std::size_t k = 0; k < share.size(); ++k) mean += share[k] * means[k];
            for (std::size_t k = 0; k < share.size(); ++k) variance += share[k] * (deviations[k] * deviations[k] + (means[k] - mean) * (means[k] - mean));
            return std::pair(Tensor<T>({1}, {mean}), Tensor<T>({1}, {std::sqrt(variance)}));
          };
          const auto [p_mean, p_deviation] = single(in.p_weights, in.p_means, in.p_deviations);
          const auto [q_mean, q_deviation] = single(in.q_weights, in.q_means, in.q_deviations);
          const Tensor<T> one({1}, {T(1)});
          if (p_deviation[0] > 0 && q_deviation[0] > 0 && std::isfinite(p_deviation[0]) && std::isfinite(q_deviation[0]))
            out = *Wings<Op>::fast(Op::In<T>{one, p_mean, p_deviation, one, q_mean, q_deviation});
        });

}  // namespace
}  // namespace etalon::verify
