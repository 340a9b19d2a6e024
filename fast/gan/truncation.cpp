#include "reference/contract/gan/truncation.hpp"

namespace etalon {
using contract::gan::Truncation;
using contract::gan::TruncationVjp;

namespace {

/// Calls `each(entry, its coordinate)` for what is truncated.
template <class T, class F>
void for_each_truncated(const Truncation::In<T>& in, F each) {
  const auto samples = static_cast<std::size_t>(in.w.shape[0]), d = in.mean.size(), layer = static_cast<std::size_t>(in.w.shape[1]) * d;
  for (std::size_t n = 0; n < samples; ++n)
    for (std::size_t i = 0; i < static_cast<std::size_t>(in.cutoff) * d; ++i) each(n * layer + i, i % d);
}

}  // namespace

/// The sum of two shares: neither is lost beside the other.
template <>
const Fast<Truncation> Wings<Truncation>::fast = []<class T>(const Truncation::In<T>& in) -> Result<Truncation::Out<T>> {
  Truncation::Out<T> out{in.w};
  for_each_truncated(in, [&](std::size_t i, std::size_t k) { out.y[i] = in.psi * in.w[i] + (1 - in.psi) * in.mean[k]; });
  return out;
};

template <>
const Fast<TruncationVjp> Wings<TruncationVjp>::fast = []<class T>(const TruncationVjp::In<T>& in) -> Result<TruncationVjp::Out<T>> {
  TruncationVjp::Out<T> out{in.cotangent.y, Tensor<T>(in.mean.shape)};
  for_each_truncated(in, [&](std::size_t i, std::size_t k) {
    out.grad_w[i] = in.psi * in.cotangent.y[i];
    out.grad_mean[k] += (1 - in.psi) * in.cotangent.y[i];
  });
  return out;
};

}  // namespace etalon
