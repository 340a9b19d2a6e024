#pragma once
#include <cstdint>
#include <vector>

#include "reference/contract/tensor.hpp"
#include "reference/number/interval.hpp"

/// Gaussian elimination with partial pivoting, in enclosures.
namespace etalon::reference::linalg {

/// PA = LU.
struct Elimination {
  std::vector<std::int64_t> p;  ///< row i of PA is row p[i] of A
  bool odd = false;             ///< p is an odd permutation
  Tensor<Interval> l, u;        ///< m×k and k×n, k = min(m, n)
};

/// The pivot is the first of the largest entries of what remains of the column; where all of them are 0, L is 0 below its
/// diagonal. Every choice is proved: where enclosures overlap, by fraction-free elimination, in which nothing rounds at
/// enough bits. Throws Undecided when the precision does not suffice.
Elimination eliminate(const Tensor<Interval>& a);

/// Is some u_kk of the square matrix exactly 0?
bool is_singular(const Elimination& factors);

/// ±Π u_kk of the square matrix.
Interval determinant(const Elimination& factors);

/// X with AX = B, by L and U; A is not singular.
Tensor<Interval> solve(const Elimination& factors, const Tensor<Interval>& b);

/// max |u_ij|; times n it bounds every entry of |L||U|, as |l_ij| ≤ 1.
Interval largest_entry(const Tensor<Interval>& a);

}  // namespace etalon::reference::linalg
