#include "reference/contract/tensor/top_k.hpp"

#include <algorithm>
#include <vector>

#include "reference/number/numbers.hpp"

namespace etalon {
using contract::tensor::TopK;

/// Sorted by insertion; of several that are equal the lowest index first, which every convention allows.
template <>
const Reference<TopK> Wings<TopK>::reference = []<class T>(const TopK::In<T>& in, TopK::Variant) -> Result<TopK::Out<T>> {
  const auto lanes = Lanes::along(in.x.shape, in.axis);
  Dimensions shape = in.x.shape;
  shape[static_cast<std::size_t>(in.axis < 0 ? in.axis + static_cast<std::int64_t>(shape.size()) : in.axis)] = in.k;
  TopK::Out<T> out{Tensor<T>(shape), Tensor<std::int64_t>(shape)};
  if (in.k == 0) return out;
  const auto places = Lanes::along(shape, in.axis);
  for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
    // Insertion into the order so far: an entry goes before those that it exceeds, and so behind its equals.
    std::vector<std::int64_t> order;
    for (std::int64_t i = 0; i < lanes->length; ++i) {
      const auto at = std::find_if(order.begin(), order.end(), [&](std::int64_t k) { return bool(in.x[lanes->index(lane, i)] > in.x[lanes->index(lane, k)]); });
      order.insert(at, i);
    }
    for (std::int64_t i = 0; i < in.k; ++i) {
      out.index[places->index(lane, i)] = order[static_cast<std::size_t>(i)];
      out.values[places->index(lane, i)] = in.x[lanes->index(lane, order[static_cast<std::size_t>(i)])];
    }
  }
  return out;
};

}  // namespace etalon
