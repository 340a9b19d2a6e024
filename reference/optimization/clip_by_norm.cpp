#include "reference/contract/optimization/clip_by_norm.hpp"

#include "reference/optimization/averages.hpp"

namespace etalon {
using namespace reference::optimization;
using contract::optimization::ClipByNorm;

template <>
const Reference<ClipByNorm> Wings<ClipByNorm>::reference = []<class T>(const ClipByNorm::In<T>& in, ClipByNorm::Variant variant) -> Result<ClipByNorm::Out<T>> {
  T sum = 0;
  for (const Tensor<T>& g : in.gradients)
    for (const T& entry : g) sum += square(entry);
  const T norm = root(sum), divisor = variant == ClipByNorm::Variant::stabilised ? norm + T(1) / 1000000 : norm;
  ClipByNorm::Out<T> out{in.gradients, norm};
  // Squares decide where roots do not: ‖g‖ = c exactly.
  const bool longer = static_cast<bool>(variant == ClipByNorm::Variant::stabilised ? divisor > in.max_norm : sum > square(in.max_norm));
  if (longer)
    for (Tensor<T>& g : out.clipped)
      for (T& entry : g) entry = entry * (in.max_norm / divisor);
  return out;
};

}  // namespace etalon
