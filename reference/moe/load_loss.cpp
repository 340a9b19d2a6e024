#include "reference/contract/moe/load_loss.hpp"

#include <algorithm>

#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::moe::LoadLoss;
using contract::moe::LoadLossGradient;
using Variant = LoadLoss::Variant;

namespace {

/// The experts of a token by their noisy logits, by insertion; of equal ones the lower index first.
template <class T>
std::vector<std::int64_t> ordered(const std::vector<T>& noisy, const LoadLoss::In<T>& in, std::int64_t token) {
  const auto same = [&](std::int64_t a, std::int64_t b) {  // equal by their inputs: no precision tells them apart
    const auto alike = [](const T& x, const T& y) { return (enclosure(x) == enclosure(y)).certainly(); };
    return alike(in.clean(token, a), in.clean(token, b)) && alike(in.noise(token, a), in.noise(token, b)) && alike(in.noise_logits(token, a), in.noise_logits(token, b));
  };
  std::vector<std::int64_t> order;
  for (std::int64_t j = 0; j < static_cast<std::int64_t>(noisy.size()); ++j) {
    const auto at = std::find_if(order.begin(), order.end(), [&](std::int64_t other) { return !same(j, other) && bool(noisy[static_cast<std::size_t>(j)] > noisy[static_cast<std::size_t>(other)]); });
    order.insert(at, j);
  }
  return order;
}
/// The k-th of them without expert i.
inline std::int64_t kth_excluding(const std::vector<std::int64_t>& order, std::int64_t k, std::int64_t i) {
  const bool above = std::find(order.begin(), order.begin() + k, i) != order.begin() + k;
  return order[static_cast<std::size_t>(above ? k : k - 1)];
}

}  // namespace

/// The loads, and n/(n − less)·(mean of squares − square of the mean) over the square of the mean.
constexpr auto load_loss = []<class T>(const LoadLoss::In<T>& in, Variant variant) -> Result<LoadLoss::Out<T>> {
  const std::int64_t n = in.clean.shape[1];
  std::vector<T> load(static_cast<std::size_t>(n), T(0));
  for (std::int64_t token = 0; token < in.clean.shape[0]; ++token) {
    std::vector<T> spread, noisy;
    for (std::int64_t i = 0; i < n; ++i) {
      spread.push_back(softplus(in.noise_logits(token, i)));
      noisy.push_back(in.clean(token, i) + in.noise(token, i) * spread.back());
    }
    const std::vector<std::int64_t> order = ordered(noisy, in, token);
    for (std::int64_t i = 0; i < n; ++i) {
      const T z = (in.clean(token, i) - noisy[static_cast<std::size_t>(kth_excluding(order, in.k, i))]) / spread[static_cast<std::size_t>(i)];
      load[static_cast<std::size_t>(i)] += erfc(-z / T(sqrt(Interval(2)))) / 2;
    }
  }
  T sum = 0, squares = 0;
  for (const T& l : load) sum += l, squares += square(l);
  const T mean = sum / T(n);
  return LoadLoss::Out<T>{in.weight * (squares - T(n) * square(mean)) / T(n - (variant == Variant::sample)) / (square(mean) + in.epsilon)};
};

template <>
const Reference<LoadLoss> Wings<LoadLoss>::reference = load_loss;

template <>
const Reference<LoadLossGradient> Wings<LoadLossGradient>::reference = reverse_sweep<LoadLossGradient>(load_loss);

}  // namespace etalon
