#include <cstring>
#include <limits>
#include <sstream>
#include <stdexcept>

#include "reference/contract/shape.hpp"
#include "verify/tool/arrays.hpp"

namespace etalon::verify::tool {
namespace {

/// The value after 'key': in the header's Python dictionary, up to the comma, brace or parenthesis that ends it.
std::string entry(const std::string& header, const std::string& key) {
  const auto at = header.find("'" + key + "'");
  const auto colon = header.find(':', at);
  if (at == std::string::npos || colon == std::string::npos) throw std::invalid_argument("the header has no " + key);
  const auto begin = header.find_first_not_of(' ', colon + 1);
  if (begin == std::string::npos) throw std::invalid_argument("the header has no value for " + key);
  const auto end = header[begin] == '(' ? header.find(')', begin) : header.find_first_of(",}", begin);
  if (end == std::string::npos) throw std::invalid_argument("the header ends early");
  return header.substr(begin, end - begin);
}

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

Literal element(const std::string& type, const char* bytes) {
  if (type == "f8") return Literal(hex_text(load<double>(bytes)));
  if (type == "f4") return Literal(hex_text(load<float>(bytes)));
  if (type == "f2") return Literal(hex_text(half(load<std::uint16_t>(bytes))));
  if (type == "i8") return Literal(std::to_string(load<std::int64_t>(bytes)));
  if (type == "i4") return Literal(std::to_string(load<std::int32_t>(bytes)));
  if (type == "i2") return Literal(std::to_string(load<std::int16_t>(bytes)));
  if (type == "i1") return Literal(std::to_string(load<std::int8_t>(bytes)));
  return Literal(std::to_string(load<std::uint8_t>(bytes)));  // u1, b1
}

}  // namespace

Array parse_npy(const std::string& bytes) {
  if (bytes.size() < 10 || bytes.compare(0, 6, "\x93NUMPY") != 0) throw std::invalid_argument("not a .npy file");
  const bool long_header = bytes[6] > 1;
  if (long_header && bytes.size() < 12) throw std::invalid_argument("the header ends early");
  const std::size_t length = long_header ? load<std::uint32_t>(&bytes[8]) : load<std::uint16_t>(&bytes[8]);
  const std::size_t begin = long_header ? 12 : 10;
  if (bytes.size() < begin + length) throw std::invalid_argument("the header ends early");
  const std::string header = bytes.substr(begin, length);

  std::string type = entry(header, "descr");
  if (type.size() < 4) throw std::invalid_argument("unknown dtype " + type);
  type = type.substr(1, type.size() - 2);
  const char order = type.front();
  type.erase(0, 1);
  const bool single = type == "i1" || type == "u1" || type == "b1";
  if (!(single || (order == '<' && (type == "f8" || type == "f4" || type == "f2" || type == "i8" || type == "i4" || type == "i2"))))
    throw std::invalid_argument("dtype " + std::string(1, order) + type + " is not supported (little-endian floats and integers are)");

  Tensor<Literal> x;
  x.shape.clear();
  std::istringstream shape(entry(header, "shape").substr(1));
  std::int64_t total = 1;
  for (std::int64_t extent; shape >> extent; shape.ignore(1, ',')) {
    if (extent < 0 || (extent > 0 && total > (std::int64_t{1} << 40) / extent)) throw std::invalid_argument("impossible shape");
    total *= extent;
    x.shape.push_back(extent);
  }
  const std::size_t width = static_cast<std::size_t>(type[1] - '0');
  if (bytes.size() - begin - length != static_cast<std::size_t>(total) * width)
    throw std::invalid_argument("shape " + shape_text(x.shape) + " needs " + std::to_string(total * static_cast<std::int64_t>(width)) + " bytes of data; there are " + std::to_string(bytes.size() - begin - length));
  const bool fortran = entry(header, "fortran_order") == "True";
  for (std::int64_t i = 0; i < total; ++i) {
    std::int64_t at = i;
    if (fortran) {  // position of row-major index i in column-major order
      std::int64_t rest = i, stride = total;
      at = 0;
      for (std::size_t d = x.rank(); d-- > 0;) {
        stride /= x.shape[d];
        at += rest % x.shape[d] * stride;
        rest /= x.shape[d];
      }
    }
    x.data.push_back(element(type, &bytes[begin + length + static_cast<std::size_t>(at) * width]));
  }
  return {type == "f8" ? "float64" : type == "f4" ? "float32" : type == "f2" ? "float16" : "int64", std::move(x)};
}

Array read_npy(const std::string& path) {
  const std::string bytes = file_contents(path);
  try {
    return parse_npy(bytes);
  } catch (const std::invalid_argument& e) {
    throw std::invalid_argument(path + ": " + e.what());
  }
}

}  // namespace etalon::verify::tool
