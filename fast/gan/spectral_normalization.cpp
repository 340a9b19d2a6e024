#include "reference/contract/gan/spectral_normalization.hpp"

#include <algorithm>
#include <cmath>

#include "fast/linalg/vectors.hpp"

namespace etalon {
using fast::linalg::scale;
using contract::gan::SpectralNormalization;
using Variant = SpectralNormalization::Variant;

namespace {

template <class T>
Tensor<T> times(const Tensor<T>& w, const Tensor<T>& x, bool transposed) {
  Tensor<T> y({w.shape[transposed ? 1 : 0]});
  for (std::int64_t i = 0; i < w.shape[0]; ++i)
    for (std::int64_t j = 0; j < w.shape[1]; ++j) (transposed ? y[j] : y[i]) += w(i, j) * (transposed ? x[i] : x[j]);
  return y;
}
/// x·2ᵏ, with the largest entry of x near 1.
template <class T>
struct Scaled {
  Tensor<T> x;
  int k = 0;

  Tensor<T> value() const {
    Tensor<T> y = x;
    for (T& entry : y) entry = std::ldexp(entry, k);
    return y;
  }
};
/// x·2ᵏ over max(its length, ε).
template <class T>
Scaled<T> normalized(Tensor<T> x, int k, T epsilon) {
  k += scale(x);
  T sum = 0;
  for (const T entry : x) sum += entry * entry;
  const T length = std::sqrt(sum);
  const bool short_one = std::ldexp(length, k) < epsilon;
  const int of_epsilon = std::ilogb(epsilon);
  const T divisor = short_one ? std::ldexp(epsilon, -of_epsilon) : length;
  for (T& entry : x) entry /= divisor;
  return {std::move(x), short_one ? k - of_epsilon : 0};
}

}  // namespace

/// W, the state and both vectors in units of their largest entries' exponents: no product leaves the range, and where ε is large σ may be too small for it, and W/σ is not.
template <>
const Fast<SpectralNormalization> Wings<SpectralNormalization>::fast =
    []<class T>(const SpectralNormalization::In<T>& in, Variant variant) -> Result<SpectralNormalization::Out<T>> {
  const bool v_first = variant == Variant::v_first;
  Tensor<T> w = in.weight, state = v_first ? in.u : in.v;
  const int k = scale(w), of_state = scale(state);
  const Tensor<T> product = times(w, state, v_first);
  if (std::all_of(product.begin(), product.end(), [](T x) { return x == 0; })) return domain("C3", "the state is annihilated");
  const Scaled<T> first = normalized(product, k + of_state, in.epsilon), second = normalized(times(w, first.x, !v_first), k + first.k, in.epsilon);
  const Scaled<T>&v = v_first ? first : second, &u = v_first ? second : first;
  const Tensor<T> applied = times(w, v.x, false);
  T sigma = 0;
  for (std::size_t i = 0; i < applied.size(); ++i) sigma += u.x[i] * applied[i];
  SpectralNormalization::Out<T> out{u.value(), v.value(), std::ldexp(sigma, k + u.k + v.k), w};
  for (T& entry : out.normalized) entry = std::ldexp(entry / sigma, -u.k - v.k);
  return out;
};

}  // namespace etalon
