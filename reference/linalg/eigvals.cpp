#include "reference/contract/linalg/eigvals.hpp"

#include "reference/linalg/spectrum.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::Eigvals;

/// As linalg.eig, without the vectors.
template <>
const Reference<Eigvals> Wings<Eigvals>::reference = [](const Eigvals::In<Interval>& in) -> Result<Eigvals::Out<Interval>> {
  Eigvals::Out<Interval> out{Tensor<Interval>({in.a.shape[0]}), Tensor<Interval>({in.a.shape[0]})};
  std::size_t j = 0;
  for (const Eigenvalues& set : spectrum(in.a))
    for (std::int64_t k = 0; k < set.count; ++k, ++j) {
      out.lambda_re[j] = set.lambda.re;
      out.lambda_im[j] = set.lambda.im;
    }
  return out;
};

}  // namespace etalon
