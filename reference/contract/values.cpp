#include "reference/contract/values.hpp"

namespace etalon {
namespace {

bool is_any(const Shape& shape) { return shape.size() == 1 && shape[0].symbol() == "…"; }

}  // namespace

std::string repeated_field(const Shape& shape) {
  return shape.size() == 2 && shape[0].symbol() == "=" ? *shape[1].symbol() : "";
}

std::string shape_text(const Dimensions& shape) {
  std::string text = "[";
  for (std::size_t i = 0; i < shape.size(); ++i) text += (i ? ", " : "") + std::to_string(shape[i]);
  return text + "]";
}

std::string shape_text(const Shape& shape) {
  if (is_any(shape)) return "any shape";
  if (const std::string field = repeated_field(shape); !field.empty()) return "the shape of " + field;
  if (shape.empty()) return "scalar";
  std::string text = "[";
  for (std::size_t i = 0; i < shape.size(); ++i) text += (i ? ", " : "") + shape[i].text();
  return text + "]";
}

Result<Sizes> bind_sizes(const std::vector<InputInfo>& fields, const std::vector<FieldShape>& shapes) {
  Sizes sizes;
  std::map<std::string, std::string> bound_by;
  for (std::size_t f = 0; f < fields.size(); ++f)
    if (shapes[f].integer) sizes[fields[f].name] = *shapes[f].integer;
  for (std::size_t f = 0; f < fields.size(); ++f) {
    const InputInfo& field = fields[f];
    if (field.kind == FieldKind::text || field.kind == FieldKind::list || is_any(field.shape)) continue;
    const Dimensions& given = shapes[f].shapes.at(0);
    if (const std::string other = repeated_field(field.shape); !other.empty()) {
      for (std::size_t g = 0; g < fields.size(); ++g)
        if (fields[g].name == other && shapes[g].shapes.at(0) != given)
          return domain("C0", field.name + " has shape " + shape_text(given) + ", but " + other + " has " + shape_text(shapes[g].shapes[0]));
      continue;
    }
    const std::string expected = field.name + " has shape " + shape_text(given) + "; expected " + shape_text(field.shape);
    if (given.size() != field.shape.size()) return domain("C0", expected);
    for (std::size_t d = 0; d < given.size(); ++d) {
      const Count& dimension = field.shape[d];
      if (given[d] < dimension.minimum()) return domain("C0", expected + " with " + dimension.text() + " ≥ " + std::to_string(dimension.minimum()));
      if (const auto symbol = dimension.symbol(); symbol && !sizes.count(*symbol)) {
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
