// What the fast wing adds to LAPACK: each operation beside the bare routine on a copy of the same matrix, n = 500.
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>
#include <string>

#include "fast/backend/lapack.hpp"
#include "fast/linalg/cholesky.hpp"
#include "fast/linalg/svdvals.hpp"

namespace etalon::fast::linalg {
namespace {

constexpr std::int64_t n = 500;

Tensor<double> random_matrix() {
  std::mt19937_64 random(1);
  Tensor<double> a({n, n});
  for (double& x : a) x = std::ldexp(static_cast<double>(random() >> 11), -52) - 1;
  return a;
}
Tensor<double> definite_matrix() {
  Tensor<double> a = random_matrix();
  for (std::int64_t i = 0; i < n; ++i) {
    for (std::int64_t j = 0; j < i; ++j) a(j, i) = a(i, j);
    a(i, i) += 2 * static_cast<double>(n);
  }
  return a;
}

template <class Op>
void operation(benchmark::State& state, const Fast<Op>& f, typename Op::template In<double> in) {
  for (auto _ : state) benchmark::DoNotOptimize(f(in));
}
template <class F>
void routine(benchmark::State& state, const Tensor<double>& a, F call) {
  for (auto _ : state) {
    Tensor<double> copy = a;
    call(copy.data.data());
    benchmark::DoNotOptimize(copy);
  }
}

void both(const char* name, auto on_operation, auto on_routine) {
  benchmark::RegisterBenchmark((std::string(name) + "/bare").c_str(), on_routine)->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark((std::string(name) + "/fast").c_str(), on_operation)->Unit(benchmark::kMillisecond);
}

const bool registered = [] {
  both("wrapper/cholesky", [](benchmark::State& s) { operation(s, cholesky, {definite_matrix()}); },
       [](benchmark::State& s) { routine(s, definite_matrix(), [](double* a) { lapack::potrf('U', n, a); }); });
  both("wrapper/svdvals", [](benchmark::State& s) { operation(s, svdvals, {random_matrix()}); },
       [](benchmark::State& s) {
         std::vector<double> sigma(n);
         routine(s, random_matrix(), [&](double* a) { lapack::gesdd(n, n, a, sigma.data()); });
       });
  return true;
}();

}  // namespace
}  // namespace etalon::fast::linalg
