// What one step of an optimizer costs against the variables n, or the pairs m that L-BFGS keeps: each name has the claim of
// optimization.cost_model (a gradient aside), and Google Benchmark fits an order to the times, in the lines that end in _BigO:
//     build/bin/etalon_bench --benchmark_filter=cost/
// Small n are left out, where a call costs more than its work. Nothing is asserted of times.
#include <benchmark/benchmark.h>

#include <random>

#include "reference/contract/optimization/bfgs.hpp"
#include "reference/contract/optimization/gradient_descent.hpp"
#include "reference/contract/optimization/lbfgs_direction.hpp"
#include "reference/contract/optimization/newton.hpp"

namespace etalon {
namespace {

using namespace contract::optimization;

Tensor<double> drawn(Dimensions shape) {
  static std::mt19937_64 random(1);
  std::normal_distribution<double> draw;
  Tensor<double> x(std::move(shape));
  for (double& entry : x) entry = draw(random);
  return x;
}
/// Positive definite.
Tensor<double> curvature(std::int64_t n) {
  Tensor<double> h = drawn({n, n});
  for (std::int64_t i = 0; i < n; ++i) {
    for (std::int64_t j = 0; j < i; ++j) h(j, i) = h(i, j);
    h(i, i) += 4 * static_cast<double>(n);
  }
  return h;
}

template <class Op>
void step(benchmark::State& state, const typename Op::template In<double>& in, std::int64_t size) {
  for (auto _ : state) benchmark::DoNotOptimize(Wings<Op>::fast(in));
  state.SetComplexityN(size);
}
void gradient_descent(benchmark::State& state) {
  const std::int64_t n = state.range(0);
  step<GradientDescent>(state, {drawn({n}), drawn({n}), 1e-3}, n);
}
/// Pairs with y = 2s, whose curvature is positive.
void lbfgs(benchmark::State& state, std::int64_t n, std::int64_t m, std::int64_t size) {
  LbfgsDirection::In<double> in{drawn({n}), drawn({m, n}), {}};
  in.y = map(in.s, [](double s) { return 2 * s; });
  step<LbfgsDirection>(state, in, size);
}
void lbfgs_by_n(benchmark::State& state) { lbfgs(state, state.range(0), 8, state.range(0)); }
void lbfgs_by_m(benchmark::State& state) { lbfgs(state, 1 << 12, state.range(0), state.range(0)); }
void bfgs(benchmark::State& state) {
  const std::int64_t n = state.range(0);
  const Tensor<double> s = drawn({n});
  step<Bfgs>(state, {curvature(n), s, map(s, [](double x) { return 2 * x; })}, n);
}
void newton(benchmark::State& state) {
  const std::int64_t n = state.range(0);
  step<Newton>(state, {drawn({n}), drawn({n}), curvature(n)}, n);
}

BENCHMARK(gradient_descent)->Name("cost/gradient_descent/claimed_n")->RangeMultiplier(2)->Range(1 << 10, 1 << 15)->Complexity();
BENCHMARK(lbfgs_by_n)->Name("cost/lbfgs_of_8_pairs/claimed_n")->RangeMultiplier(2)->Range(1 << 8, 1 << 13)->Complexity();
BENCHMARK(lbfgs_by_m)->Name("cost/lbfgs_of_4096_variables/claimed_m")->RangeMultiplier(2)->Range(2, 64)->Complexity();
BENCHMARK(bfgs)->Name("cost/bfgs/claimed_n^2")->RangeMultiplier(2)->Range(1 << 6, 1 << 11)->Unit(benchmark::kMicrosecond)->Complexity();
BENCHMARK(newton)->Name("cost/newton/claimed_n^3")->RangeMultiplier(2)->Range(1 << 6, 1 << 11)->Unit(benchmark::kMicrosecond)->Complexity();

}  // namespace
}  // namespace etalon
