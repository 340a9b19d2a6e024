// What certified truth costs: an enclosure and its budget for one case, beside the plain evaluation in double.
#include <benchmark/benchmark.h>

#include "fast/backend/environment.hpp"
#include "reference/number/pool.hpp"
#include "verify/judge/truth.hpp"

namespace etalon::verify {
namespace {

Values<double> scores(std::int64_t n) {
  Tensor<double> x({n});
  for (std::int64_t i = 0; i < n; ++i) x[static_cast<std::size_t>(i)] = static_cast<double>((i * 7919) % 1000) / 128 - 3;
  return {x, Tensor<std::int64_t>(Dimensions{}, {-1})};
}

void certified_log_sum_exp(benchmark::State& state) {
  const Operation& op = *Registry::find("nn.log_sum_exp");
  const Values<double> inputs = scores(state.range(0));
  Precision guard(128);
  for (auto _ : state) benchmark::DoNotOptimize(truth_of(op, inputs, 0, *Format::find("float64")));
}
BENCHMARK(certified_log_sum_exp)->Arg(20)->Arg(200)->Unit(benchmark::kMicrosecond);

void fast_log_sum_exp(benchmark::State& state) {
  const Operation& op = *Registry::find("nn.log_sum_exp");
  const Values<double> inputs = scores(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(op.fast(inputs, *Format::find("float64"), 0));
}
BENCHMARK(fast_log_sum_exp)->Arg(20)->Arg(200)->Unit(benchmark::kMicrosecond);

void certified_svdvals(benchmark::State& state) {
  const Operation& op = *Registry::find("linalg.svdvals");
  const std::int64_t n = state.range(0);
  Tensor<double> a({n, n});
  for (std::size_t i = 0; i < a.size(); ++i) a[i] = static_cast<double>((i * i * 7919 + 31 * i) % 2048) / 1024 - 1;
  for (auto _ : state)
    benchmark::DoNotOptimize(certify([&] { return op.reference(enclose(Values<double>{a}), 0); }, [](const Values<Interval>& v) { return proves_digits(v, 30, 4096); }));
}
BENCHMARK(certified_svdvals)->Arg(8)->Arg(20)->Arg(50)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace etalon::verify

int main(int argc, char** argv) {
  etalon::keep_freed_memory();  // as the tool
  etalon::fast::backend::choose_kernel(argv);
  benchmark::AddCustomContext("blas", etalon::fast::backend::blas_text());
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
}
