#pragma once
#include <functional>
#include <optional>

#include "reference/contract/tensor.hpp"
#include "reference/linalg/vectors.hpp"

/// The spectral theorem with its proof: A = QΛQᵀ for a symmetric matrix, from approximate eigenvectors that prove nothing.
namespace etalon::reference::linalg {

using Vector = std::vector<Interval>;

/// Σ xᵢyᵢ, and √Σ xᵢ².
Interval dot(const Vector& x, const Vector& y);
Interval norm(const Vector& x);

/// Enclosures of λ₁ ≤ … ≤ λ_n; exactly 0 where the rank says so. Throws Undecided when the vectors are not orthogonal enough.
Vector eigenvalues(const Tensor<Interval>& a);

/// The places first ≤ i < last of the ascending eigenvalues: of one eigenvalue, or of some that were not told apart.
struct Eigenspace {
  std::size_t first, last;
  bool one_value;  ///< false only for matrices that are too large to decide it
};

struct Spectrum {
  Vector lambda;                   ///< ascending
  std::vector<Eigenspace> spaces;  ///< ascending; certainly different eigenvalues in each
  Columns<Interval> q;             ///< an orthonormal basis of each space, canonical (see orthonormal_basis)
};

/// The whole spectrum. Equal eigenvalues are proved equal, exactly, up to 32×32; throws Undecided where more bits are needed.
/// The proof counts the distinct eigenvalues, which the entries of A give if they are exact; else the caller's `distinct` does.
Spectrum spectrum(const Tensor<Interval>& a, const std::function<std::optional<std::int64_t>()>& distinct = {});

/// P = Σ qᵢqᵢᵀ over first ≤ i < last: the orthogonal projector onto that invariant subspace.
Tensor<Interval> projector(const Spectrum& spectrum, std::size_t first, std::size_t last);

/// The orthonormal basis W with P = WWᵀ that Cholesky's factorization with pivots gives: a function of the subspace alone, and
/// for a line the vector whose pivot entry is positive. P comes by its columns.
Columns<Interval> orthonormal_basis(std::size_t n, std::size_t dimension, const std::function<Vector(std::size_t)>& column_of_projector);

}  // namespace etalon::reference::linalg
