#pragma once
#include <fmt/format.h>

#include <cstdint>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "reference/number/literal.hpp"
#include "verify/adapters/codec.hpp"

/// Values as failure files, reports and golden vectors have them: {"dtype": "float64", "shape": [2], "data": ["0x1p+0", "inf"]}, a text, or a list of tensors.
/// Json is nlohmann's, with its names in order or not.
namespace etalon::verify {

/// The kinds of a Reply, in their order.
inline constexpr const char* reply_kinds[] = {"outputs", "refused", "error", "garbage", "crash", "timeout", "unsupported"};

template <class Json>
Json flat_json(const Value<double>& value, const std::string& dtype) {
  const auto tensor = [](const auto& x, const std::string& of, const auto& entry) {
    Json data = Json::array();
    for (const auto& e : x) data.push_back(entry(e));
    return Json{{"dtype", of}, {"shape", x.shape}, {"data", std::move(data)}};
  };
  if (const auto* x = if_real(value)) return tensor(*x, dtype, hex_text);
  if (const auto* x = if_integers(value)) return tensor(*x, "int64", [](std::int64_t k) { return k; });
  if (const auto* x = if_text(value)) return *x;
  Json list = Json::array();
  for (const Tensor<double>& x : list_of(value)) list.push_back(tensor(x, dtype, hex_text));
  return list;
}

/// Reads what flat_json wrote; throws std::invalid_argument with the reason where somebody else did.
template <class Json>
Value<double> read_flat(const Json& json) {
  const auto tensor = [&](auto x, const char* kind, const auto& read) {
    const Json& data = json["data"];
    if (!data.is_array() || data.size() != x.size()) throw std::invalid_argument(fmt::format("shape {} needs {} entries; there are {}", shape_text(x.shape), x.size(), data.size()));
    for (std::size_t i = 0; i < x.size(); ++i)
      if (!read(data[i], x[i])) throw std::invalid_argument(fmt::format("entry {} is no {}: {}", i, kind, excerpt(data[i].dump())));
    return x;
  };
  if (json.is_string()) return json.template get<std::string>();
  if (json.is_array()) {
    TensorList<double> list;
    for (const Json& entry : json) {
      Value<double> one = read_flat(entry);
      if (!if_real(one)) throw std::invalid_argument("a list is of real tensors");
      list.push_back(std::move(real_of(one)));
    }
    return list;
  }
  if (!json.is_object() || !json.contains("shape") || !json.contains("data") || !json.contains("dtype")) throw std::invalid_argument("a tensor needs dtype, shape and data");
  const Dimensions shape = shape_of(json["shape"]);
  if (json["dtype"] == "int64")
    return tensor(Tensor<std::int64_t>(shape), "integer", [](const Json& entry, std::int64_t& k) {
      if (!entry.is_number_integer() || (entry.is_number_unsigned() && entry.template get<std::uint64_t>() >> 63)) return false;
      k = entry.template get<std::int64_t>();
      return true;
    });
  return tensor(Tensor<double>(shape), "hexadecimal float", [](const Json& entry, double& x) { return entry.is_string() && parse_double(entry.template get<std::string>(), x); });
}

}  // namespace etalon::verify
