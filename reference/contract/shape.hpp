#pragma once
#include <initializer_list>
#include <string>
#include <variant>
#include <vector>

#include "reference/contract/count.hpp"
#include "reference/contract/tensor.hpp"

namespace etalon {

/// One extent for each axis, such as [n, 2n + 1]; none for a scalar.
struct Sizes {
  std::vector<Count> extents;
};
/// An extent that nothing else speaks of: {any_extent, any_extent} is any matrix.
inline const Count any_extent{"_"};
/// The shape of the input of that name.
struct SameAs {
  std::string field;
};
/// Any shape: the operation itself says what fits.
struct Any {};

/// The shape of a field as a contract declares it: `{n, k}`, `{}` for a scalar, `SameAs{"x"}` or `Any{}`.
class Shape {
 public:
  Shape();
  Shape(std::initializer_list<Count> extents);
  Shape(SameAs other);  // NOLINT
  Shape(Any any);       // NOLINT
  Shape(const Shape&);
  Shape(Shape&&) noexcept;
  Shape& operator=(const Shape&);
  Shape& operator=(Shape&&) noexcept;
  ~Shape();

  const Sizes* sizes() const { return std::get_if<Sizes>(&kind_); }
  const SameAs* same_as() const { return std::get_if<SameAs>(&kind_); }
  bool any() const { return std::holds_alternative<Any>(kind_); }

 private:
  std::variant<Sizes, SameAs, Any> kind_;
};

/// "[3, 4]"
std::string shape_text(const Dimensions& shape);
/// "[n, k]", "any shape", "the shape of x"
std::string shape_text(const Shape& shape);

}  // namespace etalon
