// The format of numpy.save (numpy.org/doc/stable/reference/generated/numpy.lib.format.html). What is read here, numpy.load reads to the same values; refused beyond
// what it refuses are bytes behind the data, dtypes that are no numbers of ours, and headers that are Python but not as it writes them.
#include <algorithm>
#include <charconv>
#include <cstring>
#include <limits>
#include <optional>
#include <stdexcept>

#include "reference/contract/shape.hpp"
#include "verify/adapters/codec.hpp"
#include "verify/tool/arrays.hpp"
#include "verify/trial/files.hpp"
#include "verify/trial/texts.hpp"

namespace etalon::verify::tool {
namespace {

constexpr std::size_t longest_header = 10000, most_axes = 64;  // NumPy's own limits

[[noreturn]] void wrong(const std::string& reason) { throw std::invalid_argument(reason); }

struct Header {
  std::optional<std::string> descr;
  std::optional<bool> fortran;
  std::optional<Dimensions> shape;
};

/// The dictionary {'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }, a Python literal.
class HeaderReader {
 public:
  explicit HeaderReader(std::string_view text) : rest_(text) {}

  Header read() {
    Header header;
    expect('{');
    while (!takes('}')) {
      const std::string key = text();
      expect(':');
      if (key == "descr") once(header.descr, key) = text();
      else if (key == "fortran_order") once(header.fortran, key) = truth();
      else if (key == "shape") once(header.shape, key) = tuple();
      else wrong("the header has an unknown key " + excerpt(key));
      if (takes('}')) break;
      expect(',');
    }
    skip();
    if (!rest_.empty()) wrong("the header goes on after its dictionary: " + excerpt(std::string(rest_)));
    for (const auto& [there, key] : {std::pair(header.descr.has_value(), "descr"), std::pair(header.fortran.has_value(), "fortran_order"), std::pair(header.shape.has_value(), "shape")})
      if (!there) wrong(std::string("the header has no ") + key);
    return header;
  }

 private:
  template <class T>
  std::optional<T>& once(std::optional<T>& value, const std::string& key) {
    if (value) wrong("the header has " + key + " twice");
    return value;
  }
  void skip() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\n\f"), rest_.size())); }
  bool takes(char c) {
    skip();
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(char c) {
    if (!takes(c)) wrong(std::string("the header has no '") + c + "' " + (rest_.empty() ? "at its end" : "before " + excerpt(std::string(rest_))));
  }
  std::string text() {
    skip();
    const char quote = rest_.empty() ? ' ' : rest_.front();
    const auto end = quote == '\'' || quote == '"' ? rest_.find(quote, 1) : std::string_view::npos;
    if (end == std::string_view::npos) wrong("the header has no text " + (rest_.empty() ? std::string("at its end") : "at " + excerpt(std::string(rest_))));
    const std::string found(rest_.substr(1, end - 1));
    if (found.find_first_of("\\\n") != std::string::npos) wrong("the header has an escape in " + excerpt(found));
    rest_.remove_prefix(end + 1);
    return found;
  }
  bool truth() {
    skip();
    for (const auto& [word, value] : {std::pair(std::string_view("True"), true), std::pair(std::string_view("False"), false)})
      if (rest_.starts_with(word)) {
        rest_.remove_prefix(word.size());
        if (!rest_.empty() && (std::isalnum(static_cast<unsigned char>(rest_.front())) || rest_.front() == '_')) break;
        return value;
      }
    wrong("fortran_order is neither True nor False");
  }
  Dimensions tuple() {
    Dimensions extents;
    expect('(');
    bool comma = true;
    while (!takes(')')) {
      if (!comma) wrong("the shape has no ',' before " + excerpt(std::string(rest_)));
      if (extents.size() == most_axes) wrong("the shape has more than 64 axes");
      extents.push_back(extent());
      comma = takes(',');
    }
    if (extents.size() == 1 && !comma) wrong("the shape is no tuple: one of a single extent ends in a comma");
    return extents;
  }
  std::int64_t extent() {
    skip();
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    const auto digits = static_cast<std::size_t>(end - rest_.data());
    if (error != std::errc() || value < 0 || rest_.front() == '-' || (digits > 1 && rest_.front() == '0')) wrong("the shape has an impossible extent at " + excerpt(std::string(rest_)));
    rest_.remove_prefix(digits);
    return value;
  }

  std::string_view rest_;
};

template <class T>
T load(const char* bytes) {
  T value;
  std::memcpy(&value, bytes, sizeof value);
  return value;
}

/// IEEE binary16, exactly.
double half(std::uint16_t bits) {
  const int exponent = bits >> 10 & 31, mantissa = bits & 1023;
  const double magnitude = exponent == 0    ? mantissa * 0x1p-24
                           : exponent == 31 ? (mantissa ? std::numeric_limits<double>::quiet_NaN() : std::numeric_limits<double>::infinity())
                                            : (1024 + mantissa) * 0x1p-25 * static_cast<double>(1 << exponent);
  return bits & 0x8000 ? -magnitude : magnitude;
}

/// "<f8" → kind, bytes of an entry, and whether they stand the other way round.
struct Type {
  std::string name;
  std::size_t width = 0;
  bool swapped = false;
};
Type type_of(const std::string& descr) {
  const std::string known = "b1 i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8";
  const bool ordered = descr.size() == 3 && std::strchr("<>=|", descr.front());
  const std::string name = ordered ? descr.substr(1) : descr;
  if (name.size() != 2 || known.find(name) == std::string::npos) wrong("dtype " + excerpt(descr) + " is not supported; floats of 16, 32 and 64 bits, integers and booleans are");
  return {name, static_cast<std::size_t>(name[1] - '0'), ordered && descr.front() == '>'};
}

Literal element(const Type& type, const char* bytes) {
  char ordered[8];
  std::memcpy(ordered, bytes, type.width);
  if (type.swapped) std::reverse(ordered, ordered + type.width);
  const std::string& name = type.name;
  if (name == "f8") return Literal(hex_text(load<double>(ordered)));
  if (name == "f4") return Literal(hex_text(load<float>(ordered)));
  if (name == "f2") return Literal(hex_text(half(load<std::uint16_t>(ordered))));
  if (name == "i8") return Literal(std::to_string(load<std::int64_t>(ordered)));
  if (name == "i4") return Literal(std::to_string(load<std::int32_t>(ordered)));
  if (name == "i2") return Literal(std::to_string(load<std::int16_t>(ordered)));
  if (name == "i1") return Literal(std::to_string(load<std::int8_t>(ordered)));
  if (name == "u8") return Literal(std::to_string(load<std::uint64_t>(ordered)));
  if (name == "u4") return Literal(std::to_string(load<std::uint32_t>(ordered)));
  if (name == "u2") return Literal(std::to_string(load<std::uint16_t>(ordered)));
  const auto byte = load<std::uint8_t>(ordered);
  return Literal(std::to_string(name == "b1" ? byte != 0 : byte));
}

}  // namespace

Array parse_npy(const std::string& bytes) {
  if (bytes.size() < 10 || bytes.compare(0, 6, "\x93NUMPY") != 0) wrong("not a .npy file");
  const int version = bytes[6];
  if (version < 1 || version > 3 || bytes[7] != 0) wrong("version " + std::to_string(static_cast<unsigned char>(bytes[6])) + "." + std::to_string(static_cast<unsigned char>(bytes[7])) + " of the format; known are 1.0, 2.0 and 3.0");
  const std::size_t begin = version > 1 ? 12 : 10;
  if (bytes.size() < begin) wrong("the header ends early");
  const std::size_t length = version > 1 ? load<std::uint32_t>(&bytes[8]) : load<std::uint16_t>(&bytes[8]);
  if (length > longest_header) wrong("the header has " + std::to_string(length) + " characters; numpy.load takes 10000");
  if (bytes.size() < begin + length) wrong("the header ends early");
  const Header header = HeaderReader(std::string_view(bytes).substr(begin, length)).read();
  const Type type = type_of(*header.descr);

  Tensor<Literal> x;
  x.shape = *header.shape;
  check_shape(x.shape);
  const std::int64_t total = count_of(x.shape);
  const std::size_t there = bytes.size() - begin - length;
  if (there % type.width != 0 || there / type.width != static_cast<std::size_t>(total))
    wrong("shape " + shape_text(x.shape) + " needs " + std::to_string(total) + " entries of " + std::to_string(type.width) + " bytes; there are " + std::to_string(there) + " bytes");
  for (std::int64_t i = 0; i < total; ++i) {
    std::int64_t at = i;
    if (*header.fortran) {  // position of row-major index i in column-major order
      std::int64_t rest = i, stride = total;
      at = 0;
      for (std::size_t d = x.rank(); d-- > 0;) {
        stride /= x.shape[d];
        at += rest % x.shape[d] * stride;
        rest /= x.shape[d];
      }
    }
    x.data.push_back(element(type, &bytes[begin + length + static_cast<std::size_t>(at) * type.width]));
  }
  return {type.name == "f8" ? "float64" : type.name == "f4" ? "float32" : type.name == "f2" ? "float16" : "int64", std::move(x)};
}

Array read_npy(const std::string& path) {
  const std::string bytes = read_file(path);
  try {
    return parse_npy(bytes);
  } catch (const std::invalid_argument& e) {
    throw std::invalid_argument(path + ": " + e.what());
  }
}

}  // namespace etalon::verify::tool
