#include "reference/contract/linalg/lstsq.hpp"

#include "reference/linalg/gauss.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::Lstsq;

namespace {

/// AᵀB.
Tensor<Interval> transpose_times(const Tensor<Interval>& a, const Tensor<Interval>& b) {
  Tensor<Interval> product({a.shape[1], b.shape[1]});
  for (std::int64_t i = 0; i < a.shape[1]; ++i)
    for (std::int64_t j = 0; j < b.shape[1]; ++j) {
      Interval sum = 0;
      for (std::int64_t k = 0; k < a.shape[0]; ++k) sum += a(k, i) * b(k, j);
      product(i, j) = sum;
    }
  return product;
}

}  // namespace

/// The normal equations AᵀAx = Aᵀb, by elimination: their condition costs only bits. The rank is proved.
template <>
const Reference<Lstsq> Wings<Lstsq>::reference = [](const Lstsq::In<Interval>& in) -> Result<Lstsq::Out<Interval>> {
  const Elimination f = eliminate(transpose_times(in.a, in.a));
  if (is_singular(f)) return domain("C2", "the columns of the matrix are not independent");
  return Lstsq::Out<Interval>{solve(f, transpose_times(in.a, in.b))};
};

}  // namespace etalon
