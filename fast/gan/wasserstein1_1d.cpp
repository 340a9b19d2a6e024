#include "reference/contract/gan/wasserstein1_1d.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace etalon {
using contract::gan::Wasserstein11d;

namespace {

/// A sample with its weight, divided by what keeps the sum of all within the range.
template <class T>
struct Weighed {
  T at, weight;
};

template <class T>
std::vector<Weighed<T>> sorted(const Tensor<T>& samples, const Tensor<T>& weights) {
  const int k = weights.size() == 0 ? 0 : std::ilogb(*std::max_element(weights.begin(), weights.end()));
  std::vector<Weighed<T>> all;
  for (std::size_t i = 0; i < samples.size(); ++i) all.push_back({samples[i], weights.size() == 0 ? T(1) : std::ldexp(weights[i], -k)});
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  return all;
}
template <class T>
T total(const std::vector<Weighed<T>>& all) {
  return std::accumulate(all.begin(), all.end(), T(0), [](T sum, const Weighed<T>& s) { return sum + s.weight; });
}

}  // namespace

/// One walk along both sorted lists. Of unweighted samples the sums are counts, and |i·m − j·n| is exact.
template <>
const Fast<Wasserstein11d> Wings<Wasserstein11d>::fast = []<class T>(const Wasserstein11d::In<T>& in) -> Result<Wasserstein11d::Out<T>> {
  const auto x = sorted(in.x, in.x_weights), y = sorted(in.y, in.y_weights);
  const T of_x = total(x), of_y = total(y);
  const bool counts = in.x_weights.size() == 0 && in.y_weights.size() == 0;
  std::size_t i = 0, j = 0;
  T below_x = 0, below_y = 0, distance = 0;
  T at = std::min(x[0].at, y[0].at);
  while (i < x.size() || j < y.size()) {
    const T next = i == x.size() ? y[j].at : j == y.size() ? x[i].at : std::min(x[i].at, y[j].at);
    const T apart = counts ? std::fabs(below_x * of_y - below_y * of_x) / of_x / of_y : std::fabs(below_x / of_x - below_y / of_y);
    if (apart > 0) distance += next / 2 - at / 2 < std::numeric_limits<T>::max() / 2 ? apart * (next - at) : apart * (next / 2 - at / 2) * 2;
    at = next;
    for (; i < x.size() && x[i].at == at; ++i) below_x += x[i].weight;
    for (; j < y.size() && y[j].at == at; ++j) below_y += y[j].weight;
  }
  return Wasserstein11d::Out<T>{distance};
};

}  // namespace etalon
