#include "reference/contract/linalg/compression_ratio.hpp"

#include <algorithm>

namespace etalon {
using contract::linalg::CompressionRatio;

template <>
const Fast<CompressionRatio> Wings<CompressionRatio>::fast = []<class T>(const CompressionRatio::In<T>& in) -> Result<CompressionRatio::Out<T>> {
  if (in.k < 1 || in.k > std::min(in.m, in.n) || std::max(in.m, in.n) > (std::int64_t{1} << 30)) return domain("C1", "m, n or k is out of range");
  // The integers stay below 2⁶².
  const std::int64_t stored = in.k * (in.m + in.n + 1);
  return CompressionRatio::Out<T>{stored, static_cast<T>(static_cast<double>(in.m * in.n) / static_cast<double>(stored))};
};

}  // namespace etalon
