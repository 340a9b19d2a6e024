#include "verify/adapters/codec.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "verify/trial/limits.hpp"

namespace etalon::verify {
namespace {

using nlohmann::json;

/// One of {"outputs": …}, {"failure": …}, {"error": …}, {"unsupported": …}.
Reply decode_answer(const json& reply, const Scratch* scratch) {
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
  for (const auto& [name, tensor] : content.items()) decoded.outputs.push_back(decode(one_line(name), tensor, scratch));
  return decoded;
}

}  // namespace

json encode(const Request& request, std::uint64_t id, Scratch* scratch) {
  const Operation& op = *request.operation;
  if (request.inputs.size() != op.inputs.size()) throw std::invalid_argument(op.name() + ": the request does not have every input");
  json line = {{"id", id}, {"op", op.name()}, {"dtype", request.format->name}, {"inputs", json::object()}, {"outputs", json::array()}};
  for (std::size_t i = 0; i < request.layouts.size(); ++i)
    if (request.layouts[i] != 'C' && op.inputs[i].kind != FieldKind::text) line["layouts"][op.inputs[i].name] = request.layouts[i] == 'F' ? "F" : "strided";
  if (!op.statement.variants.empty()) line["variant"] = op.statement.variants.at(request.variant).name;
  for (std::size_t i = 0; i < op.inputs.size(); ++i) line["inputs"][op.inputs[i].name] = encode(request.inputs[i], request.format->name, Place{scratch, id});
  for (const OutputInfo& output : op.outputs)
    if (op.asks_for(output)) line["outputs"].push_back(output.name);
  if (scratch) line["files"] = {{"folder", scratch->folder()}, {"beyond", scratch->beyond()}};
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

json json_of(const std::string& text) {
  try {
    return json::parse(text, [](int depth, json::parse_event_t, json&) { return depth > limits().depth ? throw std::invalid_argument("nested deeper than " + std::to_string(limits().depth) + " levels; --depth raises that") : true; });
  } catch (const json::parse_error& error) {
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) throw std::invalid_argument("empty");
    if (error.byte > text.size()) throw std::invalid_argument("the JSON object is unfinished: it ends after " + std::to_string(text.size()) + " characters");
    const std::string rest = text.substr(error.byte - 1, 9);
    const bool bare = rest.find("NaN") != std::string::npos || rest.find("Inf") != std::string::npos || rest.find("nan") != std::string::npos || rest.find("inf") != std::string::npos;
    const std::size_t from = error.byte > 20 ? error.byte - 20 : 0;
    throw std::invalid_argument("not JSON at character " + std::to_string(error.byte) + ", near " + excerpt(text.substr(from, 30)) + (bare ? "; write \"nan\", \"inf\" and \"-inf\" in quotes" : ""));
  } catch (const json::exception& error) {  // a number that no double holds
    throw std::invalid_argument(std::string("not JSON: ") + error.what());
  }
}

Reply decode_reply(const json& reply, const Scratch* scratch) {
  try {
    if (!reply.is_object()) throw std::invalid_argument("the reply is not an object");
    return decode_answer(reply, scratch);
  } catch (const std::invalid_argument& reason) {
    return {Reply::Kind::garbage, {}, {}, reason.what()};
  }
}

}  // namespace etalon::verify
