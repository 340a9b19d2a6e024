#include "reference/contract/gan/wasserstein1_1d.hpp"

#include <algorithm>
#include <vector>

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::gan::Wasserstein11d;

namespace {

/// F(z): the share of the samples at or below z.
template <class T>
T share_below(const Tensor<T>& samples, const Tensor<T>& weights, const T& z) {
  T below = 0, all = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const T w = weights.size() == 0 ? T(1) : weights[i];
    if (samples[i] <= z) below += w;
    all += w;
  }
  return below / all;
}

}  // namespace

/// Σ |F(zₖ) − G(zₖ)|·(zₖ₊₁ − zₖ) over the sorted points z of both.
template <>
const Reference<Wasserstein11d> Wings<Wasserstein11d>::reference = []<class T>(const Wasserstein11d::In<T>& in) -> Result<Wasserstein11d::Out<T>> {
  std::vector<T> z(in.x.begin(), in.x.end());
  z.insert(z.end(), in.y.begin(), in.y.end());
  std::sort(z.begin(), z.end(), [](const T& a, const T& b) { return bool(a < b); });
  T distance = 0;
  for (std::size_t k = 0; k + 1 < z.size(); ++k) {
    if (z[k] == z[k + 1]) continue;
    distance += abs(share_below(in.x, in.x_weights, z[k]) - share_below(in.y, in.y_weights, z[k])) * (z[k + 1] - z[k]);
  }
  return Wasserstein11d::Out<T>{distance};
};

}  // namespace etalon
