// What a gradient costs beside the function itself, on the fast wing's tape: both by one number, the bound of the theory is 5.
#include <benchmark/benchmark.h>

#include <random>
#include <string>

#include "fast/calculus/tape.hpp"

namespace etalon::fast::calculus {
namespace {

void tape(benchmark::State& state, const std::string& function, std::int64_t n, bool gradient) {
  const Formula f = contract::function_of(function, n);
  std::mt19937_64 random(1);
  Storage<double> x(static_cast<std::size_t>(n));
  for (double& entry : x) entry = std::ldexp(static_cast<double>(random() >> 11), -52) - 1;
  Tape<double> steps(f);
  for (auto _ : state) {
    steps.run(x, gradient);
    benchmark::DoNotOptimize(steps.output(0));
    if (gradient) benchmark::DoNotOptimize(steps.gradient({1.0}, x.size()));
  }
}

const bool registered = [] {
  for (const auto& [function, n] : {std::pair{"rosenbrock", 200}, {"log_sum_exp", 200}, {"logistic_loss", 200}, {"quadratic_form", 200}, {"himmelblau", 2}})
    for (const bool gradient : {false, true})
      benchmark::RegisterBenchmark(("tape/" + std::string(function) + (gradient ? "/gradient" : "/value")).c_str(),
                                   [name = std::string(function), n = n, gradient](benchmark::State& s) { tape(s, name, n, gradient); });
  return true;
}();

}  // namespace
}  // namespace etalon::fast::calculus
