#pragma once

/// LAPACK as it is used here: dense, column-major, without gaps between the columns. Each returns LAPACK's info, if it can tell anything.
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
/// PA = LU in place, by partial pivoting: row i was swapped with row pivots[i] − 1, in this order; min(m, n) of them.
/// info = k > 0: u_kk is exactly 0.
int getrf(int m, int n, double* a, int* pivots);
int getrf(int m, int n, float* a, int* pivots);
/// Solves AX = B by the factors of getrf; b, n×sides, becomes X.
void getrs(int n, int sides, const double* factors, const int* pivots, double* b);
void getrs(int n, int sides, const float* factors, const int* pivots, float* b);
/// The inverse by the factors of getrf, in place of them. info = k > 0: u_kk is exactly 0.
int getri(int n, double* factors, const int* pivots);
int getri(int n, float* factors, const int* pivots);

/// Householder QR in place: R on and above the diagonal, the reflections below it and in tau, of min(m, n) entries.
void geqrf(int m, int n, double* a, double* tau);
void geqrf(int m, int n, float* a, float* tau);
/// The same of A with its columns permuted, the largest remaining one first; column j of the product is column
/// permutation[j] − 1 of A.
void geqp3(int m, int n, double* a, int* permutation, double* tau);
void geqp3(int m, int n, float* a, int* permutation, float* tau);
/// The first n columns of the product of k reflections, in their place; q is m×n.
void orgqr(int m, int n, int k, double* q, const double* tau);
void orgqr(int m, int n, int k, float* q, const float* tau);
/// The least squares solution of full column rank by QR, m ≥ n: b, m×sides, has it in its first n rows.
/// info = i > 0: r_ii is exactly 0.
int gels(int m, int n, int sides, double* a, double* b);
int gels(int m, int n, int sides, float* a, float* b);

/// Solves AX = B by the factor of potrf with the same triangle; b, n×sides, becomes X.
void potrs(char triangle, int n, int sides, const double* factor, double* b);
void potrs(char triangle, int n, int sides, const float* factor, float* b);

/// The shortest X that minimizes ‖AX − B‖, over the first n rows of B, which has max(m, n) rows and p columns; singular values
/// up to rcond·σ₁ count as 0. A is destroyed, sigma has min(m, n) places. info > 0: no convergence.
int gelsd(int m, int n, int p, double* a, double* b, double* sigma, double rcond);
int gelsd(int m, int n, int p, float* a, float* b, float* sigma, float rcond);

}  // namespace etalon::fast::lapack
