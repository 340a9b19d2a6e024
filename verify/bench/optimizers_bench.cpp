// A step of Adam beside a copy of the arrays that it reads, which is as fast as memory goes.
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>
#include <string>

#include "reference/contract/optimization/adam.hpp"

namespace etalon {
namespace {

using contract::optimization::Adam;

template <class T>
Adam::In<T> drawn(std::int64_t n) {
  std::mt19937_64 random(1);
  std::normal_distribution<T> draw;
  Adam::In<T> in{Tensor<T>({n}), Tensor<T>({n}), Tensor<T>({n}), Tensor<T>({n}), 100, T(1e-3), T(0.9), T(0.999), T(1e-8)};
  for (auto* x : {&in.theta, &in.m, &in.v, &in.gradient})
    for (T& entry : *x) entry = draw(random);
  for (T& entry : in.v) entry = std::fabs(entry);
  return in;
}

template <class T>
void step(benchmark::State& state) {
  const auto in = drawn<T>(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(Wings<Adam>::fast(in));
  state.SetBytesProcessed(state.iterations() * state.range(0) * static_cast<std::int64_t>(7 * sizeof(T)));
}
template <class T>
void copy(benchmark::State& state) {
  const auto in = drawn<T>(state.range(0));
  for (auto _ : state) {
    auto all = in;
    benchmark::DoNotOptimize(all);
  }
  state.SetBytesProcessed(state.iterations() * state.range(0) * static_cast<std::int64_t>(8 * sizeof(T)));
}

BENCHMARK(step<double>)->Name("optimizers/adam/float64")->Arg(1 << 12)->Arg(1 << 20)->Arg(1 << 24)->Unit(benchmark::kMicrosecond);
BENCHMARK(copy<double>)->Name("optimizers/copy/float64")->Arg(1 << 12)->Arg(1 << 20)->Arg(1 << 24)->Unit(benchmark::kMicrosecond);
BENCHMARK(step<float>)->Name("optimizers/adam/float32")->Arg(1 << 12)->Arg(1 << 20)->Arg(1 << 24)->Unit(benchmark::kMicrosecond);
BENCHMARK(copy<float>)->Name("optimizers/copy/float32")->Arg(1 << 12)->Arg(1 << 20)->Arg(1 << 24)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace etalon
