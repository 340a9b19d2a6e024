#include "verify/adapters/cpp/program.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <iostream>
#include <nlohmann/json.hpp>

#include "verify/adapters/base64.hpp"

namespace etalon::program {
namespace {

using Json = nlohmann::json;

template <class T>
constexpr const char* dtype_of = std::is_same_v<T, double> ? "float64" : std::is_same_v<T, float> ? "float32" : "int64";

// The protocol is little-endian, as every machine is that this runs on.
template <class T>
Tensor<T> tensor_of(const Json& json) {
  const auto bytes = verify::from_base64(json.at("data").get<std::string>());
  const auto shape = json.at("shape").get<Dimensions>();
  if (!bytes || bytes->size() != static_cast<std::size_t>(count_of(shape)) * sizeof(T)) throw std::invalid_argument("the data of a tensor do not fit its shape");
  Tensor<T> tensor(shape);
  if (!bytes->empty()) std::memcpy(tensor.data.data(), bytes->data(), bytes->size());
  return tensor;
}
template <class T>
Json json_of(const Tensor<T>& tensor) {
  const std::string bytes(reinterpret_cast<const char*>(tensor.data.data()), tensor.size() * sizeof(T));
  return {{"dtype", dtype_of<T>}, {"shape", tensor.shape}, {"data", verify::base64(bytes)}};
}

template <class T>
Field<T> field_of(const Json& json) {
  if (json.is_string()) return json.get<std::string>();
  if (json.is_array()) {
    std::vector<Tensor<T>> list;
    for (const Json& one : json) list.push_back(tensor_of<T>(one));
    return list;
  }
  if (json.at("dtype") == "int64") return tensor_of<std::int64_t>(json);
  if (json.at("dtype") != dtype_of<T>) throw std::invalid_argument("a tensor has dtype " + json.at("dtype").get<std::string>());
  return tensor_of<T>(json);
}

template <class T>
Json json_of_field(const Field<T>& field) {
  return std::visit([](const auto& value) -> Json {
    if constexpr (requires { value.shape; }) return json_of(value);
    else if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::string>) return value;
    else {
      Json list = Json::array();
      for (const auto& tensor : value) list.push_back(json_of(tensor));
      return list;
    }
  }, field);
}

template <class T>
Json outputs_of(const Json& request, const std::map<std::string, std::function<Outputs<T>(const Call<T>&)>>& handlers, std::vector<std::string>& changed) {
  Call<T> call{request.at("op"), request.value("variant", ""), {}};
  const auto handler = handlers.find(call.variant.empty() ? call.operation : call.operation + "{" + call.variant + "}");
  if (handler == handlers.end()) throw Unsupported(call.operation + " is not implemented");
  for (const auto& [name, value] : request.at("inputs").items()) call.inputs.emplace(name, field_of<T>(value));
  const Outputs<T> outputs = handler->second(call);
  for (const auto& [name, value] : call.inputs)
    if (json_of_field<T>(value) != request["inputs"][name]) changed.push_back(name);
  Json json = Json::object();
  for (const auto& [name, value] : outputs) json[name] = std::visit([](const auto& tensor) { return json_of(tensor); }, value);
  return json;
}

}  // namespace

std::string Program::answer(const std::string& line) const {
  const Json request = Json::parse(line, nullptr, false);
  if (!request.is_object()) return Json{{"error", "the request is not a JSON object"}}.dump();
  if (request.value("request", "") == "describe") {
    Json names = Json::array();
    for (const auto& [name, handler] : in_double_) names.push_back(name);
    return Json{{"etalon", 1}, {"name", name_}, {"libraries", libraries_}, {"implements", names}, {"dtypes", {"float64", "float32"}}}.dump();
  }
  Json reply = Json::object();
  if (request.contains("id")) reply["id"] = request["id"];
  try {
    std::vector<std::string> changed;
    reply["outputs"] = request.value("dtype", "") == "float32" ? outputs_of<float>(request, in_float_, changed) : outputs_of<double>(request, in_double_, changed);
    if (!changed.empty()) reply["changed"] = changed;
  } catch (const Refusal& refusal) {
    reply["failure"] = {{"clause", refusal.clause}, {"message", refusal.what()}};
  } catch (const Unsupported& unsupported) {
    reply["unsupported"] = unsupported.what();
  } catch (const std::exception& error) {
    reply["error"] = error.what();
  }
  return reply.dump(-1, ' ', false, Json::error_handler_t::replace);
}

int Program::serve() const {
  std::FILE* replies = fdopen(dup(1), "w");
  if (!replies || dup2(2, 1) < 0) return 2;  // a library's banner goes to stderr
  for (std::string line; std::getline(std::cin, line);) {
    std::fprintf(replies, "%s\n", answer(line).c_str());
    std::fflush(replies);
  }
  return 0;
}

}  // namespace etalon::program
