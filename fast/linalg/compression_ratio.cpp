#include "reference/contract/linalg/compression_ratio.hpp"

namespace etalon {
using contract::linalg::CompressionRatio;

template <>
const Fast<CompressionRatio> Wings<CompressionRatio>::fast = []<class T>(const CompressionRatio::In<T>& in) -> Result<CompressionRatio::Out<T>> {
  // The integers stay below 2⁶².
  const std::int64_t stored = in.k * (in.m + in.n + 1);
  return CompressionRatio::Out<T>{stored, static_cast<T>(static_cast<double>(in.m * in.n) / static_cast<double>(stored))};
};

}  // namespace etalon
