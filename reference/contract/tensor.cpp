#include "reference/contract/tensor.hpp"

#include <stdexcept>

#include "reference/contract/shape.hpp"

namespace etalon {

void throw_unfilled(const Dimensions& shape, std::size_t values) {
  throw std::invalid_argument("a tensor of shape " + shape_text(shape) + " has " + std::to_string(count_of(shape)) + " entries, not " + std::to_string(values));
}

std::optional<Lanes> Lanes::along(const Dimensions& shape, std::int64_t axis) {
  const auto rank = static_cast<std::int64_t>(shape.size());
  if (axis < 0) axis += rank;
  if (axis < 0 || axis >= rank || shape[static_cast<std::size_t>(axis)] == 0) return std::nullopt;
  return over(shape, {axis});
}
Lanes Lanes::over(const Dimensions& shape, const std::vector<std::int64_t>& axes) {
  std::vector<bool> along(shape.size(), false);
  for (const std::int64_t axis : axes) along.at(static_cast<std::size_t>(axis)) = true;
  return split(shape, along);
}
Lanes Lanes::but(const Dimensions& shape, std::int64_t kept) {
  std::vector<bool> along(shape.size(), true);
  along.at(static_cast<std::size_t>(kept)) = false;
  return split(shape, along);
}

namespace {

/// Where the indices over the chosen axes point, in row-major order.
std::vector<std::size_t> offsets(const Dimensions& shape, const std::vector<bool>& along, bool chosen) {
  std::vector<std::size_t> all{0};
  auto stride = static_cast<std::size_t>(count_of(shape));
  for (std::size_t d = 0; d < shape.size(); ++d) {
    const auto extent = static_cast<std::size_t>(shape[d]);
    stride = extent == 0 ? 0 : stride / extent;
    if (along[d] != chosen) continue;
    std::vector<std::size_t> finer;
    finer.reserve(all.size() * extent);
    for (const std::size_t offset : all)
      for (std::size_t i = 0; i < extent; ++i) finer.push_back(offset + i * stride);
    all = std::move(finer);
  }
  return all;
}

}  // namespace

Lanes Lanes::split(const Dimensions& shape, const std::vector<bool>& along) {
  Lanes lanes;
  lanes.starts_ = offsets(shape, along, false);
  lanes.steps_ = offsets(shape, along, true);
  lanes.count = static_cast<std::int64_t>(lanes.starts_.size());
  lanes.length = static_cast<std::int64_t>(lanes.steps_.size());
  return lanes;
}

}  // namespace etalon
