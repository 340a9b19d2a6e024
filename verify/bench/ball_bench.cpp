// The first rung of the ladder: enclosures and running errors by balls of doubles (53 bits), beside MPFI's intervals at 128 bits.
#include <benchmark/benchmark.h>

#include <cmath>

#include "reference/number/certify.hpp"
#include "verify/trial/operation.hpp"

namespace etalon::verify {
namespace {

/// Entries of float32, some far below the largest.
Values<double> logits(std::int64_t n) {
  Tensor<double> x({n});
  for (std::int64_t i = 0; i < n; ++i) x[static_cast<std::size_t>(i)] = static_cast<float>(std::sin(1.7 * static_cast<double>(i)) * 8 + static_cast<double>(i % 7) * 100);
  return {x, Tensor<std::int64_t>(Dimensions{}, {-1})};
}

void per_entry(benchmark::State& state, std::int64_t n) {
  state.counters["an_entry"] = benchmark::Counter(static_cast<double>(n), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void softmax_value(benchmark::State& state) {
  const Operation& op = *Registry::find("nn.softmax");
  const Precision guard(static_cast<int>(state.range(0)));
  const Values<Interval> x = enclose(logits(state.range(1)));
  for (auto _ : state) benchmark::DoNotOptimize(op.reference(x, 0));
  per_entry(state, state.range(1));
}
void softmax_running_error(benchmark::State& state) {
  const Operation& op = *Registry::find("nn.softmax");
  const Precision guard(static_cast<int>(state.range(0)));
  const auto x = transform<RunningError<Interval>>(logits(state.range(1)), [](double entry, std::size_t) { return RunningError<Interval>(exactly(entry), exactly(std::fabs(entry))); });
  for (auto _ : state) benchmark::DoNotOptimize(op.running(x, 0));
  per_entry(state, state.range(1));
}

BENCHMARK(softmax_value)->Args({Precision::hardware, 4096})->Args({128, 4096})->Unit(benchmark::kMillisecond);
BENCHMARK(softmax_running_error)->Args({Precision::hardware, 4096})->Args({128, 4096})->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace etalon::verify
