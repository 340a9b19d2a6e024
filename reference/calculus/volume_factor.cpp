#include "reference/contract/calculus/volume_factor.hpp"

#include <bit>

#include "reference/calculus/evaluate.hpp"

namespace etalon {
using namespace reference::calculus;
using contract::function_of;
using VolumeFactor = contract::calculus::VolumeFactor;

/// |det J| by Laplace's expansion along the rows: minors of the last rows, for each set of columns.
template <>
const Reference<VolumeFactor> Wings<VolumeFactor>::reference = []<class T>(const VolumeFactor::In<T>& in) -> Result<VolumeFactor::Out<T>> {
  const auto jacobian = forward_jacobian(function_of(in.function, in.x.shape[0]), in.x);
  if (!jacobian) return jacobian.failure();
  const int n = static_cast<int>(in.x.shape[0]);
  std::vector<T> minors(std::size_t{1} << n);  // that of the last rows and of the columns in the set
  minors[0] = 1;
  for (unsigned set = 1; set < minors.size(); ++set) {
    const int row = n - std::popcount(set);
    T sum = 0;
    bool negative = false;
    for (int column = 0; column < n; ++column) {
      if ((set >> column & 1) == 0) continue;
      const T product = (*jacobian)(row, column) * minors[set & ~(1u << column)];
      sum = negative ? sum - product : sum + product;
      negative = !negative;
    }
    minors[set] = sum;
  }
  return VolumeFactor::Out<T>{abs(minors.back())};
};

}  // namespace etalon
