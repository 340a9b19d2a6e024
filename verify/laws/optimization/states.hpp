#pragma once
#include "reference/contract/tensor.hpp"

namespace etalon::verify {

/// State k of those that lie along the first axis.
template <class T>
Tensor<T> state_at(const Tensor<T>& all, std::size_t k) {
  const Dimensions shape(all.shape.begin() + 1, all.shape.end());
  const auto size = static_cast<std::ptrdiff_t>(count_of(shape)), first = static_cast<std::ptrdiff_t>(k) * size;
  return {shape, {all.begin() + first, all.begin() + first + size}};
}

}  // namespace etalon::verify
