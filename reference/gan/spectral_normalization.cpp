#include "reference/contract/gan/spectral_normalization.hpp"

#include <algorithm>

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::gan::SpectralNormalization;
using Variant = SpectralNormalization::Variant;

namespace {

/// Wx, or Wᵀx.
template <class T>
Tensor<T> times(const Tensor<T>& w, const Tensor<T>& x, bool transposed) {
  Tensor<T> y({w.shape[transposed ? 1 : 0]});
  for (std::int64_t i = 0; i < w.shape[0]; ++i)
    for (std::int64_t j = 0; j < w.shape[1]; ++j)
      if (transposed) y[j] += w(i, j) * x[i];
      else y[i] += w(i, j) * x[j];
  return y;
}
template <class T>
Tensor<T> normalized(const Tensor<T>& x, const T& epsilon) {
  T sum = 0;
  for (const T& entry : x) sum += square(entry);
  const T length = max(sqrt(sum), epsilon);
  return map(x, [&](const T& entry) -> T { return entry / length; });
}

}  // namespace

/// The step as it is written.
template <>
const Reference<SpectralNormalization> Wings<SpectralNormalization>::reference =
    []<class T>(const SpectralNormalization::In<T>& in, Variant variant) -> Result<SpectralNormalization::Out<T>> {
  const bool v_first = variant == Variant::v_first;
  const Tensor<T> product = times(in.weight, v_first ? in.u : in.v, v_first);
  if (std::all_of(product.begin(), product.end(), [](const T& x) { return bool(x == 0); })) return domain("C3", "the state is annihilated");
  const Tensor<T> first = normalized(product, in.epsilon), second = normalized(times(in.weight, first, !v_first), in.epsilon);
  SpectralNormalization::Out<T> out{v_first ? second : first, v_first ? first : second, 0, in.weight};
  const Tensor<T> applied = times(in.weight, out.v_next, false);
  for (std::size_t i = 0; i < applied.size(); ++i) out.sigma += out.u_next[i] * applied[i];
  for (T& w : out.normalized) w = w / out.sigma;
  return out;
};

}  // namespace etalon
