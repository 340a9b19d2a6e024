#include "reference/contract/moe/diversity_loss.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "fast/tensor/pairwise.hpp"

namespace etalon {
using fast::tensor::pairwise_sum;
using contract::moe::DiversityLoss;
using contract::moe::DiversityLossGradient;
using Variant = DiversityLoss::Variant;

namespace {

/// The answers, each of length 1, and the lengths in units of 2^shift: no square leaves the range.
template <class T>
struct Directions {
  Tensor<T> unit;
  std::vector<T> length;
  std::vector<int> shift;
  std::int64_t n, t, m;

  explicit Directions(const Tensor<T>& outputs) : unit(outputs), n(outputs.shape[0]), t(outputs.shape[1]), m(outputs.shape[2]) {
    for (std::int64_t row = 0; row < n * t; ++row) {
      T* a = unit.data.data() + row * m;
      T largest = 0;
      for (std::int64_t o = 0; o < m; ++o) largest = std::max(largest, std::fabs(a[o]));
      shift.push_back(std::ilogb(largest));
      for (std::int64_t o = 0; o < m; ++o) a[o] = std::ldexp(a[o], -shift.back());
      length.push_back(std::sqrt(pairwise_sum<T>(0, m, [&](std::int64_t o) { return a[o] * a[o]; })));
      for (std::int64_t o = 0; o < m; ++o) a[o] /= length.back();
    }
  }
  const T* row(std::int64_t i, std::int64_t token) const { return unit.data.data() + (i * t + token) * m; }
  T cosine(std::int64_t i, std::int64_t j, std::int64_t token) const {
    return pairwise_sum<T>(0, m, [a = row(i, token), b = row(j, token)](std::int64_t o) { return a[o] * b[o]; });
  }
  T pairs() const { return static_cast<T>(t * (n * (n - 1) / 2)); }
};

}  // namespace

template <>
const Fast<DiversityLoss> Wings<DiversityLoss>::fast = []<class T>(const DiversityLoss::In<T>& in, Variant variant) -> Result<DiversityLoss::Out<T>> {
  const Directions<T> d(in.outputs);
  T sum = 0;
  for (std::int64_t token = 0; token < d.t; ++token)
    for (std::int64_t i = 0; i < d.n; ++i)
      for (std::int64_t j = i + 1; j < d.n; ++j) {
        const T c = d.cosine(i, j, token);
        sum += variant == Variant::squared ? c * c : variant == Variant::absolute ? std::fabs(c) : c;
      }
  return DiversityLoss::Out<T>{sum / d.pairs()};
};

template <>
const Fast<DiversityLossGradient> Wings<DiversityLossGradient>::fast = []<class T>(const DiversityLoss::In<T>& in, Variant variant) -> Result<DiversityLossGradient::Out<T>> {
  const Directions<T> d(in.outputs);
  Tensor<T> grad(in.outputs.shape);
  for (std::int64_t token = 0; token < d.t; ++token)
    for (std::int64_t i = 0; i < d.n; ++i) {
      const std::int64_t at = i * d.t + token;
      T* g = grad.data.data() + at * d.m;
      std::vector<T> cosines(static_cast<std::size_t>(d.n)), slopes(cosines);
      T steepest = 0;
      for (std::int64_t j = 0; j < d.n; ++j) {
        if (j == i) continue;
        const T c = cosines[static_cast<std::size_t>(j)] = d.cosine(i, j, token);
        const T slope = slopes[static_cast<std::size_t>(j)] = (variant == Variant::squared ? 2 * c : variant == Variant::absolute ? (c < 0 ? T(-1) : T(1)) : T(1)) / d.pairs();
        steepest = std::max(steepest, std::fabs(slope));
      }
      if (steepest == 0) continue;
      // Slopes and cosines may be so small that their product leaves the range, which an answer as short brings it back to: what it multiplies by comes first, as far as it goes.
      const int whole = -d.shift[static_cast<std::size_t>(at)], first = std::clamp(std::numeric_limits<T>::max_exponent - 4 - std::ilogb(steepest * static_cast<T>(d.n)), 0, std::max(0, whole));
      for (std::int64_t j = 0; j < d.n; ++j) {
        if (j == i) continue;
        const T c = cosines[static_cast<std::size_t>(j)], slope = std::ldexp(slopes[static_cast<std::size_t>(j)], first);
        for (std::int64_t o = 0; o < d.m; ++o) g[o] += slope * (d.row(j, token)[o] - c * d.row(i, token)[o]);
      }
      for (std::int64_t o = 0; o < d.m; ++o) g[o] = std::ldexp(g[o] / d.length[static_cast<std::size_t>(at)], whole - first);
    }
  return DiversityLossGradient::Out<T>{std::move(grad)};
};

}  // namespace etalon
