#include "reference/contract/optimization/clip_by_norm.hpp"

#include <algorithm>
#include <cmath>

#include "fast/tensor/pairwise.hpp"

namespace etalon {
using namespace fast::tensor;
using contract::optimization::ClipByNorm;

/// Squares of entries scaled by a power of two, and the quotient c/‖g‖ apart from its exponent: nothing leaves the range.
template <>
const Fast<ClipByNorm> Wings<ClipByNorm>::fast = []<class T>(const ClipByNorm::In<T>& in, ClipByNorm::Variant variant) -> Result<ClipByNorm::Out<T>> {
  T largest = 0;
  for (const Tensor<T>& g : in.gradients)
    for (const T entry : g) largest = std::max(largest, std::fabs(entry));
  const int exponent = largest > 0 ? std::ilogb(largest) : 0;
  T squares = 0;
  for (const Tensor<T>& g : in.gradients)
    squares += pairwise_sum<T>(0, static_cast<std::int64_t>(g.size()), [&](std::int64_t k) {
      const T scaled = std::ldexp(g[static_cast<std::size_t>(k)], -exponent);
      return scaled * scaled;
    });
  const T norm = std::sqrt(squares);  // by 2^exponent
  ClipByNorm::Out<T> out{in.gradients, std::ldexp(norm, exponent)};
  if (largest == 0) return out;
  const bool beside = variant == ClipByNorm::Variant::stabilised && exponent < 64;  // above, 10⁻⁶ is nothing
  int over = 0, under = 0;
  const T quotient = std::frexp(in.max_norm, &over) / std::frexp(beside ? out.norm + T(1e-6) : norm, &under);
  const int shift = over - under - (beside ? 0 : exponent);
  if (std::ldexp(quotient, shift) >= 1) return out;
  for (Tensor<T>& g : out.clipped)
    for (T& entry : g) {
      int of_entry = 0;
      const T product = std::frexp(entry, &of_entry) * quotient;
      entry = std::ldexp(product, of_entry + shift);
    }
  return out;
};

}  // namespace etalon
