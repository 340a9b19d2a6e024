#include "reference/contract/linalg/compression_ratio.hpp"

#include <algorithm>

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::linalg::CompressionRatio;

template <>
const Reference<CompressionRatio> Wings<CompressionRatio>::reference = []<class T>(const CompressionRatio::In<T>& in) -> Result<CompressionRatio::Out<T>> {
  const auto [m, n, k] = in;
  constexpr std::int64_t most = std::int64_t{1} << 30;
  if (std::min(m, n) < 1 || std::max(m, n) > most || k < 1 || k > std::min(m, n)) return domain("C1", "m, n or k is out of range");
  const std::int64_t stored = k * (m + n + 1);
  return CompressionRatio::Out<T>{stored, T(m * n) / T(stored)};
};

}  // namespace etalon
