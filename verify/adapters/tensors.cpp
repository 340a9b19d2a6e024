#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "verify/adapters/base64.hpp"
#include "verify/adapters/codec.hpp"

/// The part of the codec about tensors: base64, or files of a scratch folder.
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

/// tf32 travels as float32.
std::string stored_dtype(const std::string& dtype) { return dtype == "tf32" ? "float32" : dtype; }

static_assert(std::endian::native == std::endian::little, "words are copied as they are");

/// Entries as little-endian bytes, and back. Those that are as wide as T are their own bits.
template <class T, class ToBits>
json packed(const char* dtype, const Tensor<T>& x, std::size_t width, const Place& place, ToBits bits) {
  std::string bytes(x.size() * width, '\0');
  char* at = bytes.data();
  if (width == sizeof(T)) {
    std::copy_n(reinterpret_cast<const char*>(x.data.data()), bytes.size(), at);
  } else {
    for (const T& entry : x) {
      const Bits word = bits(entry);
      std::memcpy(at, &word, width);
      at += width;
    }
  }
  json tensor = {{"dtype", dtype}, {"shape", x.shape}};
  if (place.scratch && bytes.size() > place.scratch->beyond()) tensor["file"] = place.scratch->put(place.id, bytes);
  else tensor["data"] = base64(bytes);
  return tensor;
}
template <class T, class ToValue>
Tensor<T> unpacked(Dimensions shape, const std::string& bytes, std::size_t width, ToValue value) {
  etalon::Storage<T> entries(bytes.size() / width);
  if (width == sizeof(T)) {
    std::copy_n(bytes.data(), bytes.size(), reinterpret_cast<char*>(entries.data()));
  } else {
    const char* at = bytes.data();
    for (T& entry : entries) {
      Bits word = 0;
      std::memcpy(&word, at, width);
      entry = value(word);
      at += width;
    }
  }
  return Tensor<T>(std::move(shape), std::move(entries));
}

const json& member(const json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end()) throw std::invalid_argument(std::string("it has no ") + key);
  return *found;
}

/// The bytes of a tensor of so many entries, in base64 or in a file of the scratch folder.
std::string bytes_member(const json& tensor, const Dimensions& shape, std::size_t width, const Scratch* scratch) {
  const auto entries = static_cast<std::size_t>(count_of(shape));
  if (tensor.contains("file")) {
    const std::string& file = text_member(tensor, "file");
    if (tensor.contains("data")) throw std::invalid_argument("it has both data and the file " + excerpt(file));
    if (!scratch) throw std::invalid_argument("it names the file " + excerpt(file) + ", and no request named a folder for files");
    return scratch->take(file, entries > std::numeric_limits<std::size_t>::max() / width ? std::numeric_limits<std::size_t>::max() : entries * width);
  }
  auto bytes = from_base64(text_member(tensor, "data"));
  if (!bytes) throw std::invalid_argument("its data is not base64");
  if (bytes->size() % width != 0 || bytes->size() / width != entries)
    throw std::invalid_argument("its data has " + std::to_string(bytes->size()) + " bytes, but the shape " + shape_text(shape) + " has " +
                                std::to_string(entries) + " entries of " + std::to_string(width) + " bytes");
  return *std::move(bytes);
}

NamedOutput decode_tensor(const std::string& name, const json& tensor, const Scratch* scratch) {
  if (!tensor.is_object()) throw std::invalid_argument(std::string("it is not an object but ") + tensor.type_name());
  const std::string& dtype = text_member(tensor, "dtype");
  const Storage* stored = storage(dtype);
  if (!stored && dtype != "int64")
    throw std::invalid_argument("unknown dtype " + excerpt(dtype) + "; known are float64, float32, float16, bfloat16 and int64");
  const std::size_t width = stored ? stored->width : 8;
  Dimensions shape = shape_of(member(tensor, "shape"));
  const std::string bytes = bytes_member(tensor, shape, width, scratch);
  if (stored) return {name, dtype, unpacked<double>(std::move(shape), bytes, width, stored->value)};
  return {name, dtype, unpacked<std::int64_t>(std::move(shape), bytes, width, [](Bits bits) { return static_cast<std::int64_t>(bits); })};
}

/// A tensor, or a list of real ones of one dtype; an empty list has none.
NamedOutput decode_output(const std::string& name, const json& value, const Scratch* scratch) {
  if (!value.is_array()) return decode_tensor(name, value, scratch);
  TensorList<double> list;
  std::string dtype;
  for (const json& entry : value) {
    NamedOutput one = decode_tensor(name, entry, scratch);
    if (if_integers(one.value) || (!list.empty() && one.dtype != dtype)) throw std::invalid_argument("its tensors are not all of one real dtype");
    dtype = one.dtype;
    list.push_back(std::move(real_of(one.value)));
  }
  return {name, dtype, std::move(list)};
}

json encode_real(const Tensor<double>& x, const std::string& dtype, const Place& place) {
  const Format* format = Format::find(dtype);
  const Storage* stored = storage(stored_dtype(dtype));
  if (!format || !stored) throw std::invalid_argument("no real tensor has the dtype " + excerpt(dtype));
  return packed(stored->dtype, x, stored->width, place, [&](double entry) {
    if (!format->holds(entry)) throw std::invalid_argument(std::to_string(entry) + " is not a value of " + dtype);
    return stored->bits(entry);
  });
}
json encode_integers(const Tensor<std::int64_t>& x, const Place& place) {
  return packed("int64", x, 8, place, [](std::int64_t entry) { return static_cast<Bits>(entry); });
}

}  // namespace

Dimensions shape_of(const json& shape) {
  if (!shape.is_array()) throw std::invalid_argument(std::string("its shape is not an array but ") + shape.type_name());
  if (shape.size() > 64) throw std::invalid_argument("its rank is over 64");  // NumPy's limit
  Dimensions extents;
  for (const json& extent : shape) {
    if (!extent.is_number_integer()) throw std::invalid_argument(std::string("its shape holds a ") + extent.type_name() + " that is no integer");
    if (!extent.is_number_unsigned() && extent.get<std::int64_t>() < 0) throw std::invalid_argument("its shape has a negative extent");
    extents.push_back(static_cast<std::int64_t>(std::min<std::uint64_t>(extent.get<std::uint64_t>(), std::numeric_limits<std::int64_t>::max())));
  }
  check_shape(extents);
  return extents;
}
void check_shape(const Dimensions& shape) {
  std::int64_t product = 1;
  for (const std::int64_t extent : shape)
    if (__builtin_mul_overflow(product, std::max<std::int64_t>(extent, 1), &product) || product == std::numeric_limits<std::int64_t>::max()) throw std::invalid_argument("its shape has more than 2^63 entries");
  constexpr std::int64_t most = 1 << 20;
  if (std::find(shape.begin(), shape.end(), 0) != shape.end() && product > most) throw std::invalid_argument("its shape " + shape_text(shape) + " has no entry, and more than 2^20 rows of none");
}

const std::string& text_member(const json& object, const char* key) {
  const json& value = member(object, key);
  if (!value.is_string()) throw std::invalid_argument(std::string("its ") + key + " is not a string but " + value.type_name());
  return value.get_ref<const std::string&>();
}

json encode(const Value<double>& value, const std::string& dtype, const Place& place) {
  if (const auto* real = if_real(value)) return encode_real(*real, dtype, place);
  if (const auto* integer = if_integers(value)) return encode_integers(*integer, place);
  if (const auto* text = if_text(value)) return *text;
  json list = json::array();
  for (const Tensor<double>& x : list_of(value)) list.push_back(encode_real(x, dtype, place));
  return list;
}

json encode(const Tensor<double>& x, const std::string& dtype) { return encode_real(x, dtype, {}); }
json encode(const Tensor<std::int64_t>& x) { return encode_integers(x, {}); }

NamedOutput decode(const std::string& name, const json& tensor, const Scratch* scratch) {
  try {
    return decode_output(name, tensor, scratch);
  } catch (const std::invalid_argument& reason) {
    throw std::invalid_argument(excerpt(name) + " is no tensor: " + reason.what());
  }
}

std::pair<std::string, std::size_t> largest_input(const Request& request) {
  const Storage* stored = storage(stored_dtype(request.format->name));
  std::pair<std::string, std::size_t> largest;
  for (std::size_t i = 0; i < request.inputs.size(); ++i) {
    std::size_t bytes = 0;
    if (const auto* integers = if_integers(request.inputs[i])) bytes = 8 * integers->size();
    for (const Tensor<double>* x : real_tensors(request.inputs[i])) bytes = std::max(bytes, (stored ? stored->width : 8) * x->size());
    if (bytes > largest.second) largest = {request.operation->inputs[i].name, bytes};
  }
  return largest;
}

}  // namespace etalon::verify
