#pragma once
#include <sleef.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)  // Clang has no such pragmas: it makes do with narrow packs
#include <immintrin.h>
#endif

/// Kernels over as many numbers as a register holds, for the widest registers that the processor has:
///
///     widest<T>([&]<class P>() { for (…; i += P::lanes) (P::load(x + i) * 2).store(y + i); });
///
/// One text for every width, P a Pack<T> with arithmetic, comparisons and SLEEF's functions. It is flattened: all that the
/// kernel calls is compiled into it, with the width's instructions.
namespace etalon::fast::backend {

/// 16 bytes, which every processor of 64 bits has. SLEEF chooses among its own kernels.
namespace narrow {
constexpr int bytes = 16;
constexpr bool has_fma = false, has_scalef = false, has_round = false;
template <class V>
void rounded_once(V& y, const V& a, const V& b, const V& c) {
  for (std::size_t k = 0; k < bytes / sizeof(y[0]); ++k) y[k] = std::fma(a[k], b[k], c[k]);
}
template <class V>
void root(V& y, const V& a) {
  for (std::size_t k = 0; k < bytes / sizeof(y[0]); ++k) y[k] = std::sqrt(a[k]);
}
template <class V>
void larger(V& y, const V& a, const V& b) {
  y = a > b ? a : b;
}
template <class V>
void smaller(V& y, const V& a, const V& b) {
  y = a < b ? a : b;
}
template <class V>
void hyperbolic_tangent(V& y, const V& a) {
  if constexpr (sizeof(y[0]) == 8) y = Sleef_tanhd2_u10(a);
  else y = Sleef_tanhf4_u10(a);
}
template <class V>
void scaled(V& y, const V& a, const V& n);
template <class V>
void rounded(V& y, const V& a);
template <class V>
void past_caches(void* to, const V& v) {
  __builtin_memcpy(to, &v, bytes);
}
template <class V>
bool any_bit(const V& bits) {
  std::uint64_t words[2];
  __builtin_memcpy(words, &bits, bytes);
  return (words[0] | words[1]) != 0;
}
template <class V>
bool any_above(const V& a, const V& b) {
  return any_bit(a > b);
}
#include "fast/backend/pack.inc"
}  // namespace narrow

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
// SLEEF's header hides its wide functions from a file that is compiled for any processor.
#pragma GCC push_options
#pragma GCC target("avx2,fma")
namespace wide {
constexpr int bytes = 32;
constexpr bool has_fma = true, has_scalef = false, has_round = true;
extern "C" {
__m256d Sleef_tanhd4_u10avx2(__m256d);
__m256 Sleef_tanhf8_u10avx2(__m256);
}
inline void rounded_once(__m256d& y, const __m256d& a, const __m256d& b, const __m256d& c) { y = _mm256_fmadd_pd(a, b, c); }
inline void rounded_once(__m256& y, const __m256& a, const __m256& b, const __m256& c) { y = _mm256_fmadd_ps(a, b, c); }
inline void root(__m256d& y, const __m256d& a) { y = _mm256_sqrt_pd(a); }
inline void root(__m256& y, const __m256& a) { y = _mm256_sqrt_ps(a); }
inline void larger(__m256d& y, const __m256d& a, const __m256d& b) { y = _mm256_max_pd(a, b); }
inline void larger(__m256& y, const __m256& a, const __m256& b) { y = _mm256_max_ps(a, b); }
inline void smaller(__m256d& y, const __m256d& a, const __m256d& b) { y = _mm256_min_pd(a, b); }
inline void smaller(__m256& y, const __m256& a, const __m256& b) { y = _mm256_min_ps(a, b); }
inline void hyperbolic_tangent(__m256d& y, const __m256d& a) { y = Sleef_tanhd4_u10avx2(a); }
inline void hyperbolic_tangent(__m256& y, const __m256& a) { y = Sleef_tanhf8_u10avx2(a); }
template <class V>
void scaled(V& y, const V& a, const V& n);
inline void rounded(__m256d& y, const __m256d& a) { y = _mm256_round_pd(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
inline void rounded(__m256& y, const __m256& a) { y = _mm256_round_ps(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
template <class V>
void past_caches(void* to, const V& v) {
  _mm256_stream_si256(static_cast<__m256i*>(to), (__m256i)v);
}
template <class V>
bool any_bit(const V& bits) {
  return !_mm256_testz_si256((__m256i)bits, (__m256i)bits);
}
template <class V>
bool any_above(const V& a, const V& b) {
  return any_bit(a > b);
}
#include "fast/backend/pack.inc"
template <class T, class F>
[[gnu::flatten, gnu::noinline, gnu::hot]] auto run(const F& kernel) {
  const F local = kernel;
  return local.template operator()<Pack<T>>();
}
}  // namespace wide
#pragma GCC pop_options

#pragma GCC push_options
#pragma GCC target("avx512f,avx512dq,avx512vl,avx512bw,avx2,fma")
namespace widest_of_all {
constexpr int bytes = 64;
constexpr bool has_fma = true, has_scalef = true, has_round = true;
extern "C" {
__m512d Sleef_tanhd8_u10avx512f(__m512d);
__m512 Sleef_tanhf16_u10avx512f(__m512);
}
inline void rounded_once(__m512d& y, const __m512d& a, const __m512d& b, const __m512d& c) { y = _mm512_fmadd_pd(a, b, c); }
inline void rounded_once(__m512& y, const __m512& a, const __m512& b, const __m512& c) { y = _mm512_fmadd_ps(a, b, c); }
inline void root(__m512d& y, const __m512d& a) { y = _mm512_maskz_sqrt_pd(-1, a); }
inline void root(__m512& y, const __m512& a) { y = _mm512_maskz_sqrt_ps(-1, a); }
inline void larger(__m512d& y, const __m512d& a, const __m512d& b) { y = _mm512_maskz_max_pd(-1, a, b); }
inline void larger(__m512& y, const __m512& a, const __m512& b) { y = _mm512_maskz_max_ps(-1, a, b); }
inline void smaller(__m512d& y, const __m512d& a, const __m512d& b) { y = _mm512_maskz_min_pd(-1, a, b); }
inline void smaller(__m512& y, const __m512& a, const __m512& b) { y = _mm512_maskz_min_ps(-1, a, b); }
inline void hyperbolic_tangent(__m512d& y, const __m512d& a) { y = Sleef_tanhd8_u10avx512f(a); }
inline void hyperbolic_tangent(__m512& y, const __m512& a) { y = Sleef_tanhf16_u10avx512f(a); }
inline void scaled(__m512d& y, const __m512d& a, const __m512d& n) { y = _mm512_maskz_scalef_pd(-1, a, n); }
inline void scaled(__m512& y, const __m512& a, const __m512& n) { y = _mm512_maskz_scalef_ps(-1, a, n); }
inline void rounded(__m512d& y, const __m512d& a) { y = _mm512_maskz_roundscale_pd(-1, a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
inline void rounded(__m512& y, const __m512& a) { y = _mm512_maskz_roundscale_ps(-1, a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
template <class V>
void past_caches(void* to, const V& v) {
  _mm512_stream_si512(static_cast<__m512i*>(to), (__m512i)v);
}
template <class V>
bool any_bit(const V& bits) {
  return _mm512_test_epi64_mask((__m512i)bits, (__m512i)bits) != 0;
}
inline bool any_above(const __m512d& a, const __m512d& b) { return _mm512_cmp_pd_mask(a, b, _CMP_GT_OQ) != 0; }
inline bool any_above(const __m512& a, const __m512& b) { return _mm512_cmp_ps_mask(a, b, _CMP_GT_OQ) != 0; }
#include "fast/backend/pack.inc"
template <class T, class F>
[[gnu::flatten, gnu::noinline, gnu::hot]] auto run(const F& kernel) {
  const F local = kernel;
  return local.template operator()<Pack<T>>();
}
}  // namespace widest_of_all
#pragma GCC pop_options
#endif

/// The kernel on the widest packs of this processor.
template <class T, class F>
auto widest(const F& kernel) {
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
  static const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  static const bool avx512 = avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw");
  if (avx512) return widest_of_all::run<T>(kernel);
  if (avx2) return wide::run<T>(kernel);
#endif
  return kernel.template operator()<narrow::Pack<T>>();
}

}  // namespace etalon::fast::backend
