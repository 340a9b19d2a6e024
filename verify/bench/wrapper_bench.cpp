// What the fast wing adds to LAPACK: each operation beside the bare routine on a copy of the same matrix, n = 500.
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>
#include <string>

#include "fast/backend/lapack.hpp"
#include "reference/contract/linalg/cholesky.hpp"
#include "reference/contract/linalg/eig.hpp"
#include "reference/contract/linalg/eigh.hpp"
#include "reference/contract/linalg/inverse.hpp"
#include "reference/contract/linalg/lu.hpp"
#include "reference/contract/linalg/lu_solve.hpp"
#include "reference/contract/linalg/qr.hpp"
#include "reference/contract/linalg/svd.hpp"
#include "reference/contract/linalg/svdvals.hpp"

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
  both("wrapper/cholesky", [](benchmark::State& s) { operation(s, Wings<contract::linalg::Cholesky>::fast, {definite_matrix()}); },
       [](benchmark::State& s) { routine(s, definite_matrix(), [](double* a) { lapack::potrf('U', n, a); }); });
  both("wrapper/lu", [](benchmark::State& s) { operation(s, Wings<contract::linalg::Lu>::fast, {random_matrix()}); },
       [](benchmark::State& s) {
         std::vector<int> swaps(n);
         routine(s, random_matrix(), [&](double* a) { lapack::getrf(n, n, a, swaps.data()); });
       });
  both("wrapper/lu_solve", [](benchmark::State& s) { operation(s, Wings<contract::linalg::LuSolve>::fast, {random_matrix(), random_matrix()}); },
       [](benchmark::State& s) {
         routine(s, random_matrix(), [b = random_matrix()](double* a) {
           Tensor<double> x = b;
           lapack::gesv(n, n, a, x.data.data());
         });
       });
  both("wrapper/inverse", [](benchmark::State& s) { operation(s, Wings<contract::linalg::Inverse>::fast, {random_matrix()}); },
       [](benchmark::State& s) {
         std::vector<int> swaps(n);
         routine(s, random_matrix(), [&](double* a) {
           lapack::getrf(n, n, a, swaps.data());
           lapack::getri(n, a, swaps.data());
         });
       });
  both("wrapper/qr", [](benchmark::State& s) { operation(s, Wings<contract::linalg::Qr>::fast, {random_matrix(), 0}); },
       [](benchmark::State& s) {
         std::vector<double> tau(n);
         routine(s, random_matrix(), [&](double* a) {
           lapack::geqrf(n, n, a, tau.data());
           lapack::orgqr(n, n, n, a, tau.data());
         });
       });
  both("wrapper/eigh", [](benchmark::State& s) { operation(s, Wings<contract::linalg::Eigh>::fast, {definite_matrix()}); },
       [](benchmark::State& s) {
         std::vector<double> lambda(n);
         routine(s, definite_matrix(), [&](double* a) { lapack::syevd(true, 'U', n, a, lambda.data()); });
       });
  both("wrapper/eig", [](benchmark::State& s) { operation(s, Wings<contract::linalg::Eig>::fast, {random_matrix()}); },
       [](benchmark::State& s) {
         std::vector<double> re(n), im(n), v(n * n);
         routine(s, random_matrix(), [&](double* a) { lapack::geevx('V', n, a, re.data(), im.data(), v.data()); });
       });
  both("wrapper/svd", [](benchmark::State& s) { operation(s, Wings<contract::linalg::Svd>::fast, {random_matrix(), 0}); },
       [](benchmark::State& s) {
         std::vector<double> sigma(n), u(n * n), vt(n * n);
         routine(s, random_matrix(), [&](double* a) { lapack::gesdd(false, n, n, a, sigma.data(), u.data(), vt.data()); });
       });
  both("wrapper/svdvals", [](benchmark::State& s) { operation(s, Wings<contract::linalg::Svdvals>::fast, {random_matrix()}); },
       [](benchmark::State& s) {
         std::vector<double> sigma(n);
         routine(s, random_matrix(), [&](double* a) { lapack::gesdd(n, n, a, sigma.data()); });
       });
  return true;
}();

}  // namespace
}  // namespace etalon::fast::linalg
