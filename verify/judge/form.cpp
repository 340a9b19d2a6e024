#include "verify/judge/form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace etalon::verify {

namespace {

bool integral(const Tensor<double>& x) {
  return std::all_of(x.begin(), x.end(), [](double entry) { return std::nearbyint(entry) == entry && std::fabs(entry) < 0x1p63; });
}

/// Does a dtype hold every value of the declared one?
bool holds_all(const NamedOutput& found, const OutputInfo& field, const Format& declared) {
  const Format* format = Format::find(found.dtype);
  if (!format) return false;
  if (field.kind != FieldKind::integer) return format->precision >= declared.precision && format->max_exponent >= declared.max_exponent;
  const auto* x = if_real(found.value);
  return x && integral(*x);
}

// Which sign a NaN has differs from one machine to the next, and says nothing.
void drop_sign_of_nan(Tensor<double>& x) {
  for (double& entry : x)
    if (std::isnan(entry)) entry = std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

Form form_of(const Request& request, const Reply& reply, const Values<Interval>& truth) {
  const Operation& op = *request.operation;
  Form form;
  for (std::size_t f = 0; f < op.outputs.size(); ++f) {
    const OutputInfo& field = op.outputs[f];
    if (!op.asks_for(field)) continue;
    const NamedOutput* found = nullptr;
    for (const NamedOutput& output : reply.outputs)
      if (output.name == field.name) found = &output;
    if (!found) return {fmt::format("output {} is missing", field.name), ""};
    const std::string dtype = field.kind == FieldKind::integer ? "int64" : request.format->name;
    const bool empty = if_list(found->value) && list_of(found->value).empty();
    if (!empty && found->dtype != dtype && !(dtype == "tf32" && found->dtype == "float32")) {
      const std::string what = fmt::format("output {} has dtype {}; expected {}", field.name, found->dtype, dtype);
      if (request.strict_dtype || !holds_all(*found, field, *request.format)) return {what, ""};
      form.remark = fmt::format("answers in {} where {} is asked for", found->dtype, dtype);
    }
    const bool list = field.kind == FieldKind::list;
    if (list != (if_list(found->value) != nullptr)) return {fmt::format("output {} is {}", field.name, list ? "a tensor; expected a list of tensors" : "a list; expected a tensor"), ""};
    const auto expected = shape_of<Interval>(truth[f]).shapes, given = shape_of<double>(found->value).shapes;
    if (given.size() != expected.size()) return {fmt::format("output {} has {} tensors; expected {}", field.name, given.size(), expected.size()), ""};
    for (std::size_t t = 0; t < given.size(); ++t)
      if (given[t] != expected[t])
        return {fmt::format("output {}{} has shape {}; expected {}", field.name, list ? fmt::format("[{}]", t) : "", shape_text(given[t]), shape_text(expected[t])), ""};
  }
  return form;
}

Values<double> in_order(const Operation& op, const Reply& reply) {
  Values<double> values;
  for (const OutputInfo& field : op.outputs) {
    Value<double> value = Tensor<double>(Dimensions{}, {0});
    if (field.kind == FieldKind::integer) value = Tensor<std::int64_t>(Dimensions{}, {0});
    if (field.kind == FieldKind::list) value = TensorList<double>{};
    for (const NamedOutput& output : reply.outputs)
      if (output.name == field.name) value = output.value;
    if (const auto* x = if_real(value); x && field.kind == FieldKind::integer)
      value = map(*x, [](double entry) { return static_cast<std::int64_t>(entry); });
    if (auto* x = std::get_if<Tensor<double>>(&value)) drop_sign_of_nan(*x);
    if (auto* list = std::get_if<TensorList<double>>(&value))
      for (Tensor<double>& x : *list) drop_sign_of_nan(x);
    values.push_back(std::move(value));
  }
  return values;
}

}  // namespace etalon::verify
