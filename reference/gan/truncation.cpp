#include "reference/contract/gan/truncation.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::gan::Truncation;
using contract::gan::TruncationVjp;

/// As it is written.
template <>
const Reference<Truncation> Wings<Truncation>::reference = []<class T>(const Truncation::In<T>& in) -> Result<Truncation::Out<T>> {
  const std::int64_t samples = in.w.shape[0], layers = in.w.shape[1], d = in.w.shape[2];
  Tensor<T> y = in.w;
  for (std::int64_t n = 0; n < samples; ++n)
    for (std::int64_t l = 0; l < in.cutoff; ++l)
      for (std::int64_t k = 0; k < d; ++k) y[(n * layers + l) * d + k] = in.mean[k] + in.psi * (in.w[(n * layers + l) * d + k] - in.mean[k]);
  return Truncation::Out<T>{std::move(y)};
};

/// w′ is linear in w and in the mean.
template <>
const Reference<TruncationVjp> Wings<TruncationVjp>::reference = []<class T>(const TruncationVjp::In<T>& in) -> Result<TruncationVjp::Out<T>> {
  const std::int64_t samples = in.w.shape[0], layers = in.w.shape[1], d = in.w.shape[2];
  TruncationVjp::Out<T> out{in.cotangent.y, Tensor<T>({d})};
  for (std::int64_t n = 0; n < samples; ++n)
    for (std::int64_t l = 0; l < in.cutoff; ++l)
      for (std::int64_t k = 0; k < d; ++k) {
        const T& cotangent = in.cotangent.y[(n * layers + l) * d + k];
        out.grad_w[(n * layers + l) * d + k] = in.psi * cotangent;
        out.grad_mean[k] += (1 - in.psi) * cotangent;
      }
  return out;
};

}  // namespace etalon
