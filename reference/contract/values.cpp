#include "reference/contract/evaluator.hpp"

#include <stdexcept>

namespace etalon {

Contract::Contract() = default;
Contract::Contract(const Contract&) = default;
Contract::Contract(Contract&&) noexcept = default;
Contract& Contract::operator=(const Contract&) = default;
Contract& Contract::operator=(Contract&&) noexcept = default;
Contract::~Contract() = default;
namespace detail {
template Values<double> values_of<double>(std::span<const MemberRef>);
template Values<float> values_of<float>(std::span<const MemberRef>);
template void fill<double>(std::span<const MemberRef>, Values<double>&);
template void fill<float>(std::span<const MemberRef>, Values<float>&);
template Inputs view_of<double>(std::span<const MemberRef>);
template Inputs view_of<float>(std::span<const MemberRef>);

void append(std::vector<InputInfo>& fields, const char* name, FieldKind kind, const InputDeclaration& declared) {
  fields.push_back({name, kind, declared.role, declared.shape, declared.text, declared.fallback});
}
void append(std::vector<OutputInfo>& fields, const char* name, FieldKind kind, Grade grade, const OutputDeclaration& declared) {
  fields.push_back({name, kind, grade, declared.constant, declared.clause, declared.shape, declared.text});
}
void throw_no_function(const char* operation) {
  throw std::logic_error(std::string("no formula on this number, the reference is proved on enclosures alone: ") + operation);
}
}  // namespace detail

std::optional<Dimensions> extents_of(const std::string& field, const Shape& shape, const SizeValues& sizes, const std::vector<InputInfo>& inputs,
                                     const std::vector<FieldShape>& shapes) {
  if (shape.any()) return std::nullopt;
  if (const SameAs* other = shape.same_as()) {
    for (std::size_t f = 0; f < inputs.size(); ++f)
      if (inputs[f].name == other->field) return shapes[f].shapes.at(0);
    throw std::logic_error(field + " has the shape of " + other->field + ", which is no input");
  }
  Dimensions extents;
  for (const Count& extent : shape.sizes()->extents) {
    const auto value = extent.at(sizes);
    if (!value) throw std::logic_error(field + " has shape " + shape_text(shape) + ", and nothing says what " + extent.text() + " is");
    extents.push_back(*value);
  }
  return extents;
}

Result<SizeValues> bind_sizes(const std::vector<InputInfo>& fields, const std::vector<FieldShape>& shapes) {
  SizeValues sizes;
  std::map<std::string, std::string> bound_by;
  for (std::size_t f = 0; f < fields.size(); ++f)
    if (shapes[f].integer) sizes[fields[f].name] = *shapes[f].integer;
  for (std::size_t f = 0; f < fields.size(); ++f) {
    const InputInfo& field = fields[f];
    if (field.kind == FieldKind::text || field.kind == FieldKind::list || field.shape.any()) continue;
    const Dimensions& given = shapes[f].shapes.at(0);
    if (const SameAs* other = field.shape.same_as()) {
      for (std::size_t g = 0; g < fields.size(); ++g)
        if (fields[g].name == other->field && shapes[g].shapes.at(0) != given)
          return domain("C0", field.name + " has shape " + shape_text(given) + ", but " + other->field + " has " + shape_text(shapes[g].shapes[0]));
      continue;
    }
    const std::vector<Count>& extents = field.shape.sizes()->extents;
    const std::string expected = field.name + " has shape " + shape_text(given) + "; expected " + shape_text(field.shape);
    if (given.size() != extents.size()) return domain("C0", expected);
    for (std::size_t d = 0; d < given.size(); ++d) {
      const Count& dimension = extents[d];
      if (given[d] < dimension.minimum()) return domain("C0", expected + " with " + dimension.text() + " ≥ " + std::to_string(dimension.minimum()));
      const auto symbol = dimension.symbol();
      if (symbol == any_extent.symbol()) continue;
      if (symbol && !sizes.count(*symbol)) {
        sizes[*symbol] = given[d];
        bound_by[*symbol] = field.name;
      } else if (dimension.at(sizes) != given[d]) {
        return domain("C0", expected + (symbol ? ", and " + bound_by[*symbol] + " says " + *symbol + " = " + std::to_string(sizes[*symbol]) : ""));
      }
    }
  }
  return sizes;
}

}  // namespace etalon
