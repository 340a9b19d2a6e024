#include "verify/adapters/codec.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "verify/adapters/base64.hpp"

namespace etalon::verify {
namespace {

using nlohmann::json;
using Bits = std::uint64_t;

/// x, a value of float16, as its bits. The fraction with its leading bit is added to the exponent above it, so that normal
/// and subnormal numbers are one case.
Bits half_bits(double x) {
  const Bits sign = std::signbit(x) ? 0x8000 : 0;
  if (std::isnan(x)) return sign | 0x7e00;
  if (std::isinf(x)) return sign | 0x7c00;
  if (x == 0) return sign;
  const int exponent = std::max(std::ilogb(x), -14);
  return sign | (static_cast<Bits>(exponent + 14) * 1024 + static_cast<Bits>(std::ldexp(std::fabs(x), 10 - exponent)));
}
double half_value(Bits bits) {
  const int exponent = bits >> 10 & 31, fraction = bits & 1023;
  const double magnitude = exponent < 31  ? std::ldexp(exponent ? 1024 + fraction : fraction, std::max(exponent, 1) - 25)
                           : fraction ? std::numeric_limits<double>::quiet_NaN()
                                      : std::numeric_limits<double>::infinity();
  return bits & 0x8000 ? -magnitude : magnitude;
}

Bits float_bits(double x) { return std::bit_cast<std::uint32_t>(static_cast<float>(x)); }
double float_value(Bits bits) { return std::bit_cast<float>(static_cast<std::uint32_t>(bits)); }

/// How a real dtype is stored.
struct Storage {
  const char* dtype;
  std::size_t width;  ///< in bytes
  Bits (*bits)(double);
  double (*value)(Bits);
};
constexpr Storage storages[] = {
    {"float64", 8, [](double x) { return std::bit_cast<Bits>(x); }, [](Bits bits) { return std::bit_cast<double>(bits); }},
    {"float32", 4, float_bits, float_value},
    {"float16", 2, half_bits, half_value},
    {"bfloat16", 2, [](double x) { return float_bits(x) >> 16; }, [](Bits bits) { return float_value(bits << 16); }},
};
const Storage* storage(const std::string& dtype) {
  for (const Storage& s : storages)
    if (s.dtype == dtype) return &s;
  return nullptr;
}

/// Entries as little-endian bytes, and back.
template <class T, class ToBits>
json packed(const char* dtype, const Tensor<T>& x, std::size_t width, ToBits bits) {
  std::string bytes;
  bytes.reserve(x.size() * width);
  for (const T& entry : x) {
    const Bits word = bits(entry);
    for (std::size_t b = 0; b < width; ++b) bytes += static_cast<char>(word >> 8 * b);
  }
  return {{"dtype", dtype}, {"shape", x.shape}, {"data", base64(bytes)}};
}
template <class T, class ToValue>
Tensor<T> unpacked(Dimensions shape, const std::string& bytes, std::size_t width, ToValue value) {
  std::vector<T> entries;
  entries.reserve(bytes.size() / width);
  for (std::size_t i = 0; i < bytes.size(); i += width) {
    Bits word = 0;
    for (std::size_t b = 0; b < width; ++b) word |= static_cast<Bits>(static_cast<unsigned char>(bytes[i + b])) << 8 * b;
    entries.push_back(value(word));
  }
  return Tensor<T>(std::move(shape), std::move(entries));
}

const json& member(const json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end()) throw std::invalid_argument(std::string("it has no ") + key);
  return *found;
}
const std::string& text_member(const json& object, const char* key) {
  const json& value = member(object, key);
  if (!value.is_string()) throw std::invalid_argument(std::string("its ") + key + " is not a string but " + value.type_name());
  return value.get_ref<const std::string&>();
}

/// Checked so that no product of extents overflows, whatever the order and wherever a 0 stands.
Dimensions shape_member(const json& tensor) {
  const json& shape = member(tensor, "shape");
  if (!shape.is_array()) throw std::invalid_argument(std::string("its shape is not an array but ") + shape.type_name());
  if (shape.size() > 64) throw std::invalid_argument("its rank is over 64");  // NumPy's limit
  Dimensions extents;
  std::int64_t product = 1;
  for (const json& extent : shape) {
    if (!extent.is_number_integer()) throw std::invalid_argument(std::string("its shape holds a ") + extent.type_name() + " that is no integer");
    if (!extent.is_number_unsigned() && extent.get<std::int64_t>() < 0) throw std::invalid_argument("its shape has a negative extent");
    const auto size = extent.get<std::uint64_t>();
    if (size > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) ||
        __builtin_mul_overflow(product, std::max<std::int64_t>(static_cast<std::int64_t>(size), 1), &product))
      throw std::invalid_argument("its shape has more than 2^63 entries");
    extents.push_back(static_cast<std::int64_t>(size));
  }
  return extents;
}

NamedOutput decode_tensor(const std::string& name, const json& tensor) {
  if (!tensor.is_object()) throw std::invalid_argument(std::string("it is not an object but ") + tensor.type_name());
  const std::string& dtype = text_member(tensor, "dtype");
  const Storage* stored = storage(dtype);
  if (!stored && dtype != "int64")
    throw std::invalid_argument("unknown dtype " + excerpt(dtype) + "; known are float64, float32, float16, bfloat16 and int64");
  const std::size_t width = stored ? stored->width : 8;
  Dimensions shape = shape_member(tensor);
  const auto bytes = from_base64(text_member(tensor, "data"));
  if (!bytes) throw std::invalid_argument("its data is not base64");
  const auto entries = static_cast<std::size_t>(count_of(shape));
  if (bytes->size() % width != 0 || bytes->size() / width != entries)
    throw std::invalid_argument("its data has " + std::to_string(bytes->size()) + " bytes, but the shape " + shape_text(shape) + " has " +
                                std::to_string(entries) + " entries of " + std::to_string(width) + " bytes");
  if (stored) return {name, dtype, unpacked<double>(std::move(shape), *bytes, width, stored->value)};
  return {name, dtype, unpacked<std::int64_t>(std::move(shape), *bytes, width, [](Bits bits) { return static_cast<std::int64_t>(bits); })};
}

/// A tensor, or a list of real ones of one dtype; an empty list has none.
NamedOutput decode_output(const std::string& name, const json& value) {
  if (!value.is_array()) return decode_tensor(name, value);
  TensorList<double> list;
  std::string dtype;
  for (const json& entry : value) {
    NamedOutput one = decode_tensor(name, entry);
    if (if_integers(one.value) || (!list.empty() && one.dtype != dtype)) throw std::invalid_argument("its tensors are not all of one real dtype");
    dtype = one.dtype;
    list.push_back(std::move(real_of(one.value)));
  }
  return {name, dtype, std::move(list)};
}

json encode_value(const Value<double>& value, const std::string& dtype) {
  if (const auto* real = if_real(value)) return encode(*real, dtype);
  if (const auto* integer = if_integers(value)) return encode(*integer);
  if (const auto* text = if_text(value)) return *text;
  json list = json::array();
  for (const Tensor<double>& x : list_of(value)) list.push_back(encode(x, dtype));
  return list;
}

/// One of {"outputs": …}, {"failure": …}, {"error": …}, {"unsupported": …}.
Reply decode_answer(const json& reply) {
  std::string said;
  for (const char* key : {"outputs", "failure", "error", "unsupported"})
    if (reply.contains(key)) {
      if (!said.empty()) throw std::invalid_argument("the reply has both " + said + " and " + key);
      said = key;
    }
  if (said.empty()) throw std::invalid_argument("the reply has none of outputs, failure, error and unsupported");
  if (said == "error") return {Reply::Kind::error, {}, {}, one_line(text_member(reply, "error"))};
  if (said == "unsupported") return {Reply::Kind::unsupported, {}, {}, one_line(text_member(reply, "unsupported"))};
  const json& content = reply.at(said);
  if (!content.is_object()) throw std::invalid_argument(said + " is not an object but " + content.type_name());
  if (said == "failure") {
    const std::string clause = content.contains("clause") ? text_member(content, "clause") : "";
    const std::string message = content.contains("message") ? text_member(content, "message") : "";
    return {Reply::Kind::refused, {}, one_line(clause), one_line(message)};
  }
  Reply decoded{Reply::Kind::outputs};
  if (reply.contains("changed")) {
    const auto is_text = [](const json& entry) { return entry.is_string(); };
    if (!reply["changed"].is_array() || !std::all_of(reply["changed"].begin(), reply["changed"].end(), is_text)) throw std::invalid_argument("changed is no list of strings");
    for (const json& name : reply["changed"]) decoded.changed.push_back(one_line(name.get<std::string>()));
  }
  for (const auto& [name, tensor] : content.items()) decoded.outputs.push_back(decode(name, tensor));
  return decoded;
}

}  // namespace

json encode(const Tensor<double>& x, const std::string& dtype) {
  const Format* format = Format::find(dtype);
  const Storage* stored = storage(dtype == "tf32" ? "float32" : dtype);
  if (!format || !stored) throw std::invalid_argument("no real tensor has the dtype " + excerpt(dtype));
  return packed(stored->dtype, x, stored->width, [&](double entry) {
    if (format->precision < 53 && !format->holds(entry)) throw std::invalid_argument(std::to_string(entry) + " is not a value of " + dtype);
    return stored->bits(entry);
  });
}
json encode(const Tensor<std::int64_t>& x) {
  return packed("int64", x, 8, [](std::int64_t entry) { return static_cast<Bits>(entry); });
}

NamedOutput decode(const std::string& name, const json& tensor) {
  try {
    return decode_output(name, tensor);
  } catch (const std::invalid_argument& reason) {
    throw std::invalid_argument(excerpt(name) + " is no tensor: " + reason.what());
  }
}

json encode(const Request& request, std::uint64_t id) {
  const Operation& op = *request.operation;
  if (request.inputs.size() != op.inputs.size()) throw std::invalid_argument(op.name() + ": the request does not have every input");
  json line = {{"id", id}, {"op", op.name()}, {"dtype", request.format->name}, {"inputs", json::object()}, {"outputs", json::array()}};
  for (std::size_t i = 0; i < request.layouts.size(); ++i)
    if (request.layouts[i] != 'C' && op.inputs[i].kind != FieldKind::text) line["layouts"][op.inputs[i].name] = request.layouts[i] == 'F' ? "F" : "strided";
  if (!op.statement.variants.empty()) line["variant"] = op.statement.variants.at(request.variant).name;
  for (std::size_t i = 0; i < op.inputs.size(); ++i) line["inputs"][op.inputs[i].name] = encode_value(request.inputs[i], request.format->name);
  for (const OutputInfo& output : op.outputs)
    if (op.asks_for(output)) line["outputs"].push_back(output.name);
  return line;
}
std::string line_of(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

json object_of(const std::string& line) {
  struct TooDeep {};
  try {
    // A reply is nested four deep; no adapter sends sixteen. Deeper ones cost a hundred bytes of memory for each of theirs.
    json value = json::parse(
        line,
        [](int depth, json::parse_event_t, json&) {
          if (depth > 16) throw TooDeep{};
          return true;
        },
        false);
    return value.is_object() ? value : json();
  } catch (const TooDeep&) {
    return json();
  }
}

Reply decode_reply(const json& reply) {
  try {
    if (!reply.is_object()) throw std::invalid_argument("the reply is not an object");
    return decode_answer(reply);
  } catch (const std::invalid_argument& reason) {
    return {Reply::Kind::garbage, {}, {}, reason.what()};
  }
}

std::string excerpt(const std::string& text) {
  constexpr std::size_t most = 80;
  return line_of(text.size() > most ? text.substr(0, most) + "…" : text);
}
std::string one_line(const std::string& text) {
  constexpr std::size_t most = 500;
  std::string line = text.size() > most ? text.substr(0, most) + "…" : text;
  for (char& c : line)
    if (static_cast<unsigned char>(c) < ' ' || c == 127) c = ' ';
  return json::parse(line_of(line)).get<std::string>();  // valid UTF-8 from here on
}

}  // namespace etalon::verify
