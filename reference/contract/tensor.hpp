#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

namespace etalon {

using Dimensions = std::vector<std::int64_t>;

/// Number of entries of a tensor of these dimensions; 1 for a scalar.
inline std::int64_t count_of(const Dimensions& shape) {
  return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>{});
}

/// A dense row-major array of any rank; rank 0 is a scalar.
template <class T>
struct Tensor {
  Dimensions shape;
  std::vector<T> data;

  Tensor() : shape{0} {}
  explicit Tensor(Dimensions dims) : shape(std::move(dims)), data(count_of(shape)) {}
  Tensor(Dimensions dims, std::vector<T> values) : shape(std::move(dims)), data(std::move(values)) {}

  std::size_t size() const { return data.size(); }
  std::size_t rank() const { return shape.size(); }

  T& operator[](std::size_t i) { return data[i]; }
  const T& operator[](std::size_t i) const { return data[i]; }
  T& operator()(std::size_t i, std::size_t j) { return data[i * shape[1] + j]; }
  const T& operator()(std::size_t i, std::size_t j) const { return data[i * shape[1] + j]; }

  auto begin() { return data.begin(); }
  auto end() { return data.end(); }
  auto begin() const { return data.begin(); }
  auto end() const { return data.end(); }

  bool operator==(const Tensor&) const = default;
};

/// The one-dimensional lanes of a shape along one axis: entry k of lane l stands at index(l, k).
struct Lanes {
  std::int64_t count, length, stride;

  std::size_t index(std::int64_t lane, std::int64_t k) const {
    return static_cast<std::size_t>((lane / stride) * length * stride + k * stride + lane % stride);
  }
  template <class T>
  std::vector<T> entries(const Tensor<T>& x, std::int64_t lane) const {
    std::vector<T> along;
    for (std::int64_t k = 0; k < length; ++k) along.push_back(x[index(lane, k)]);
    return along;
  }
  /// Lanes along `axis`; a negative one counts from the last. Nothing when there is no such axis, or it is empty.
  static std::optional<Lanes> along(const Dimensions& shape, std::int64_t axis) {
    const auto rank = static_cast<std::int64_t>(shape.size());
    if (axis < 0) axis += rank;
    if (axis < 0 || axis >= rank || shape[axis] == 0) return std::nullopt;
    Lanes lanes{1, shape[axis], 1};
    for (std::int64_t d = axis + 1; d < rank; ++d) lanes.stride *= shape[d];
    lanes.count = count_of(shape) / lanes.length;
    return lanes;
  }
};

/// The shape without one axis.
inline Dimensions without_axis(Dimensions shape, std::int64_t axis) {
  shape.erase(shape.begin() + (axis < 0 ? axis + static_cast<std::int64_t>(shape.size()) : axis));
  return shape;
}

/// The tensor of f(entry), of the same shape.
template <class T, class F>
auto map(const Tensor<T>& x, F f) {
  Tensor<std::decay_t<decltype(f(x.data.front()))>> y;
  y.shape = x.shape;
  y.data.reserve(x.size());
  for (const T& entry : x) y.data.push_back(f(entry));
  return y;
}

}  // namespace etalon
