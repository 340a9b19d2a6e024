#include "verify/adapters/cpp/program.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "verify/adapters/base64.hpp"

namespace etalon::program {
namespace {

using Json = nlohmann::json;

template <class T>
constexpr const char* dtype_of = std::is_same_v<T, double> ? "float64" : std::is_same_v<T, float> ? "float32" : "int64";

/// The files of one call: the folder that its request names, and from how many bytes on a tensor lies there. A request that names none has all in base64.
class Files {
 public:
  explicit Files(const Json& request) {
    if (!request.contains("files")) return;
    folder_ = request.at("files").at("folder").get<std::string>();
    beyond_ = request.at("files").at("beyond").get<std::size_t>();
    id_ = request.value("id", std::uint64_t{0});
  }

  void read(const std::string& name, char* bytes, std::size_t size) const {
    std::ifstream file(folder_ + "/" + name, std::ios::binary | std::ios::ate);
    if (!file) throw std::runtime_error("cannot read " + folder_ + "/" + name + ": " + std::strerror(errno));
    if (file.tellg() != static_cast<std::streamoff>(size)) throw std::invalid_argument("the file of a tensor does not fit its shape");
    file.seekg(0);
    if (!file.read(bytes, static_cast<std::streamsize>(size))) throw std::runtime_error("cannot read all of " + folder_ + "/" + name);
  }
  bool takes(std::size_t size) const { return !folder_.empty() && size > beyond_; }
  /// The name of a new file with these bytes.
  std::string written(const char* bytes, std::size_t size) {
    const std::string name = "reply-" + std::to_string(id_) + "-" + std::to_string(count_++);
    std::ofstream file(folder_ + "/" + name, std::ios::binary);
    if (!file.write(bytes, static_cast<std::streamsize>(size)).flush()) throw std::runtime_error("cannot write " + folder_ + "/" + name + ": " + std::strerror(errno));
    return name;
  }

 private:
  std::string folder_;
  std::size_t beyond_ = 0, count_ = 0;
  std::uint64_t id_ = 0;
};

// The protocol is little-endian, as every machine is that this runs on.
template <class T>
Tensor<T> tensor_of(const Json& json, const Files& files) {
  Tensor<T> tensor(json.at("shape").get<Dimensions>());
  const std::size_t size = tensor.size() * sizeof(T);
  if (json.contains("file")) {
    files.read(json.at("file").get<std::string>(), reinterpret_cast<char*>(tensor.data.data()), size);
    return tensor;
  }
  const auto bytes = verify::from_base64(json.at("data").get_ref<const std::string&>());
  if (!bytes || bytes->size() != size) throw std::invalid_argument("the data of a tensor do not fit its shape");
  if (size > 0) std::memcpy(tensor.data.data(), bytes->data(), size);
  return tensor;
}
template <class T>
Json json_of(const Tensor<T>& tensor, Files& files) {
  const char* bytes = reinterpret_cast<const char*>(tensor.data.data());
  const std::size_t size = tensor.size() * sizeof(T);
  if (files.takes(size)) return {{"dtype", dtype_of<T>}, {"shape", tensor.shape}, {"file", files.written(bytes, size)}};
  return {{"dtype", dtype_of<T>}, {"shape", tensor.shape}, {"data", verify::base64(std::string(bytes, size))}};
}

template <class T>
Field<T> field_of(const Json& json, const Files& files) {
  if (json.is_string()) return json.get<std::string>();
  if (json.is_array()) {
    std::vector<Tensor<T>> list;
    for (const Json& one : json) list.push_back(tensor_of<T>(one, files));
    return list;
  }
  if (json.at("dtype") == "int64") return tensor_of<std::int64_t>(json, files);
  if (json.at("dtype") != dtype_of<T>) throw std::invalid_argument("a tensor has dtype " + json.at("dtype").get<std::string>());
  return tensor_of<T>(json, files);
}

/// Bit for bit, so that a NaN is itself.
template <class T>
bool is_same(const Tensor<T>& a, const Tensor<T>& b) {
  return a.shape == b.shape && (a.data.empty() || std::memcmp(a.data.data(), b.data.data(), a.size() * sizeof(T)) == 0);
}
template <class T>
bool is_same(const std::vector<Tensor<T>>& a, const std::vector<Tensor<T>>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) { return is_same(x, y); });
}
bool is_same(const std::string& a, const std::string& b) { return a == b; }

template <class T>
Json outputs_of(const Json& request, const std::map<std::string, std::function<Outputs<T>(const Call<T>&)>>& handlers, std::vector<std::string>& changed) {
  Call<T> call{request.at("op"), request.value("variant", ""), {}};
  const auto handler = handlers.find(call.variant.empty() ? call.operation : call.operation + "{" + call.variant + "}");
  if (handler == handlers.end()) throw Unsupported(call.operation + " is not implemented");
  Files files(request);
  for (const auto& [name, value] : request.at("inputs").items()) call.inputs.emplace(name, field_of<T>(value, files));
  const auto before = call.inputs;
  const Outputs<T> outputs = handler->second(call);
  for (const auto& [name, value] : call.inputs)
    if (!std::visit([&](const auto& now) { return is_same(now, std::get<std::decay_t<decltype(now)>>(before.at(name))); }, value)) changed.push_back(name);
  Json json = Json::object();
  for (const auto& [name, value] : outputs) json[name] = std::visit([&](const auto& tensor) { return json_of(tensor, files); }, value);
  return json;
}

}  // namespace

std::string Program::answer(const std::string& line) const {
  const Json request = Json::parse(line, nullptr, false);
  if (!request.is_object()) return Json{{"error", "the request is not a JSON object"}}.dump();
  if (request.value("request", "") == "describe") {
    Json names = Json::array();
    for (const auto& [name, handler] : in_double_) names.push_back(name);
    const Json versions = request.value("versions", Json::array());
    const bool with_files = std::find(versions.begin(), versions.end(), Json(2)) != versions.end();
    return Json{{"etalon", with_files ? 2 : 1}, {"name", name_}, {"libraries", libraries_}, {"implements", names}, {"dtypes", {"float64", "float32"}}}.dump();
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
