#include "reference/contract/linalg/cholesky_logdet.hpp"

#include "reference/linalg/elimination.hpp"
#include "reference/linalg/gauss.hpp"
#include "reference/linalg/symmetric.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::CholeskyLogdet;

/// Definite by the signs of the leading minors; then the logarithm of the last of them.
template <>
const Reference<CholeskyLogdet> Wings<CholeskyLogdet>::reference = [](const CholeskyLogdet::In<Interval>& in) -> Result<CholeskyLogdet::Out<Interval>> {
  if (const auto order = first_nonpositive_minor(in.a); order != 0)
    return domain("C2", "the leading minor of order " + std::to_string(order) + " is not positive");
  return CholeskyLogdet::Out<Interval>{log(determinant(eliminate(symmetric(in.a))))};
};

}  // namespace etalon
