#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include "reference/contract/storage.hpp"

namespace etalon {

using Dimensions = std::vector<std::int64_t>;

/// Number of entries of a tensor of these dimensions; 1 for a scalar.
inline std::int64_t count_of(const Dimensions& shape) {
  return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>{});
}

/// Throws std::invalid_argument: so many values do not fill this shape.
[[noreturn]] void throw_unfilled(const Dimensions& shape, std::size_t values);

/// A dense row-major array of any rank; rank 0 is a scalar.
template <class T>
struct Tensor {
  Dimensions shape;
  Storage<T> data;

  Tensor() : shape{0} {}
  explicit Tensor(Dimensions dims) : shape(std::move(dims)), data(count_of(shape)) {}
  /// Throws std::invalid_argument when there are not as many values as the shape has places.
  Tensor(Dimensions dims, Storage<T> values) : shape(std::move(dims)), data(std::move(values)) {
    if (static_cast<std::int64_t>(data.size()) != count_of(shape)) throw_unfilled(shape, data.size());
  }
  template <std::same_as<std::vector<T>> Values>
    requires(!std::same_as<Values, Storage<T>>)
  Tensor(Dimensions dims, const Values& values) : Tensor(std::move(dims), Storage<T>(values.begin(), values.end())) {}
  /// For whoever writes every entry before it is read. (A template, since it is of floating-point numbers alone.)
  template <std::same_as<Dimensions> Shape>
  static Tensor unwritten(Shape dims) {
    const auto n = static_cast<std::size_t>(count_of(dims));
    return Tensor(std::move(dims), etalon::unwritten<T>(n));
  }

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

/// A tensor as lanes along some of its axes, one for each index of the others: what a reduction over these axes sums. Entry k
/// of lane l, both in row-major order, stands at index(l, k).
struct Lanes {
  std::int64_t count, length;

  std::size_t index(std::int64_t lane, std::int64_t k) const { return starts_[static_cast<std::size_t>(lane)] + steps_[static_cast<std::size_t>(k)]; }

  template <class T>
  std::vector<T> entries(const Tensor<T>& x, std::int64_t lane) const {
    std::vector<T> along;
    along.reserve(static_cast<std::size_t>(length));
    for (std::int64_t k = 0; k < length; ++k) along.push_back(x[index(lane, k)]);
    return along;
  }

  /// Lanes along `axis`; a negative one counts from the last. Nothing when there is no such axis, or it is empty.
  static std::optional<Lanes> along(const Dimensions& shape, std::int64_t axis);
  /// Lanes along all of these axes, each counted from the first.
  static Lanes over(const Dimensions& shape, const std::vector<std::int64_t>& axes);
  /// Lanes along every axis but one: the entries of a channel.
  static Lanes but(const Dimensions& shape, std::int64_t kept);

 private:
  static Lanes split(const Dimensions& shape, const std::vector<bool>& along);
  std::vector<std::size_t> starts_, steps_;
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
