#include "verify/generate/shrink_extents.hpp"

#include <algorithm>

#include "verify/generate/axes.hpp"

namespace etalon::verify {
namespace {

/// The group of that name, if these inputs still have it.
std::optional<AxisGroup> group_of(const Operation& op, const Values<double>& inputs, const std::string& name) {
  for (const AxisGroup& group : axis_groups(op, inputs))
    if (group.name == name) return group;
  return std::nullopt;
}

/// Names of axes that could be shorter, the longest first.
std::vector<std::string> longest_first(const Operation& op, const Values<double>& inputs) {
  auto groups = axis_groups(op, inputs);
  std::erase_if(groups, [](const AxisGroup& group) { return group.extent <= group.minimum; });
  std::stable_sort(groups.begin(), groups.end(), [](const AxisGroup& a, const AxisGroup& b) { return a.extent > b.extent; });
  std::vector<std::string> names;
  for (const AxisGroup& group : groups) names.push_back(group.name);
  return names;
}

/// Does it fail with that extent? Then those inputs are taken.
bool fails_at(Values<double>& inputs, const AxisGroup& group, std::int64_t extent, const StillFails& still_fails) {
  for (const auto& [begin, end] : {std::pair(extent, group.extent), std::pair(std::int64_t{0}, group.extent - extent)})
    if (Values<double> fewer = without(inputs, group, begin, end); still_fails(fewer)) {
      inputs = std::move(fewer);
      return true;
    }
  return false;
}

/// Between `passes`, which is not tried, and what the inputs have.
void shrink_extent(const Operation& op, Values<double>& inputs, const std::string& name, const StillFails& still_fails) {
  const auto first = group_of(op, inputs, name);
  for (std::int64_t passes = first->minimum - 1;;) {
    const auto group = group_of(op, inputs, name);
    if (!group || group->extent - passes <= 1) return;
    const std::int64_t middle = passes + (group->extent - passes) / 2;
    // Right in the middle whole blocks may be right: a step beside it they are not.
    if (fails_at(inputs, *group, middle, still_fails) || (middle + 1 < group->extent && fails_at(inputs, *group, middle + 1, still_fails))) continue;
    passes = middle;
  }
}

}  // namespace

Values<double> shrink_extents(const Operation& op, Values<double> inputs, const StillFails& still_fails) {
  const auto names = longest_first(op, inputs);
  // First all but the longest to one index: what counts entries of several axes would have it stop half-way along each.
  for (std::size_t k = names.size(); k-- > 1;)
    if (const auto group = group_of(op, inputs, names[k]); group && group->extent > 1 && group->minimum <= 1) fails_at(inputs, *group, 1, still_fails);
  for (const std::string& name : names)
    if (group_of(op, inputs, name)) shrink_extent(op, inputs, name, still_fails);
  return inputs;
}

std::optional<Onset> onset(const Operation& op, Values<double>& inputs, const StillFails& still_fails) {
  for (;;) {
    const auto names = longest_first(op, inputs);
    if (names.empty()) return std::nullopt;
    const AxisGroup group = *group_of(op, inputs, names.front());
    if (!fails_at(inputs, group, group.extent - 1, still_fails)) return Onset{group.name, group.extent};
  }
}

}  // namespace etalon::verify
