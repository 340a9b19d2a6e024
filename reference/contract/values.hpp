#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "reference/contract/fields.hpp"

/// The same inputs and outputs without their types: what the command line, JSON, fixtures and foreign calls see.
namespace etalon {

template <class T>
using TensorList = std::vector<Tensor<T>>;

/// One field: real tensor (a scalar has rank 0), integer tensor, text, or list of real tensors.
template <class T>
using Value = std::variant<Tensor<T>, Tensor<std::int64_t>, std::string, TensorList<T>>;

/// The fields of In or Out, in the contract's order.
template <class T>
using Values = std::vector<Value<T>>;

enum class FieldKind { real, integer, text, list };

struct InputInfo {
  std::string name;
  FieldKind kind;
  Role role;
  Shape shape;
  std::string text;
  std::string fallback;
};

struct OutputInfo {
  std::string name;
  FieldKind kind;
  Grade grade;
  Count constant;
  std::string clause;
  Shape shape;
  std::string text;
};

namespace detail {

template <class T, class Member>
constexpr FieldKind kind_of() {
  if constexpr (std::is_same_v<Member, std::string>) return FieldKind::text;
  else if constexpr (std::is_same_v<Member, TensorList<T>>) return FieldKind::list;
  else if constexpr (std::is_same_v<Member, std::int64_t> || std::is_same_v<Member, Tensor<std::int64_t>>) return FieldKind::integer;
  else return FieldKind::real;
}

/// A scalar member becomes a tensor of rank 0 and back; everything else is copied.
template <class T, class Member>
Value<T> to_value(const Member& member) {
  if constexpr (std::is_same_v<Member, T> || std::is_same_v<Member, std::int64_t>)
    return Tensor<Member>(Dimensions{}, {member});
  else
    return member;
}
template <class T, class Member>
void from_value(const Value<T>& value, Member& member) {
  if constexpr (std::is_same_v<Member, T> || std::is_same_v<Member, std::int64_t>)
    member = std::get<Tensor<Member>>(value)[0];
  else
    member = std::get<Member>(value);
}

template <class T, class Struct, class... Fields>
Values<T> flatten(const Struct& s, const std::tuple<Fields...>*) {
  return Values<T>{to_value<T>(Fields::get(s))...};
}
template <class T, class Struct, class... Fields>
Struct inflate(const Values<T>& values, const std::tuple<Fields...>*) {
  Struct s{};
  std::size_t i = 0;
  (from_value<T>(values[i++], Fields::get(s)), ...);
  return s;
}
/// Their types alone are needed: null pointers to the tuples of fields.
template <class Op, class T>
constexpr decltype(Op::template inputs<T>())* input_fields = nullptr;
template <class Op, class T>
constexpr decltype(Op::template outputs<T>())* output_fields = nullptr;

}  // namespace detail

template <class Op, class T>
Values<T> values_of_inputs(const typename Op::template In<T>& in) {
  return detail::flatten<T>(in, detail::input_fields<Op, T>);
}
template <class Op, class T>
Values<T> values_of_outputs(const typename Op::template Out<T>& out) {
  return detail::flatten<T>(out, detail::output_fields<Op, T>);
}
template <class Op, class T>
typename Op::template In<T> inputs_of_values(const Values<T>& values) {
  return detail::inflate<T, typename Op::template In<T>>(values, detail::input_fields<Op, T>);
}
template <class Op, class T>
typename Op::template Out<T> outputs_of_values(const Values<T>& values) {
  return detail::inflate<T, typename Op::template Out<T>>(values, detail::output_fields<Op, T>);
}

namespace detail {
void append(std::vector<InputInfo>& fields, const char* name, FieldKind kind, const InputDeclaration& declared);
void append(std::vector<OutputInfo>& fields, const char* name, FieldKind kind, Grade grade, const OutputDeclaration& declared);
}  // namespace detail

template <class Op>
std::vector<InputInfo> describe_inputs() {
  std::vector<InputInfo> fields;
  std::apply([&](const auto&... f) { (detail::append(fields, f.name(), detail::kind_of<double, typename std::decay_t<decltype(f)>::Member>(), f), ...); },
             Op::template inputs<double>());
  return fields;
}
template <class Op>
std::vector<OutputInfo> describe_outputs() {
  std::vector<OutputInfo> fields;
  std::apply([&](const auto&... f) {
    (detail::append(fields, f.name(), detail::kind_of<double, typename std::decay_t<decltype(f)>::Member>(), std::decay_t<decltype(f)>::grade, f), ...);
  }, Op::template outputs<double>());
  return fields;
}

// ---- A field by its kind ----

template <class T> const Tensor<T>& real_of(const Value<T>& v) { return std::get<Tensor<T>>(v); }
template <class T> Tensor<T>& real_of(Value<T>& v) { return std::get<Tensor<T>>(v); }
template <class T> const Tensor<std::int64_t>& integers_of(const Value<T>& v) { return std::get<Tensor<std::int64_t>>(v); }
template <class T> Tensor<std::int64_t>& integers_of(Value<T>& v) { return std::get<Tensor<std::int64_t>>(v); }
template <class T> const std::string& text_of(const Value<T>& v) { return std::get<std::string>(v); }
template <class T> const TensorList<T>& list_of(const Value<T>& v) { return std::get<TensorList<T>>(v); }
template <class T> TensorList<T>& list_of(Value<T>& v) { return std::get<TensorList<T>>(v); }
/// The same, or null when the field is of another kind.
template <class T> const Tensor<T>* if_real(const Value<T>& v) { return std::get_if<Tensor<T>>(&v); }
template <class T> Tensor<T>* if_real(Value<T>& v) { return std::get_if<Tensor<T>>(&v); }
template <class T> const Tensor<std::int64_t>* if_integers(const Value<T>& v) { return std::get_if<Tensor<std::int64_t>>(&v); }
template <class T> Tensor<std::int64_t>* if_integers(Value<T>& v) { return std::get_if<Tensor<std::int64_t>>(&v); }
template <class T> const std::string* if_text(const Value<T>& v) { return std::get_if<std::string>(&v); }
template <class T> const TensorList<T>* if_list(const Value<T>& v) { return std::get_if<TensorList<T>>(&v); }
template <class T> TensorList<T>* if_list(Value<T>& v) { return std::get_if<TensorList<T>>(&v); }

/// Every real entry through f; integers and text as they are.
template <class U, class T, class F>
Values<U> transform(const Values<T>& values, F f) {
  Values<U> out;
  out.reserve(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto entry = [&](const T& x) -> U { return f(x, i); };
    const auto tensor = [&](const Tensor<T>& x) {
      std::vector<U> data;
      data.reserve(x.size());
      for (const T& e : x) data.push_back(entry(e));
      return Tensor<U>(x.shape, std::move(data));
    };
    if (const auto* real = if_real(values[i])) out.emplace_back(tensor(*real));
    else if (const auto* list = if_list(values[i])) {
      TensorList<U> mapped;
      for (const Tensor<T>& x : *list) mapped.push_back(tensor(x));
      out.emplace_back(std::move(mapped));
    } else if (const auto* integer = if_integers(values[i])) out.emplace_back(*integer);
    else out.emplace_back(text_of(values[i]));
  }
  return out;
}

/// The real tensors of one field: the tensor itself, or each of a list.
template <class T>
std::vector<const Tensor<T>*> real_tensors(const Value<T>& value) {
  std::vector<const Tensor<T>*> tensors;
  if (const auto* real = if_real(value)) tensors.push_back(real);
  if (const auto* list = if_list(value))
    for (const Tensor<T>& x : *list) tensors.push_back(&x);
  return tensors;
}

/// What the shape check needs of a field: the shapes of its tensors, and the value of an integer scalar.
struct FieldShape {
  std::vector<Dimensions> shapes;
  std::optional<std::int64_t> integer;
};

template <class T>
std::vector<FieldShape> shapes_of(const Values<T>& values) {
  std::vector<FieldShape> out;
  for (const Value<T>& value : values) {
    FieldShape field;
    for (const Tensor<T>* tensor : real_tensors(value)) field.shapes.push_back(tensor->shape);
    if (const auto* integer = if_integers(value)) {
      field.shapes.push_back(integer->shape);
      if (integer->shape.empty()) field.integer = integer->data[0];
    }
    out.push_back(std::move(field));
  }
  return out;
}

/// Checks clause C0, that shapes agree with the declaration and with each other, and binds the symbolic sizes.
/// Integer scalars are bound under their own names, so that a dimension may be `steps + 1`.
Result<SizeValues> bind_sizes(const std::vector<InputInfo>& fields, const std::vector<FieldShape>& shapes);

/// The extents of a declared shape, or nothing when it is any; throws std::logic_error naming the field when a size is unknown.
std::optional<Dimensions> extents_of(const std::string& field, const Shape& shape, const SizeValues& sizes, const std::vector<InputInfo>& inputs,
                                     const std::vector<FieldShape>& shapes);

}  // namespace etalon
