#include "reference/contract/moe/load_loss.hpp"

#include <algorithm>
#include <cmath>
#include <compare>
#include <numeric>

#include "fast/moe/variation.hpp"
#include "fast/nn/logistic.hpp"

namespace etalon {
using namespace fast;
using contract::moe::LoadLoss;
using contract::moe::LoadLossGradient;
using Variant = LoadLoss::Variant;

namespace {

/// c + d with what rounding takes from it (Knuth 1969): noise that is small beside the logits still tells them apart.
template <class T>
struct Noisy {
  T sum, rest;

  Noisy(T c, T d) : sum(c + d), rest(0) {
    const T part = sum - c;
    if (std::isfinite(sum)) rest = (c - (sum - part)) + (d - part);
  }
  bool operator==(const Noisy&) const = default;
  auto operator<=>(const Noisy&) const = default;
};

/// Of each token and expert: σ, which other expert is the k-th, and z.
template <class T>
struct Chances {
  Tensor<T> spread, z;
  Tensor<std::int64_t> kth;

  explicit Chances(const LoadLoss::In<T>& in) : spread(in.clean.shape), z(in.clean.shape), kth(in.clean.shape) {
    const std::int64_t n = in.clean.shape[1];
    std::vector<std::int64_t> order(static_cast<std::size_t>(n));
    for (std::int64_t token = 0; token < in.clean.shape[0]; ++token) {
      std::vector<Noisy<T>> noisy;
      for (std::int64_t i = 0; i < n; ++i) {
        spread(token, i) = nn::softplus_of(in.noise_logits(token, i));
        noisy.emplace_back(in.clean(token, i), in.noise(token, i) * spread(token, i));
      }
      // The k + 1 largest of all tell the k-th without any one: the (k + 1)-th for those above it, else the k-th.
      std::iota(order.begin(), order.end(), 0);
      std::partial_sort(order.begin(), order.begin() + in.k + 1, order.end(), [&](std::int64_t a, std::int64_t b) {
        const Noisy<T>&x = noisy[static_cast<std::size_t>(a)], &y = noisy[static_cast<std::size_t>(b)];
        return x != y ? x > y : a < b;
      });
      for (std::int64_t i = 0; i < n; ++i) {
        const bool above = std::find(order.begin(), order.begin() + in.k, i) != order.begin() + in.k;
        kth(token, i) = order[static_cast<std::size_t>(above ? in.k : in.k - 1)];
        const Noisy<T>& threshold = noisy[static_cast<std::size_t>(kth(token, i))];
        z(token, i) = ((in.clean(token, i) - threshold.sum) - threshold.rest) / spread(token, i);
      }
    }
  }
  std::vector<T> loads() const {
    std::vector<T> load;
    for (std::int64_t i = 0; i < z.shape[1]; ++i)
      load.push_back(tensor::pairwise_sum<T>(0, z.shape[0], [&](std::int64_t token) { return std::erfc(-z(token, i) * T(0.70710678118654752440L)) / 2; }));
    return load;
  }
};

}  // namespace

/// Φ by erfc, which keeps the digits of small chances.
template <>
const Fast<LoadLoss> Wings<LoadLoss>::fast = []<class T>(const LoadLoss::In<T>& in, Variant variant) -> Result<LoadLoss::Out<T>> {
  return LoadLoss::Out<T>{moe::Variation<T>(Chances<T>(in).loads(), 0, in.epsilon).squared(in.weight, variant == Variant::sample)};
};

/// The slopes of CV², then those of each chance.
template <>
const Fast<LoadLossGradient> Wings<LoadLossGradient>::fast = []<class T>(const LoadLoss::In<T>& in, Variant variant) -> Result<LoadLossGradient::Out<T>> {
  const Chances<T> chances(in);
  const moe::Variation<T> variation(chances.loads(), 0, in.epsilon);
  LoadLossGradient::Out<T> out{Tensor<T>(in.clean.shape), Tensor<T>(in.clean.shape)};
  for (std::int64_t i = 0; i < in.clean.shape[1]; ++i) {
    const T slope = 2 * variation.slope(in.weight, i, variant == Variant::sample);
    for (std::int64_t token = 0; token < in.clean.shape[0]; ++token) {
      const T z = chances.z(token, i), root = std::exp(-z * z / 4);  // of the density, which may underflow where its quotient by σ does not
      if (root == 0) continue;
      const T p = root / chances.spread(token, i) * (slope * T(0.39894228040143267794L)) * root;
      const std::int64_t j = chances.kth(token, i);
      out.grad_clean(token, i) += p, out.grad_clean(token, j) -= p;
      out.grad_noise_logits(token, i) -= p * z * nn::sigmoid_of(in.noise_logits(token, i));
      out.grad_noise_logits(token, j) -= p * in.noise(token, j) * nn::sigmoid_of(in.noise_logits(token, j));
    }
  }
  return out;
};

}  // namespace etalon
