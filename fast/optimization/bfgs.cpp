#include "reference/contract/optimization/bfgs.hpp"

#include "fast/linalg/vectors.hpp"
#include "fast/optimization/models.hpp"

namespace etalon {
using namespace fast::optimization;
using contract::optimization::Bfgs;
using fast::linalg::times;

/// Two products with vectors instead of two with matrices: H − ρ(s(Hy)ᵀ + (Hy)sᵀ) + (1 + ρyᵀHy)ρssᵀ. The lengths of s and y are
/// taken out by powers of two.
template <>
const Fast<Bfgs> Wings<Bfgs>::fast = []<class T>(const Bfgs::In<T>& in, Bfgs::Variant variant) -> Result<Bfgs::Out<T>> {
  const std::int64_t n = in.s.shape[0];
  Bfgs::Out<T> out{mirrored(in.h)};
  Tensor<T>& h = out.h_next;
  const auto [s, s_exponent] = scaled(in.s);
  const auto [y, y_exponent] = scaled(in.y);
  const Tensor<T>& along = variant == Bfgs::Variant::direct ? s : y;
  const Tensor<T> image = times(h, along);
  const T curvature = dot(s, y), expected = dot(along, image);
  if (!(expected > 0) && !fast::linalg::is_zero(along)) return domain("C3", "what H says of the curvature is not positive");
  if (!(curvature > 0)) {
    if (variant == Bfgs::Variant::skip) return out;
    return domain("C2", "the curvature along s is not positive");
  }
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j <= i; ++j) {
      if (variant == Bfgs::Variant::direct) {
        h(i, j) = h(j, i) = h(i, j) - image[i] / expected * image[j] + std::ldexp(y[i] / curvature * y[j], y_exponent - s_exponent);
      } else {
        const T outer = s[i] / curvature * s[j];
        h(i, j) = h(j, i) = h(i, j) - (s[i] * image[j] + image[i] * s[j]) / curvature + expected / curvature * outer + std::ldexp(outer, s_exponent - y_exponent);
      }
    }
  return out;
};

}  // namespace etalon
