#include "reference/contract/linalg/cholesky_solve.hpp"

#include "reference/linalg/elimination.hpp"
#include "reference/linalg/gauss.hpp"
#include "reference/linalg/symmetric.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::CholeskySolve;

/// Definite by the signs of the leading minors; then elimination by the book.
template <>
const Reference<CholeskySolve> Wings<CholeskySolve>::reference = [](const CholeskySolve::In<Interval>& in) -> Result<CholeskySolve::Out<Interval>> {
  if (const auto order = first_nonpositive_minor(in.a); order != 0)
    return domain("C2", "the leading minor of order " + std::to_string(order) + " is not positive");
  return CholeskySolve::Out<Interval>{solve(eliminate(symmetric(in.a)), in.b)};
};

}  // namespace etalon
