#pragma once
#include <cstdint>

/// The routines of BLAS that the fast wing uses, over row-major arrays without gaps.
namespace etalon::fast::backend {

/// c = a·b with a of m × k, b of k × n and c of m × n entries. Throws std::length_error beyond BLAS' own integers.
void gemm(std::int64_t m, std::int64_t n, std::int64_t k, const double* a, const double* b, double* c);
void gemm(std::int64_t m, std::int64_t n, std::int64_t k, const float* a, const float* b, float* c);

/// What else a product may be: op(a)·op(b)·factor, added to c or put in its place.
struct ProductForm {
  bool a_transposed = false, b_transposed = false;
  double factor = 1;
  bool added = false;
};
/// The same with op(a) of m × k and op(b) of k × n entries.
void gemm(const ProductForm& form, std::int64_t m, std::int64_t n, std::int64_t k, const double* a, const double* b, double* c);
void gemm(const ProductForm& form, std::int64_t m, std::int64_t n, std::int64_t k, const float* a, const float* b, float* c);

}  // namespace etalon::fast::backend
