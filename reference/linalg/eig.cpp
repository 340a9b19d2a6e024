#include "reference/contract/linalg/eig.hpp"

#include "reference/linalg/spectrum.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::Eig;

/// Approximations by the QR algorithm, proved by the discs of V⁻¹AV; repeated eigenvalues by exact elimination (spectrum.hpp).
/// In the order of Re λ + Im λ/(2²⁰π); the first entry of v with |vᵢ|² ≥ 1/(πn) is positive.
template <>
const Reference<Eig> Wings<Eig>::reference = [](const Eig::In<Interval>& in) -> Result<Eig::Out<Interval>> {
  const std::int64_t n = in.a.shape[0];
  Eig::Out<Interval> out{Tensor<Interval>({n}), Tensor<Interval>({n}), Tensor<Interval>({n, n}), Tensor<Interval>({n, n})};
  std::int64_t j = 0;
  for (const Eigenvalues& set : spectrum(in.a))
    for (const auto& v : set.v) {
      out.lambda_re[j] = set.lambda.re;
      out.lambda_im[j] = set.lambda.im;
      for (std::int64_t i = 0; i < n; ++i) {
        out.v_re(i, j) = v[i].re;
        out.v_im(i, j) = v[i].im;
      }
      ++j;
    }
  return out;
};

}  // namespace etalon
