// What judging takes at the sizes of kernels: truth, bounds and verdict of one answer by the fast wing, on one core, and the memory of an entry at the
// most, of the inputs or the outputs where they have more, beside the tensors:
//     build/bin/etalon_bench --benchmark_filter=judge/
#include <benchmark/benchmark.h>
#include <malloc.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <random>
#include <string>

#include "verify/judge/verdict.hpp"

namespace etalon::verify {
namespace {

Tensor<double> normal(Dimensions shape, const Format& format) {
  static std::mt19937_64 random(1);
  std::normal_distribution<double> draw;
  Tensor<double> x(std::move(shape));
  for (double& entry : x) entry = round_to(draw(random), format);
  return x;
}
Tensor<double> positive(Dimensions shape, const Format& format) { return map(normal(std::move(shape), format), [](double x) { return std::fabs(x); }); }
Tensor<double> scalar(double x, const Format& format) { return Tensor<double>(Dimensions{}, {round_to(x, format)}); }
Tensor<std::int64_t> integer(std::int64_t k) { return Tensor<std::int64_t>(Dimensions{}, {k}); }

/// In bytes: now, or the most since it was reset.
double resident(const char* field) {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;)
    if (word == field) {
      status >> word;
      return 1024 * std::stod(word);
    }
  return 0;
}
void reset_peak() { std::ofstream("/proc/self/clear_refs") << 5; }

using Draw = Values<double> (*)(std::int64_t n, const Format& format);

void judging(benchmark::State& state, const std::string& name, const std::string& dtype, std::int64_t n, Draw draw) {
  const Operation& op = *Registry::find(name);
  const Format& format = *Format::find(dtype);
  const Request request{&op, 0, &format, draw(n, format)};
  Reply reply{Reply::Kind::outputs};
  const auto answer = op.fast(request.inputs, format, 0);
  std::size_t obtained = 0;
  for (std::size_t f = 0; f < op.outputs.size(); ++f) {
    reply.outputs.push_back({op.outputs[f].name, dtype, (*answer)[f]});
    obtained += real_of((*answer)[f]).size();
  }
  malloc_trim(0);  // what earlier cases have left is no room for this one
  const double before = resident("VmRSS:");
  reset_peak();
  Verdict verdict;
  for (auto _ : state) verdict = judge(request, reply);
  state.SetLabel(text(verdict.outcome));
  state.counters["bytes_an_entry"] = (resident("VmHWM:") - before) / static_cast<double>(std::max(obtained, entries(request.inputs)));
}

Values<double> rows(std::int64_t n, const Format& f) { return {normal({n, n}, f), integer(-1)}; }
Values<double> one_row(std::int64_t n, const Format& f) { return {normal({n}, f), integer(-1)}; }
Values<double> matrices(std::int64_t n, const Format& f) { return {normal({n, n}, f), normal({n, n}, f)}; }
Values<double> two_vectors(std::int64_t n, const Format& f) { return {normal({n}, f), normal({n}, f)}; }
Values<double> adam(std::int64_t n, const Format& f) {
  return {normal({n}, f), normal({n}, f), positive({n}, f), normal({n}, f), integer(10), scalar(1e-3, f), scalar(0.9, f), scalar(0.999, f), scalar(1e-8, f)};
}
Values<double> heads(std::int64_t n, const Format& f) {
  const Dimensions shape{1, 8, n, 64};
  return {normal(shape, f), normal(shape, f), normal(shape, f), Tensor<double>({0}), Tensor<std::int64_t>({0}), integer(0), scalar(0, f)};
}

const bool registered = [] {
  const auto add = [](const char* name, const char* dtype, std::int64_t n, Draw draw) {
    benchmark::RegisterBenchmark(("judge/" + std::string(name) + "/" + dtype + "/" + std::to_string(n)).c_str(), [=](benchmark::State& state) { judging(state, name, dtype, n, draw); })->Unit(benchmark::kMillisecond)->Iterations(1);
  };
  for (const std::int64_t n : {512, 1024, 4096}) add("nn.softmax", "float32", n, rows);
  add("nn.softmax", "float64", 4096, one_row);
  add("tensor.matmul", "float32", 512, matrices);
  add("tensor.matmul", "float64", 128, matrices);
  add("nn.mse", "float32", 1000000, two_vectors);
  add("nn.mse.gradient", "float32", 1000000, two_vectors);
  add("nn.scaled_dot_product_attention", "float32", 256, heads);
  add("optimization.adam", "float32", 1000000, adam);
  return true;
}();

}  // namespace
}  // namespace etalon::verify
