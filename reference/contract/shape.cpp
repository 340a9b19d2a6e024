#include "reference/contract/shape.hpp"

#include <stdexcept>

namespace etalon {

Shape::Shape() : kind_(Sizes{}) {}
Shape::Shape(std::initializer_list<Count> extents) : kind_(Sizes{extents}) {}
Shape::Shape(SameAs other) : kind_(std::move(other)) {}
Shape::Shape(Any any) : kind_(any) {}
Shape::Shape(const Shape&) = default;
Shape::Shape(Shape&&) noexcept = default;
Shape& Shape::operator=(const Shape&) = default;
Shape& Shape::operator=(Shape&&) noexcept = default;
Shape::~Shape() = default;

std::string shape_text(const Dimensions& shape) {
  std::string text = "[";
  for (std::size_t i = 0; i < shape.size(); ++i) text += (i ? ", " : "") + std::to_string(shape[i]);
  return text + "]";
}

std::string shape_text(const Shape& shape) {
  if (shape.any()) return "any shape";
  if (const SameAs* other = shape.same_as()) return "the shape of " + other->field;
  const std::vector<Count>& extents = shape.sizes()->extents;
  if (extents.empty()) return "scalar";
  std::string text = "[";
  for (std::size_t i = 0; i < extents.size(); ++i) text += (i ? ", " : "") + extents[i].text();
  return text + "]";
}

}  // namespace etalon
