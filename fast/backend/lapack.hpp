#pragma once

/// LAPACK as it is used here: dense, column-major, without gaps between the columns. Each returns LAPACK's info.
namespace etalon::fast::lapack {

/// Cholesky factor of the n×n matrix in place; triangle 'U' or 'L' is read and written, the other left as it is.
/// info = k > 0: the leading minor of order k is not positive.
int potrf(char triangle, int n, double* a);
int potrf(char triangle, int n, float* a);

/// The singular values of an m×n matrix, descending; a is destroyed. Divide and conquer, and QR, which converges where the
/// first did not. info > 0: no convergence.
int gesdd(int m, int n, double* a, double* sigma);
int gesdd(int m, int n, float* a, float* sigma);
int gesvd(int m, int n, double* a, double* sigma);
int gesvd(int m, int n, float* a, float* sigma);

/// Also the singular vectors: U by columns (m×m, or m×k without `full`), Vᵀ by columns (n×n, or k×n), k = min(m, n).
int gesdd(bool full, int m, int n, double* a, double* sigma, double* u, double* vt);
int gesdd(bool full, int m, int n, float* a, float* sigma, float* u, float* vt);
int gesvd(bool full, int m, int n, double* a, double* sigma, double* u, double* vt);
int gesvd(bool full, int m, int n, float* a, float* sigma, float* u, float* vt);

/// The eigenvalues of a symmetric matrix, ascending, from the triangle 'U' or 'L'; a is destroyed. Divide and conquer writes the
/// vectors over a by columns; relatively robust representations write them to q. info > 0: no convergence.
int syevd(bool vectors, char triangle, int n, double* a, double* lambda);
int syevd(bool vectors, char triangle, int n, float* a, float* lambda);
int syevr(bool vectors, char triangle, int n, double* a, double* lambda, double* q);
int syevr(bool vectors, char triangle, int n, float* a, float* lambda, float* q);

/// The shortest X that minimizes ‖AX − B‖, over the first n rows of B, which has max(m, n) rows and p columns; singular values
/// up to rcond·σ₁ count as 0. A is destroyed, sigma has min(m, n) places. info > 0: no convergence.
int gelsd(int m, int n, int p, double* a, double* b, double* sigma, double rcond);
int gelsd(int m, int n, int p, float* a, float* b, float* sigma, float rcond);

}  // namespace etalon::fast::lapack
