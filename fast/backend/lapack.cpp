#include "fast/backend/lapack.hpp"

#include <lapacke.h>

#include <algorithm>
#include <vector>

namespace etalon::fast::lapack {
namespace {

int gap(int rows) { return std::max(1, rows); }  // the leading dimension is at least 1
std::size_t off_diagonal(int m, int n) { return static_cast<std::size_t>(std::max(1, std::min(m, n))); }

}  // namespace

int potrf(char triangle, int n, double* a) { return LAPACKE_dpotrf(LAPACK_COL_MAJOR, triangle, n, a, gap(n)); }
int potrf(char triangle, int n, float* a) { return LAPACKE_spotrf(LAPACK_COL_MAJOR, triangle, n, a, gap(n)); }

int gesdd(int m, int n, double* a, double* sigma) {
  return LAPACKE_dgesdd(LAPACK_COL_MAJOR, 'N', m, n, a, gap(m), sigma, nullptr, 1, nullptr, 1);
}
int gesdd(int m, int n, float* a, float* sigma) {
  return LAPACKE_sgesdd(LAPACK_COL_MAJOR, 'N', m, n, a, gap(m), sigma, nullptr, 1, nullptr, 1);
}
int gesvd(int m, int n, double* a, double* sigma) {
  std::vector<double> superdiagonal(off_diagonal(m, n));
  return LAPACKE_dgesvd(LAPACK_COL_MAJOR, 'N', 'N', m, n, a, gap(m), sigma, nullptr, 1, nullptr, 1, superdiagonal.data());
}
int gesvd(int m, int n, float* a, float* sigma) {
  std::vector<float> superdiagonal(off_diagonal(m, n));
  return LAPACKE_sgesvd(LAPACK_COL_MAJOR, 'N', 'N', m, n, a, gap(m), sigma, nullptr, 1, nullptr, 1, superdiagonal.data());
}

int gesdd(bool full, int m, int n, double* a, double* sigma, double* u, double* vt) {
  return LAPACKE_dgesdd(LAPACK_COL_MAJOR, full ? 'A' : 'S', m, n, a, gap(m), sigma, u, gap(m), vt, gap(full ? n : std::min(m, n)));
}
int gesdd(bool full, int m, int n, float* a, float* sigma, float* u, float* vt) {
  return LAPACKE_sgesdd(LAPACK_COL_MAJOR, full ? 'A' : 'S', m, n, a, gap(m), sigma, u, gap(m), vt, gap(full ? n : std::min(m, n)));
}
int gesvd(bool full, int m, int n, double* a, double* sigma, double* u, double* vt) {
  std::vector<double> superdiagonal(off_diagonal(m, n));
  const char job = full ? 'A' : 'S';
  return LAPACKE_dgesvd(LAPACK_COL_MAJOR, job, job, m, n, a, gap(m), sigma, u, gap(m), vt, gap(full ? n : std::min(m, n)), superdiagonal.data());
}
int gesvd(bool full, int m, int n, float* a, float* sigma, float* u, float* vt) {
  std::vector<float> superdiagonal(off_diagonal(m, n));
  const char job = full ? 'A' : 'S';
  return LAPACKE_sgesvd(LAPACK_COL_MAJOR, job, job, m, n, a, gap(m), sigma, u, gap(m), vt, gap(full ? n : std::min(m, n)), superdiagonal.data());
}

int syevd(bool vectors, char triangle, int n, double* a, double* lambda) {
  return LAPACKE_dsyevd(LAPACK_COL_MAJOR, vectors ? 'V' : 'N', triangle, n, a, gap(n), lambda);
}
int syevd(bool vectors, char triangle, int n, float* a, float* lambda) {
  return LAPACKE_ssyevd(LAPACK_COL_MAJOR, vectors ? 'V' : 'N', triangle, n, a, gap(n), lambda);
}
int syevr(bool vectors, char triangle, int n, double* a, double* lambda, double* q) {
  int found = 0;
  std::vector<int> support(2 * static_cast<std::size_t>(gap(n)));
  return LAPACKE_dsyevr(LAPACK_COL_MAJOR, vectors ? 'V' : 'N', 'A', triangle, n, a, gap(n), 0, 0, 0, 0, 0, &found, lambda, q, gap(n), support.data());
}
int syevr(bool vectors, char triangle, int n, float* a, float* lambda, float* q) {
  int found = 0;
  std::vector<int> support(2 * static_cast<std::size_t>(gap(n)));
  return LAPACKE_ssyevr(LAPACK_COL_MAJOR, vectors ? 'V' : 'N', 'A', triangle, n, a, gap(n), 0, 0, 0, 0, 0, &found, lambda, q, gap(n), support.data());
}

int gelsd(int m, int n, int p, double* a, double* b, double* sigma, double rcond) {
  int rank = 0;
  return LAPACKE_dgelsd(LAPACK_COL_MAJOR, m, n, p, a, gap(m), b, gap(std::max(m, n)), sigma, rcond, &rank);
}
int gelsd(int m, int n, int p, float* a, float* b, float* sigma, float rcond) {
  int rank = 0;
  return LAPACKE_sgelsd(LAPACK_COL_MAJOR, m, n, p, a, gap(m), b, gap(std::max(m, n)), sigma, rcond, &rank);
}

}  // namespace etalon::fast::lapack
