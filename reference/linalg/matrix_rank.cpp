#include "reference/contract/linalg/matrix_rank.hpp"

#include "reference/contract/linalg/svdvals.hpp"
#include "reference/linalg/elimination.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::MatrixRank;
using contract::linalg::Svdvals;

/// Counts the proved singular values; without a tolerance, the exact rank by elimination.
template <>
const Reference<MatrixRank> Wings<MatrixRank>::reference = [](const MatrixRank::In<Interval>& in) -> Result<MatrixRank::Out<Interval>> {
  if (in.rtol.is_zero()) {
    const auto rank = exact_rank(in.a);
    if (!rank) throw Undecided{"the exact rank"};
    return MatrixRank::Out<Interval>{*rank};
  }
  MatrixRank::Out<Interval> out{0};
  const auto sigma = Wings<Svdvals>::reference(Svdvals::In<Interval>{in.a})->sigma;
  for (const Interval& x : sigma)
    if (!x.is_zero() && x > in.rtol * sigma[0]) ++out.rank;
  return out;
};

}  // namespace etalon
