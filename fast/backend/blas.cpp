#include "fast/backend/blas.hpp"

#include <cblas.h>

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace etalon::fast::backend {
namespace {

/// Calls gemm(m, n, k) with BLAS' integers; without a product to add, c is 0 or stays.
template <class T, class Gemm>
void checked(const ProductForm& form, std::int64_t m, std::int64_t n, std::int64_t k, T* c, Gemm gemm_of) {
  if (m == 0 || n == 0) return;
  if (k == 0) {
    if (!form.added) std::fill_n(c, m * n, T(0));
    return;
  }
  if (std::max({m, n, k}) > std::numeric_limits<blasint>::max()) throw std::length_error("a matrix dimension beyond BLAS' integers");
  gemm_of(static_cast<blasint>(m), static_cast<blasint>(n), static_cast<blasint>(k));
}
CBLAS_TRANSPOSE op(bool transposed) { return transposed ? CblasTrans : CblasNoTrans; }

}  // namespace

void gemm(const ProductForm& form, std::int64_t m, std::int64_t n, std::int64_t k, const double* a, const double* b, double* c) {
  checked(form, m, n, k, c, [&](blasint rows, blasint columns, blasint terms) {
    cblas_dgemm(CblasRowMajor, op(form.a_transposed), op(form.b_transposed), rows, columns, terms, form.factor, a, form.a_transposed ? rows : terms, b,
                form.b_transposed ? terms : columns, form.added ? 1 : 0, c, columns);
  });
}
void gemm(const ProductForm& form, std::int64_t m, std::int64_t n, std::int64_t k, const float* a, const float* b, float* c) {
  checked(form, m, n, k, c, [&](blasint rows, blasint columns, blasint terms) {
    cblas_sgemm(CblasRowMajor, op(form.a_transposed), op(form.b_transposed), rows, columns, terms, static_cast<float>(form.factor), a, form.a_transposed ? rows : terms, b,
                form.b_transposed ? terms : columns, form.added ? 1 : 0, c, columns);
  });
}

void gemm(std::int64_t m, std::int64_t n, std::int64_t k, const double* a, const double* b, double* c) { gemm(ProductForm{}, m, n, k, a, b, c); }
void gemm(std::int64_t m, std::int64_t n, std::int64_t k, const float* a, const float* b, float* c) { gemm(ProductForm{}, m, n, k, a, b, c); }

}  // namespace etalon::fast::backend
