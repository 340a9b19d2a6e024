#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
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

/// A member of In or Out without its type. What is done with it is compiled once for each number, not for each operation.
struct MemberRef {
  const char* name;
  FieldKind kind;
  bool scalar;
  const void* at;

  template <class M>
  const M& as() const {
    return *static_cast<const M*>(at);
  }
  template <class M>
  M& taken() const {  // of a struct that is being filled, or emptied
    return *static_cast<M*>(const_cast<void*>(at));
  }
};
template <class T, class... Fields, class Struct>
std::array<MemberRef, sizeof...(Fields)> members(const Struct& s, const std::tuple<Fields...>*) {
  return {MemberRef{Fields::name(), kind_of<T, typename Fields::Member>(),
                    std::is_same_v<typename Fields::Member, T> || std::is_same_v<typename Fields::Member, std::int64_t>, &Fields::get(s)}...};
}

/// A scalar member becomes a tensor of rank 0 and back; everything else is as it is. What is large is moved.
template <class T>
Values<T> values_of(std::span<const MemberRef> members) {
  Values<T> values;
  values.reserve(members.size());
  for (const MemberRef& m : members) switch (m.kind) {
      case FieldKind::real:
        if (m.scalar) values.emplace_back(Tensor<T>(Dimensions{}, {m.as<T>()}));
        else values.emplace_back(std::move(m.taken<Tensor<T>>()));
        break;
      case FieldKind::integer:
        if (m.scalar) values.emplace_back(Tensor<std::int64_t>(Dimensions{}, {m.as<std::int64_t>()}));
        else values.emplace_back(std::move(m.taken<Tensor<std::int64_t>>()));
        break;
      case FieldKind::text: values.emplace_back(m.as<std::string>()); break;
      case FieldKind::list: values.emplace_back(std::move(m.taken<TensorList<T>>())); break;
    }
  return values;
}
template <class T>
void fill(std::span<const MemberRef> members, Values<T>& values) {
  for (std::size_t i = 0; i < members.size(); ++i) switch (const MemberRef& m = members[i]; m.kind) {
      case FieldKind::real:
        if (m.scalar) m.taken<T>() = std::get<Tensor<T>>(values[i])[0];
        else m.taken<Tensor<T>>() = std::move(std::get<Tensor<T>>(values[i]));
        break;
      case FieldKind::integer:
        if (m.scalar) m.taken<std::int64_t>() = std::get<Tensor<std::int64_t>>(values[i])[0];
        else m.taken<Tensor<std::int64_t>>() = std::move(std::get<Tensor<std::int64_t>>(values[i]));
        break;
      case FieldKind::text: m.taken<std::string>() = std::get<std::string>(values[i]); break;
      case FieldKind::list: m.taken<TensorList<T>>() = std::move(std::get<TensorList<T>>(values[i])); break;
    }
}
/// What the clauses look at.
template <class T>
Inputs view_of(std::span<const MemberRef> members) {
  Inputs inputs;
  for (const MemberRef& m : members) switch (m.kind) {
      case FieldKind::real: m.scalar ? inputs.add(m.name, m.as<T>()) : inputs.add(m.name, m.as<Tensor<T>>()); break;
      case FieldKind::integer: m.scalar ? inputs.add(m.name, m.as<std::int64_t>()) : inputs.add(m.name, m.as<Tensor<std::int64_t>>()); break;
      case FieldKind::text: inputs.add(m.name, m.as<std::string>()); break;
      case FieldKind::list: inputs.add(m.name, m.as<TensorList<T>>()); break;
    }
  return inputs;
}

extern template Values<double> values_of<double>(std::span<const MemberRef>);
extern template Values<float> values_of<float>(std::span<const MemberRef>);
extern template void fill<double>(std::span<const MemberRef>, Values<double>&);
extern template void fill<float>(std::span<const MemberRef>, Values<float>&);
extern template Inputs view_of<double>(std::span<const MemberRef>);
extern template Inputs view_of<float>(std::span<const MemberRef>);

/// Their types alone are needed: null pointers to the tuples of fields.
template <class Op, class T>
constexpr decltype(Op::template inputs<T>())* input_fields = nullptr;
template <class Op, class T>
constexpr decltype(Op::template outputs<T>())* output_fields = nullptr;

}  // namespace detail

// What is moved in is not copied.
template <class Op, class T>
Values<T> values_of_inputs(typename Op::template In<T> in) {
  return detail::values_of<T>(detail::members<T>(in, detail::input_fields<Op, T>));
}
template <class Op, class T>
Values<T> values_of_outputs(typename Op::template Out<T> out) {
  return detail::values_of<T>(detail::members<T>(out, detail::output_fields<Op, T>));
}
template <class Op, class T>
typename Op::template In<T> inputs_of_values(Values<T> values) {
  typename Op::template In<T> in{};
  detail::fill<T>(detail::members<T>(in, detail::input_fields<Op, T>), values);
  return in;
}
template <class Op, class T>
typename Op::template Out<T> outputs_of_values(Values<T> values) {
  typename Op::template Out<T> out{};
  detail::fill<T>(detail::members<T>(out, detail::output_fields<Op, T>), values);
  return out;
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
      Storage<U> data;
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
FieldShape shape_of(const Value<T>& value) {
  FieldShape field;
  for (const Tensor<T>* tensor : real_tensors(value)) field.shapes.push_back(tensor->shape);
  if (const auto* integer = if_integers(value)) {
    field.shapes.push_back(integer->shape);
    if (integer->shape.empty()) field.integer = integer->data[0];
  }
  return field;
}
template <class T>
std::vector<FieldShape> shapes_of(const Values<T>& values) {
  std::vector<FieldShape> shapes;
  for (const Value<T>& value : values) shapes.push_back(shape_of<T>(value));
  return shapes;
}

/// Checks clause C0, that shapes agree with the declaration and with each other, and binds the symbolic sizes.
/// Integer scalars are bound under their own names, so that a dimension may be `steps + 1`.
Result<SizeValues> bind_sizes(const std::vector<InputInfo>& fields, const std::vector<FieldShape>& shapes);

/// The extents of a declared shape, or nothing when it is any; throws std::logic_error naming the field when a size is unknown.
std::optional<Dimensions> extents_of(const std::string& field, const Shape& shape, const SizeValues& sizes, const std::vector<InputInfo>& inputs,
                                     const std::vector<FieldShape>& shapes);

}  // namespace etalon
