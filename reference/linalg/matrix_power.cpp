#include "reference/contract/linalg/matrix_power.hpp"

#include <cstdlib>

#include "reference/linalg/gauss.hpp"
#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::MatrixPower;
using contract::linalg::MatrixPowerVjp;

namespace {

/// A·A⋯A, one factor after the other; A⁻¹ by elimination.
constexpr auto power_of = []<class T>(const MatrixPower::In<T>& in) -> Result<MatrixPower::Out<T>> {
  Tensor<T> base = in.a, power = identity<T>(in.a.shape[0]);
  if (in.exponent < 0) {
    const Elimination<T> f = eliminate(in.a);
    if (is_singular(f)) return domain("C2", "the matrix is singular");
    base = solve(f, power);
  }
  for (std::int64_t k = 0; k < std::abs(in.exponent); ++k) power = k == 0 ? base : product(power, base);
  return MatrixPower::Out<T>{std::move(power)};
};

}  // namespace

template <>
const Reference<MatrixPower> Wings<MatrixPower>::reference = power_of;

/// Back through the products, and through the elimination where p < 0.
template <>
const Reference<MatrixPowerVjp> Wings<MatrixPowerVjp>::reference = reverse_sweep<MatrixPowerVjp>(power_of);

}  // namespace etalon
