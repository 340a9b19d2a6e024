#include "verify/generate/axes.hpp"

#include <algorithm>
#include <map>

namespace etalon::verify {
namespace {

/// Of an axis that is shorter than others of its group what it has.
template <class T>
Tensor<T> without_indices(const Tensor<T>& x, std::size_t axis, std::int64_t begin, std::int64_t end) {
  Tensor<T> y;
  y.shape = x.shape;
  begin = std::min(begin, x.shape[axis]), end = std::min(end, x.shape[axis]);
  y.shape[axis] -= end - begin;
  const std::int64_t stride = stride_of(x.shape, axis);
  for (std::size_t i = 0; i < x.size(); ++i) {
    const std::int64_t k = static_cast<std::int64_t>(i) / stride % x.shape[axis];
    if (k < begin || k >= end) y.data.push_back(x[i]);
  }
  return y;
}

}  // namespace

std::int64_t stride_of(const Dimensions& shape, std::size_t axis) {
  std::int64_t stride = 1;
  for (std::size_t d = axis + 1; d < shape.size(); ++d) stride *= shape[d];
  return stride;
}

Values<double> without(const Values<double>& inputs, const AxisGroup& group, std::int64_t begin, std::int64_t end) {
  Values<double> smaller = inputs;
  for (const AxisGroup::Axis& a : group.axes)
    std::visit([&](auto& x) {
      if constexpr (requires { without_indices(x, a.axis, begin, end); }) x = without_indices(x, a.axis, begin, end);
    }, smaller[a.field]);
  return smaller;
}

std::vector<AxisGroup> axis_groups(const Operation& op, const Values<double>& inputs) {
  const auto shapes = shapes_of(inputs);
  std::map<std::string, AxisGroup> named;
  std::vector<AxisGroup> groups;
  for (std::size_t f = 0; f < op.inputs.size(); ++f) {
    const InputInfo& field = op.inputs[f];
    if (field.kind == FieldKind::text || field.kind == FieldKind::list) continue;
    const Dimensions& shape = shapes[f].shapes.at(0);
    if (field.shape.any()) {
      for (std::size_t a = 0; a < shape.size(); ++a) {
        AxisGroup group{"axis " + std::to_string(a) + " of " + field.name, {{f, a}}, shape[a], 1};
        for (std::size_t g = 0; g < op.inputs.size(); ++g)
          if (const SameAs* other = op.inputs[g].shape.same_as(); other && other->field == field.name) group.axes.push_back({g, a});
        groups.push_back(group);
      }
    } else if (const Sizes* declared = field.shape.sizes()) {
      for (std::size_t a = 0; a < shape.size(); ++a)
        if (const auto symbol = declared->extents[a].symbol()) {
          AxisGroup& group = named.try_emplace(*symbol, AxisGroup{*symbol, {}, shape[a], 0}).first->second;
          group.axes.push_back({f, a});
          group.minimum = std::max(group.minimum, declared->extents[a].minimum());
        }
    }
  }
  for (auto& [name, group] : named) groups.push_back(group);
  return groups;
}

}  // namespace etalon::verify
