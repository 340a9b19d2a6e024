#pragma once
#include "verify/trial/operation.hpp"

/// The axes of an operation's inputs that change their extent together.
namespace etalon::verify {

/// Axes that must stay equal: the dimensions that one size names, or one axis of a field of any shape with those of the fields
/// that repeat its shape.
struct AxisGroup {
  struct Axis {
    std::size_t field, axis;
  };
  std::string name;  ///< of the size, or "axis 0 of x"
  std::vector<Axis> axes;
  std::int64_t extent, minimum;  ///< what it is, and the least it may be
};

std::vector<AxisGroup> axis_groups(const Operation& op, const Values<double>& inputs);

/// The inputs without the indices begin … end − 1 of the group's axes.
Values<double> without(const Values<double>& inputs, const AxisGroup& group, std::int64_t begin, std::int64_t end);

/// The distance of neighbours along an axis, in entries.
std::int64_t stride_of(const Dimensions& shape, std::size_t axis);

}  // namespace etalon::verify
