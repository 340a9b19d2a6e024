// Exact products, and certified spectra of large matrices, beside what packages offer for the same precision.
#ifdef ETALON_HAS_EIGEN  // first: mpreal.h wants MPFR without macros
#include <mpreal.h>

#include <Eigen/Eigenvalues>
#include <Eigen/SVD>
#include <unsupported/Eigen/MPRealSupport>
#endif
#include <acb_mat.h>
#include <arb_mat.h>
#include <benchmark/benchmark.h>

#include <random>

#include "fast/backend/environment.hpp"
#include "reference/linalg/svdvals.hpp"
#include "reference/number/certify.hpp"
#include "reference/scale/eigh.hpp"
#include "reference/scale/real_product.hpp"

namespace etalon {
namespace {

using reference::scale::raw;

/// Every figure is of one thread, but where the name says two.
const bool one_blas_thread = (fast::backend::set_blas_threads(1), true);

constexpr int product_bits = 256;

/// Uniform on (−1, 1), as many bits as the guard says.
Tensor<Real> random_matrix(std::int64_t n, unsigned long seed) {
  gmp_randstate_t state;
  gmp_randinit_mt(state);
  gmp_randseed_ui(state, seed);
  Tensor<Real> a({n, n});
  for (Real& x : a) {
    mpfr_urandomb(raw(x), state);
    mpfr_mul_2ui(raw(x), raw(x), 1, MPFR_RNDN);
    mpfr_sub_ui(raw(x), raw(x), 1, MPFR_RNDN);
  }
  gmp_randclear(state);
  return a;
}

/// Doubles, as a library would get them.
Tensor<double> random_doubles(std::int64_t n) {
  std::mt19937_64 random(1);
  Tensor<double> a({n, n});
  for (double& x : a) x = static_cast<double>(random() >> 11) * 0x1p-52 - 1;
  return a;
}
Tensor<double> random_symmetric(std::int64_t n) {
  Tensor<double> a = random_doubles(n);
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < i; ++j) a(i, j) = a(j, i);
  return a;
}

void product(benchmark::State& state, int threads) {
  const Precision guard(product_bits);
  const auto a = random_matrix(state.range(0), 1), b = random_matrix(state.range(0), 2);
  for (auto _ : state) benchmark::DoNotOptimize(reference::scale::multiply(a, b, {.threads = threads}));
}
void product_etalon(benchmark::State& state) { product(state, 1); }
void product_etalon_two_threads(benchmark::State& state) { product(state, 2); }

void product_of_intervals_etalon(benchmark::State& state) {
  const Precision guard(product_bits);
  const auto wide = [](const Real& x) { return point(x) * (1 + Interval::hull(Interval(-1), Interval(1)) * power_of_two(-200)); };
  const auto a = map(random_matrix(state.range(0), 1), wide), b = map(random_matrix(state.range(0), 2), wide);
  for (auto _ : state) benchmark::DoNotOptimize(reference::scale::multiply(a, b));
}

void product_mpfr_loops(benchmark::State& state) {
  const Precision guard(product_bits);
  const std::int64_t n = state.range(0);
  const auto a = random_matrix(n, 1), b = random_matrix(n, 2);
  Tensor<Real> c({n, n});
  for (auto _ : state) {
    for (std::int64_t i = 0; i < n; ++i)
      for (std::int64_t j = 0; j < n; ++j) {
        mpfr_set_zero(raw(c(i, j)), +1);
        for (std::int64_t k = 0; k < n; ++k) mpfr_fma(raw(c(i, j)), raw(a(i, k)), raw(b(k, j)), raw(c(i, j)), MPFR_RNDN);
      }
    benchmark::DoNotOptimize(c.data.data());
  }
}

void set(arb_mat_t to, const Tensor<Real>& from) {
  for (std::int64_t i = 0; i < from.shape[0]; ++i)
    for (std::int64_t j = 0; j < from.shape[1]; ++j) arf_set_mpfr(arb_midref(arb_mat_entry(to, i, j)), raw(from(i, j)));
}
void product_arb(benchmark::State& state) {
  const Precision guard(product_bits);
  const std::int64_t n = state.range(0);
  arb_mat_t a, b, c;
  for (auto* x : {&a, &b, &c}) arb_mat_init(*x, n, n);
  set(a, random_matrix(n, 1));
  set(b, random_matrix(n, 2));
  for (auto _ : state) {
    arb_mat_mul(c, a, b, product_bits);
    benchmark::DoNotOptimize(c);
  }
  for (auto* x : {&a, &b, &c}) arb_mat_clear(*x);
}

void svdvals_etalon(benchmark::State& state) {
  const auto a = random_doubles(state.range(0));
  for (auto _ : state) {
    if (!evaluate(contract::linalg::svdvals, {a}, digits(static_cast<int>(state.range(1))))) state.SkipWithError("not proved");
  }
}

/// Eigenvalues and eigenvectors, proved to that many digits of the largest eigenvalue.
void eigh_etalon(benchmark::State& state) {
  const auto a = map(random_symmetric(state.range(0)), [](double x) { return exactly(x); });
  const int digits = static_cast<int>(state.range(1));
  const Precision guard(static_cast<int>(digits * 3.33) + 32);
  for (auto _ : state) {
    const auto system = reference::scale::eigensystem(a);
    const Interval allowed = pow(Interval(10), -digits) * abs(system.values.back());
    for (const Interval& value : system.values)
      if (!(value.width() < allowed).certainly()) return state.SkipWithError("not proved");
    for (const Interval& error : system.vector_error)
      if (!(error < pow(Interval(10), -digits)).certainly()) return state.SkipWithError("vectors not proved");
  }
}

/// Enclosures of all the eigenvalues by Arb, which takes a general matrix.
void eigh_arb(benchmark::State& state) {
  const std::int64_t n = state.range(0);
  const auto a = random_symmetric(n);
  const slong bits = static_cast<slong>(static_cast<double>(state.range(1)) * 3.33) + 32;
  acb_mat_t matrix, right;
  acb_mat_init(matrix, n, n);
  acb_mat_init(right, n, n);
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) acb_set_d(acb_mat_entry(matrix, i, j), a(i, j));
  acb_ptr values = _acb_vec_init(n), enclosed = _acb_vec_init(n);
  for (auto _ : state) {
    acb_mat_approx_eig_qr(values, nullptr, right, matrix, nullptr, 0, bits);
    if (!acb_mat_eig_simple_rump(enclosed, nullptr, nullptr, matrix, values, right, bits)) state.SkipWithError("not proved");
  }
  _acb_vec_clear(values, n);
  _acb_vec_clear(enclosed, n);
  acb_mat_clear(matrix);
  acb_mat_clear(right);
}

#ifdef ETALON_HAS_EIGEN
using EigenMatrix = Eigen::Matrix<mpfr::mpreal, Eigen::Dynamic, Eigen::Dynamic>;

EigenMatrix to_eigen(const Tensor<Real>& a) {
  EigenMatrix result(a.shape[0], a.shape[1]);
  for (std::int64_t i = 0; i < a.shape[0]; ++i)
    for (std::int64_t j = 0; j < a.shape[1]; ++j) result(i, j) = mpfr::mpreal(raw(a(i, j)));
  return result;
}
EigenMatrix to_eigen(const Tensor<double>& a) { return to_eigen(map(a, [](double x) { return Real(x); })); }

void product_eigen_mpfr(benchmark::State& state) {
  const Precision guard(product_bits);
  mpfr::mpreal::set_default_prec(product_bits);
  const EigenMatrix a = to_eigen(random_matrix(state.range(0), 1)), b = to_eigen(random_matrix(state.range(0), 2));
  EigenMatrix c;
  for (auto _ : state) {
    c.noalias() = a * b;
    benchmark::DoNotOptimize(c.data());
  }
}
void svdvals_eigen_mpfr_uncertified(benchmark::State& state) {
  const Precision guard(128);
  mpfr::mpreal::set_default_prec(128);
  const EigenMatrix a = to_eigen(random_doubles(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(Eigen::JacobiSVD<EigenMatrix>(a).singularValues().data());
}
void eigh_eigen_mpfr_uncertified(benchmark::State& state) {
  const Precision guard(128);
  mpfr::mpreal::set_default_prec(128);
  const EigenMatrix a = to_eigen(random_symmetric(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(Eigen::SelfAdjointEigenSolver<EigenMatrix>(a).eigenvalues().data());
}
#else
void eigen_over_mpfr(benchmark::State& state) { state.SkipWithError("built without Eigen and mpreal.h"); }
BENCHMARK(eigen_over_mpfr);
#endif

constexpr auto ms = benchmark::kMillisecond;
BENCHMARK(product_etalon)->Arg(50)->Arg(200)->Arg(500)->Unit(ms)->UseRealTime();
BENCHMARK(product_etalon_two_threads)->Arg(50)->Arg(200)->Arg(500)->Unit(ms)->UseRealTime();
BENCHMARK(product_of_intervals_etalon)->Arg(50)->Arg(200)->Unit(ms)->UseRealTime();
BENCHMARK(product_mpfr_loops)->Arg(50)->Arg(200)->Arg(500)->Unit(ms)->UseRealTime();
#ifdef ETALON_HAS_EIGEN
BENCHMARK(product_eigen_mpfr)->Arg(50)->Arg(200)->Unit(ms)->UseRealTime();
#endif
BENCHMARK(product_arb)->Arg(50)->Arg(200)->Arg(500)->Unit(ms)->UseRealTime();

BENCHMARK(svdvals_etalon)->Args({20, 30})->Args({50, 30})->Args({200, 60})->Unit(ms);
#ifdef ETALON_HAS_EIGEN
BENCHMARK(svdvals_eigen_mpfr_uncertified)->Arg(20)->Arg(50)->Unit(ms);
#endif
BENCHMARK(eigh_etalon)->Args({20, 30})->Args({50, 30})->Args({200, 60})->Unit(ms);
#ifdef ETALON_HAS_EIGEN
BENCHMARK(eigh_eigen_mpfr_uncertified)->Arg(20)->Arg(50)->Unit(ms);
#endif
BENCHMARK(eigh_arb)->Args({20, 30})->Args({50, 30})->Unit(ms);

}  // namespace
}  // namespace etalon
