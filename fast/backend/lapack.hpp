#pragma once

/// LAPACK as it is used here: dense, column-major, without gaps between the columns. Each returns LAPACK's info.
namespace etalon::fast::lapack {

/// Cholesky factor of the n×n matrix in place; triangle 'U' or 'L' is read and written, the other left as it is.
/// info = k > 0: the leading minor of order k is not positive.
int potrf(char triangle, int n, double* a);
int potrf(char triangle, int n, float* a);
/// From that factor the same triangle of the inverse, in place. info > 0: a pivot is 0.
int potri(char triangle, int n, double* a);
int potri(char triangle, int n, float* a);

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
/// Eigenvalues of the general n×n matrix, and with vectors = 'V' its left eigenvectors u, uᴴA = λuᴴ, of norm 1; a is destroyed.
/// A conjugate pair stands together, its u as real and imaginary part. Permuted, not balanced. info > 0: no convergence.
int geevx(char vectors, int n, double* a, double* re, double* im, double* u);
int geevx(char vectors, int n, float* a, float* re, float* im, float* u);

/// Solves AX = B for a general n×n matrix by LU with partial pivoting; b becomes X, a its factors. info = k > 0: u_kk = 0.
int gesv(int n, int columns, double* a, double* b);
int gesv(int n, int columns, float* a, float* b);

}  // namespace etalon::fast::lapack
