#include "reference/contract/tensor/top_k.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace etalon {
using contract::tensor::TopK;

/// Sorted as far as they are asked for; of several that are equal the lowest index first, which every convention allows.
template <>
const Fast<TopK> Wings<TopK>::fast = []<class T>(const TopK::In<T>& in, TopK::Variant) -> Result<TopK::Out<T>> {
  const auto lanes = Lanes::along(in.x.shape, in.axis);
  Dimensions shape = in.x.shape;
  shape[static_cast<std::size_t>(in.axis < 0 ? in.axis + static_cast<std::int64_t>(shape.size()) : in.axis)] = in.k;
  TopK::Out<T> out{Tensor<T>(shape), Tensor<std::int64_t>(shape)};
  if (in.k == 0) return out;
  const auto places = Lanes::along(shape, in.axis);
  for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
    std::vector<std::int64_t> order(static_cast<std::size_t>(lanes->length));
    std::iota(order.begin(), order.end(), 0);
    std::partial_sort(order.begin(), order.begin() + in.k, order.end(), [&](std::int64_t i, std::int64_t j) {
      const T a = in.x[lanes->index(lane, i)], b = in.x[lanes->index(lane, j)];
      return a != b ? a > b : i < j;
    });
    for (std::int64_t i = 0; i < in.k; ++i) {
      out.index[places->index(lane, i)] = order[static_cast<std::size_t>(i)];
      out.values[places->index(lane, i)] = in.x[lanes->index(lane, order[static_cast<std::size_t>(i)])];
    }
  }
  return out;
};

}  // namespace etalon
