#include "verify/judge/form.hpp"

#include <fmt/format.h>

namespace etalon::verify {

std::string form_error(const Request& request, const Reply& reply, const Values<Interval>& truth) {
  const Operation& op = *request.operation;
  for (std::size_t f = 0; f < op.outputs.size(); ++f) {
    const OutputInfo& field = op.outputs[f];
    if (!op.asks_for(field)) continue;
    const NamedOutput* found = nullptr;
    for (const NamedOutput& output : reply.outputs)
      if (output.name == field.name) found = &output;
    if (!found) return fmt::format("output {} is missing", field.name);
    const std::string dtype = field.kind == FieldKind::integer ? "int64" : request.format->name;
    if (found->dtype != dtype && !(dtype == "tf32" && found->dtype == "float32"))
      return fmt::format("output {} has dtype {}; expected {}", field.name, found->dtype, dtype);
    const bool list = field.kind == FieldKind::list;
    if (list != (if_list(found->value) != nullptr)) return fmt::format("output {} is {}", field.name, list ? "a tensor; expected a list of tensors" : "a list; expected a tensor");
    const auto expected = shapes_of(Values<Interval>{truth[f]})[0].shapes, given = shapes_of(Values<double>{found->value})[0].shapes;
    if (given.size() != expected.size()) return fmt::format("output {} has {} tensors; expected {}", field.name, given.size(), expected.size());
    for (std::size_t t = 0; t < given.size(); ++t)
      if (given[t] != expected[t])
        return fmt::format("output {}{} has shape {}; expected {}", field.name, list ? fmt::format("[{}]", t) : "", shape_text(given[t]), shape_text(expected[t]));
  }
  return "";
}

Values<double> in_order(const Operation& op, const Reply& reply) {
  Values<double> values;
  for (const OutputInfo& field : op.outputs) {
    Value<double> value = Tensor<double>(Dimensions{}, {0});
    if (field.kind == FieldKind::integer) value = Tensor<std::int64_t>(Dimensions{}, {0});
    if (field.kind == FieldKind::list) value = TensorList<double>{};
    for (const NamedOutput& output : reply.outputs)
      if (output.name == field.name) value = output.value;
    values.push_back(std::move(value));
  }
  return values;
}

}  // namespace etalon::verify
