#include "reference/contract/linalg/matrix_rank.hpp"

#include <algorithm>

#include "reference/contract/linalg/svdvals.hpp"

namespace etalon {
using contract::linalg::MatrixRank;
using contract::linalg::Svdvals;

/// Counts LAPACK's singular values.
template <>
const Fast<MatrixRank> Wings<MatrixRank>::fast = []<class T>(const MatrixRank::In<T>& in) -> Result<MatrixRank::Out<T>> {
  const auto values = Wings<Svdvals>::fast(Svdvals::In<T>{in.a});
  if (!values) return values.failure();
  const auto& sigma = values->sigma;
  return MatrixRank::Out<T>{std::count_if(sigma.begin(), sigma.end(), [&](T x) { return x > in.rtol * sigma[0]; })};
};

}  // namespace etalon
