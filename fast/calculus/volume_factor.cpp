#include "reference/contract/calculus/volume_factor.hpp"

#include <bit>
#include <limits>

#include "fast/calculus/tape.hpp"

namespace etalon {
using namespace fast::calculus;
using contract::function_of;
using VolumeFactor = contract::calculus::VolumeFactor;

/// |det J| by minors, as the reference has it, but of what rounding may have made of 0: that is 0.
template <>
const Fast<VolumeFactor> Wings<VolumeFactor>::fast = []<class T>(const VolumeFactor::In<T>& in) -> Result<VolumeFactor::Out<T>> {
  const Formula f = function_of(in.function, in.x.shape[0]);
  Tensor<T> jacobian;
  if (auto failure = jacobian_of(f, in.x, jacobian)) return *failure;
  const int n = static_cast<int>(in.x.shape[0]);
  struct Minor {
    T value = 0, size = 0;  ///< the sum, and that of the absolute products
  };
  std::vector<Minor> minors(std::size_t{1} << n);
  minors[0] = {1, 1};
  for (unsigned set = 1; set < minors.size(); ++set) {
    const int row = n - std::popcount(set);
    T sign = 1;
    for (int column = 0; column < n; ++column) {
      if ((set >> column & 1) == 0) continue;
      const Minor& rest = minors[set & ~(1u << column)];
      minors[set].value += sign * jacobian(row, column) * rest.value;
      minors[set].size += std::fabs(jacobian(row, column)) * rest.size;
      sign = -sign;
    }
  }
  const T noise = static_cast<T>(4 * n) * std::numeric_limits<T>::epsilon() * minors.back().size;
  const T volume = std::fabs(minors.back().value);
  return VolumeFactor::Out<T>{volume <= noise ? T(0) : volume};
};

}  // namespace etalon
