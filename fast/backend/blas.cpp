#include "fast/backend/blas.hpp"

#include <cblas.h>

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace etalon::fast::backend {
namespace {

/// Calls gemm(m, n, k) with BLAS' integers; without a product to add, c is 0.
template <class T, class Gemm>
void checked(std::int64_t m, std::int64_t n, std::int64_t k, T* c, Gemm gemm_of) {
  if (m == 0 || n == 0) return;
  if (k == 0) {
    std::fill_n(c, m * n, T(0));
    return;
  }
  if (std::max({m, n, k}) > std::numeric_limits<blasint>::max()) throw std::length_error("a matrix dimension beyond BLAS' integers");
  gemm_of(static_cast<blasint>(m), static_cast<blasint>(n), static_cast<blasint>(k));
}

}  // namespace

void gemm(std::int64_t m, std::int64_t n, std::int64_t k, const double* a, const double* b, double* c) {
  checked(m, n, k, c, [&](blasint rows, blasint columns, blasint terms) {
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, columns, terms, 1, a, terms, b, columns, 0, c, columns);
  });
}

void gemm(std::int64_t m, std::int64_t n, std::int64_t k, const float* a, const float* b, float* c) {
  checked(m, n, k, c, [&](blasint rows, blasint columns, blasint terms) {
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, columns, terms, 1, a, terms, b, columns, 0, c, columns);
  });
}

}  // namespace etalon::fast::backend
