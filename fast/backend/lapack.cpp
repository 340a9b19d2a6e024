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
int potri(char triangle, int n, double* a) { return LAPACKE_dpotri(LAPACK_COL_MAJOR, triangle, n, a, gap(n)); }
int potri(char triangle, int n, float* a) { return LAPACKE_spotri(LAPACK_COL_MAJOR, triangle, n, a, gap(n)); }

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

int geevx(char vectors, int n, double* a, double* re, double* im, double* u) {
  int low = 0, high = 0;
  double norm = 0;
  std::vector<double> scale(static_cast<std::size_t>(gap(n)));
  return LAPACKE_dgeevx(LAPACK_COL_MAJOR, 'P', vectors, 'N', 'N', n, a, gap(n), re, im, u, gap(n), nullptr, 1, &low, &high, scale.data(), &norm, nullptr, nullptr);
}
int geevx(char vectors, int n, float* a, float* re, float* im, float* u) {
  int low = 0, high = 0;
  float norm = 0;
  std::vector<float> scale(static_cast<std::size_t>(gap(n)));
  return LAPACKE_sgeevx(LAPACK_COL_MAJOR, 'P', vectors, 'N', 'N', n, a, gap(n), re, im, u, gap(n), nullptr, 1, &low, &high, scale.data(), &norm, nullptr, nullptr);
}

int gesv(int n, int columns, double* a, double* b) {
  std::vector<lapack_int> rows(static_cast<std::size_t>(gap(n)));
  return LAPACKE_dgesv(LAPACK_COL_MAJOR, n, columns, a, gap(n), rows.data(), b, gap(n));
}
int gesv(int n, int columns, float* a, float* b) {
  std::vector<lapack_int> rows(static_cast<std::size_t>(gap(n)));
  return LAPACKE_sgesv(LAPACK_COL_MAJOR, n, columns, a, gap(n), rows.data(), b, gap(n));
}
int getrf(int m, int n, double* a, int* pivots) { return LAPACKE_dgetrf(LAPACK_COL_MAJOR, m, n, a, gap(m), pivots); }
int getrf(int m, int n, float* a, int* pivots) { return LAPACKE_sgetrf(LAPACK_COL_MAJOR, m, n, a, gap(m), pivots); }
void getrs(int n, int sides, const double* factors, const int* pivots, double* b) { LAPACKE_dgetrs(LAPACK_COL_MAJOR, 'N', n, sides, factors, gap(n), pivots, b, gap(n)); }
void getrs(int n, int sides, const float* factors, const int* pivots, float* b) { LAPACKE_sgetrs(LAPACK_COL_MAJOR, 'N', n, sides, factors, gap(n), pivots, b, gap(n)); }
int getri(int n, double* factors, const int* pivots) { return LAPACKE_dgetri(LAPACK_COL_MAJOR, n, factors, gap(n), pivots); }
int getri(int n, float* factors, const int* pivots) { return LAPACKE_sgetri(LAPACK_COL_MAJOR, n, factors, gap(n), pivots); }

void geqrf(int m, int n, double* a, double* tau) { LAPACKE_dgeqrf(LAPACK_COL_MAJOR, m, n, a, gap(m), tau); }
void geqrf(int m, int n, float* a, float* tau) { LAPACKE_sgeqrf(LAPACK_COL_MAJOR, m, n, a, gap(m), tau); }
void geqp3(int m, int n, double* a, int* permutation, double* tau) {
  std::fill_n(permutation, n, 0);  // every column is free to move
  LAPACKE_dgeqp3(LAPACK_COL_MAJOR, m, n, a, gap(m), permutation, tau);
}
void geqp3(int m, int n, float* a, int* permutation, float* tau) {
  std::fill_n(permutation, n, 0);  // every column is free to move
  LAPACKE_sgeqp3(LAPACK_COL_MAJOR, m, n, a, gap(m), permutation, tau);
}
void orgqr(int m, int n, int k, double* q, const double* tau) { LAPACKE_dorgqr(LAPACK_COL_MAJOR, m, n, k, q, gap(m), tau); }
void orgqr(int m, int n, int k, float* q, const float* tau) { LAPACKE_sorgqr(LAPACK_COL_MAJOR, m, n, k, q, gap(m), tau); }
int gels(int m, int n, int sides, double* a, double* b) { return LAPACKE_dgels(LAPACK_COL_MAJOR, 'N', m, n, sides, a, gap(m), b, gap(m)); }
int gels(int m, int n, int sides, float* a, float* b) { return LAPACKE_sgels(LAPACK_COL_MAJOR, 'N', m, n, sides, a, gap(m), b, gap(m)); }

void potrs(char triangle, int n, int sides, const double* factor, double* b) { LAPACKE_dpotrs(LAPACK_COL_MAJOR, triangle, n, sides, factor, gap(n), b, gap(n)); }
void potrs(char triangle, int n, int sides, const float* factor, float* b) { LAPACKE_spotrs(LAPACK_COL_MAJOR, triangle, n, sides, factor, gap(n), b, gap(n)); }

int gelsd(int m, int n, int p, double* a, double* b, double* sigma, double rcond) {
  int rank = 0;
  return LAPACKE_dgelsd(LAPACK_COL_MAJOR, m, n, p, a, gap(m), b, gap(std::max(m, n)), sigma, rcond, &rank);
}
int gelsd(int m, int n, int p, float* a, float* b, float* sigma, float rcond) {
  int rank = 0;
  return LAPACKE_sgelsd(LAPACK_COL_MAJOR, m, n, p, a, gap(m), b, gap(std::max(m, n)), sigma, rcond, &rank);
}

}  // namespace etalon::fast::lapack
