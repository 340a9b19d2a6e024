// A mixture of experts at given routes, forward and with its derivative: what verify/bench/beside_torch.py puts beside PyTorch's index_add.
#include <benchmark/benchmark.h>

#include <cmath>
#include <memory>
#include <optional>
#include <random>
#include <string>

#include "fast/backend/environment.hpp"
#include "reference/contract/moe/expert_mixture.hpp"

namespace etalon {
namespace {

using contract::moe::ExpertMixture;
using contract::moe::ExpertMixtureVjp;

template <class T>
Tensor<T> normal(Dimensions shape, T deviation, unsigned seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<T> draw(0, deviation);
  Tensor<T> x(std::move(shape));
  for (T& entry : x) entry = draw(random);
  return x;
}

/// t tokens of d entries, each to two of n experts with h hidden entries.
template <class T>
ExpertMixtureVjp::In<T> top_2(std::int64_t t, std::int64_t d, std::int64_t n, std::int64_t h) {
  std::mt19937_64 random(1);
  Tensor<std::int64_t> index({t, 2});
  Tensor<T> weights({t, 2});
  for (std::int64_t r = 0; r < t; ++r) {
    index(r, 0) = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(n));
    index(r, 1) = (index(r, 0) + 1 + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(n - 1))) % n;
    weights(r, 0) = static_cast<T>(random() >> 11) * static_cast<T>(0x1p-53);
    weights(r, 1) = 1 - weights(r, 0);
  }
  const T of_d = 1 / std::sqrt(static_cast<T>(d)), of_h = 1 / std::sqrt(static_cast<T>(h));
  return {{std::move(weights), std::move(index), normal<T>({t, d}, 1, 2), normal<T>({n, h, d}, of_d, 3), normal<T>({n, h}, 1, 4), normal<T>({n, d, h}, of_h, 5), normal<T>({n, d}, 1, 6), "relu"},
          {normal<T>({t, d}, 1, 7)}};
}

template <class T>
void add(std::int64_t h) {
  const std::string suffix = "/4096x512x64x" + std::to_string(h) + (sizeof(T) == 4 ? "/float32" : "/float64");
  const auto in = std::make_shared<std::optional<ExpertMixtureVjp::In<T>>>();  // drawn once, where it is run
  const auto run = [&](const std::string& what, auto f) {
    benchmark::RegisterBenchmark(("layers/expert_mixture/" + what + suffix).c_str(), [=](benchmark::State& state) {
      fast::backend::set_blas_threads(1);
      if (!*in) *in = top_2<T>(4096, 512, 64, h);
      for (auto _ : state) f(**in);
    })->Unit(benchmark::kMillisecond);
  };
  run("forward", [](const ExpertMixtureVjp::In<T>& all) { benchmark::DoNotOptimize(Wings<ExpertMixture>::fast(all)); });
  run("both", [](const ExpertMixtureVjp::In<T>& all) {
    benchmark::DoNotOptimize(Wings<ExpertMixture>::fast(all));
    benchmark::DoNotOptimize(Wings<ExpertMixtureVjp>::fast(all));
  });
}

const bool registered = [] {
  for (const std::int64_t h : {64, 512}) add<float>(h), add<double>(h);
  return true;
}();

}  // namespace
}  // namespace etalon
