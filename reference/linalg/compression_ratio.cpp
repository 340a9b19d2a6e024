#include "reference/contract/linalg/compression_ratio.hpp"

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::linalg::CompressionRatio;

template <>
const Reference<CompressionRatio> Wings<CompressionRatio>::reference = []<class T>(const CompressionRatio::In<T>& in) -> Result<CompressionRatio::Out<T>> {
  const auto [m, n, k] = in;
  const std::int64_t stored = k * (m + n + 1);
  return CompressionRatio::Out<T>{stored, T(m * n) / T(stored)};
};

}  // namespace etalon
