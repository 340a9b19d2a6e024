#include "verify/adapters/requests.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "reference/number/literal.hpp"
#include "verify/adapters/codec.hpp"
#include "verify/trial/files.hpp"

namespace etalon::verify {
namespace {

using nlohmann::json;

[[noreturn]] void wrong(const std::string& reason) { throw std::invalid_argument(reason); }

const json& field(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end()) wrong(std::string("field ") + name + " is missing");
  return *found;
}
std::string text_field(const json& object, const char* name) {
  const json& value = field(object, name);
  if (!value.is_string()) wrong(std::string("field ") + name + " is no text but " + value.type_name());
  return value.get<std::string>();
}

/// A number of JSON, or a text that is one, in the format.
double number_in(const json& value, const Format& format) {
  if (value.is_string()) return etalon::verify::number_in(value.get<std::string>(), format);
  if (!value.is_number()) wrong(value.is_null() ? "null is no number" : std::string("a ") + value.type_name() + " is no number");
  return value.is_number_float() ? round_to(value.get<double>(), format) : etalon::verify::number_in(value.dump(), format);
}
std::int64_t integer_in(const json& value) {
  if (value.is_number_integer() && !(value.is_number_unsigned() && value.get<std::uint64_t>() >> 63)) return value.get<std::int64_t>();
  if (value.is_number_float() && std::nearbyint(value.get<double>()) == value.get<double>() && std::fabs(value.get<double>()) < 0x1p63) return static_cast<std::int64_t>(value.get<double>());
  wrong(value.dump() + " is no integer");
}

/// Lists nested as the axes.
template <class T, class Entry>
void append(Tensor<T>& x, const json& value, std::size_t axis, Entry entry) {
  if (!value.is_array()) {
    if (axis != x.rank()) wrong("rows of different depths");
    x.data.push_back(entry(value));
    return;
  }
  if (axis == x.rank()) wrong("rows of different depths");
  if (static_cast<std::int64_t>(value.size()) != x.shape[axis]) wrong("rows of different lengths");
  for (const json& item : value) append(x, item, axis + 1, entry);
}
template <class T, class Entry>
Tensor<T> nested(const json& value, Entry entry) {
  Tensor<T> x;
  x.shape.clear();
  const json* at = &value;
  while (at->is_array()) {
    x.shape.push_back(static_cast<std::int64_t>(at->size()));
    if (at->empty()) break;
    at = &(*at)[0];
  }
  append(x, value, 0, entry);
  return x;
}

/// {"dtype": …, "shape": …, "data": [entries in one row]}, as failure files have it.
NamedOutput flat(const std::string& name, const json& tensor) {
  const std::string dtype = text_field(tensor, "dtype");
  const Dimensions extents = shape_of(field(tensor, "shape"));
  const json& data = field(tensor, "data");
  if (static_cast<std::int64_t>(data.size()) != count_of(extents)) wrong("shape " + shape_text(extents) + " needs " + std::to_string(count_of(extents)) + " entries; there are " + std::to_string(data.size()));
  if (dtype == "int64") {
    Tensor<std::int64_t> x(extents);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = integer_in(data[i]);
    return {name, dtype, std::move(x)};
  }
  const Format* own = Format::find(dtype);
  if (!own) wrong("unknown dtype " + excerpt(dtype));
  Tensor<double> x(extents);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = number_in(data[i], *own);
  return {name, dtype, std::move(x)};
}

/// One field, in any of the forms.
NamedOutput read_field(const std::string& name, const json& value, FieldKind kind, const Format& format) {
  if (kind == FieldKind::text) {
    if (!value.is_string()) wrong(std::string("it is no text but ") + value.type_name());
    return {name, "", value.get<std::string>()};
  }
  if (kind == FieldKind::list) {
    if (!value.is_array()) wrong(std::string("it is no list of tensors but ") + value.type_name());
    TensorList<double> list;
    std::string dtype = format.name;
    for (const json& item : value) {
      NamedOutput one = read_field(name, item, FieldKind::real, format);
      if (!if_real(one.value)) wrong("its tensors are not all real");
      if (!list.empty() && one.dtype != dtype) wrong("its tensors are not all of one dtype");
      dtype = one.dtype;
      list.push_back(std::move(real_of(one.value)));
    }
    return {name, dtype, std::move(list)};
  }
  if (value.is_object()) return value.contains("data") && value["data"].is_array() ? flat(name, value) : decode(name, value);
  if (kind == FieldKind::integer) return {name, "int64", nested<std::int64_t>(value, integer_in)};
  return {name, format.name, nested<double>(value, [&](const json& entry) { return number_in(entry, format); })};
}

/// Reads a field, and says which it is when it cannot.
NamedOutput named_field(const char* what, const std::string& name, const json& value, FieldKind kind, const Format& format) try {
  return read_field(name, value, kind, format);
} catch (const std::exception& reason) {
  wrong(std::string(what) + " " + excerpt(name) + ": " + reason.what());
}

std::string known_names(const auto& fields) {
  std::string names;
  for (const auto& f : fields) names += (names.empty() ? "" : ", ") + f.name;
  return names;
}

Value<double> input_of(const InputInfo& info, const json& given, const Format& format) {
  Value<double> value = named_field("input", info.name, given, info.kind, format).value;
  const char* expected = info.kind == FieldKind::real ? "a real tensor" : info.kind == FieldKind::integer ? "a tensor of integers" : info.kind == FieldKind::text ? "a text" : "a list of tensors";
  const std::size_t index = info.kind == FieldKind::real ? 0 : info.kind == FieldKind::integer ? 1 : info.kind == FieldKind::text ? 2 : 3;
  if (value.index() != index) wrong("input " + info.name + " is not " + expected);
  for (const Tensor<double>* x : real_tensors(value))
    for (std::size_t i = 0; i < x->size(); ++i)
      if (!format.holds((*x)[i])) wrong("input " + info.name + ": entry " + std::to_string(i) + " is " + hex_text((*x)[i]) + ", which is no value of " + format.name);
  return value;
}

Request request_of(const json& object) {
  Request request{};
  const std::string name = text_field(object, "op");
  request.operation = Registry::find(name);
  if (!request.operation) {
    const std::string close = Registry::closest(name);
    wrong("field op: unknown operation " + excerpt(name) + (close.empty() ? "" : "; did you mean " + close + "?"));
  }
  const Operation& op = *request.operation;
  const std::string dtype = object.contains("dtype") ? text_field(object, "dtype") : "float64";
  request.format = Format::find(dtype);
  if (!request.format) wrong("field dtype: unknown dtype " + excerpt(dtype) + "; known are float64, float32, tf32, bfloat16 and float16");
  if (object.contains("variant")) {
    const auto variant = op.variant(text_field(object, "variant"));
    if (!variant) wrong("field variant: " + op.name() + " has no variant " + excerpt(text_field(object, "variant")) + (op.statement.variants.empty() ? "" : "; known are " + known_names(op.statement.variants)));
    request.variant = *variant;
  }
  const json& inputs = field(object, "inputs");
  if (!inputs.is_object()) wrong(std::string("field inputs is no object but ") + inputs.type_name());
  for (const auto& [key, value] : inputs.items())
    if (std::none_of(op.inputs.begin(), op.inputs.end(), [&given = key](const InputInfo& f) { return f.name == given; })) wrong("field inputs: " + op.name() + " has no input " + excerpt(key) + "; its inputs are " + known_names(op.inputs));
  for (const InputInfo& info : op.inputs) {
    if (const auto given = inputs.find(info.name); given != inputs.end()) {
      request.inputs.push_back(input_of(info, *given, *request.format));
    } else {
      if (info.fallback.empty()) wrong("input " + info.name + " is missing (" + info.text + ")");
      const json fallback = json::parse(info.fallback, nullptr, false);
      request.inputs.push_back(input_of(info, fallback.is_discarded() || info.kind == FieldKind::text ? json(info.fallback) : fallback, *request.format));
    }
  }
  if (const auto sizes = sizes_of(op, request.inputs); !sizes) wrong(op.name() + " C0: " + sizes.failure().message);
  return request;
}

/// What an object says of its call: a list of names under "outputs" is the request's own.
Reply reply_of(const json& object, const Request& request) {
  json said = json::object();
  for (const char* key : {"outputs", "failure", "error", "unsupported"})
    if (const auto found = object.find(key); found != object.end() && !(found->is_array() && std::string(key) == "outputs")) said[key] = *found;
  if (said.empty() && object.contains("etalon_failure")) wrong("a failure file; `etalon replay` judges it");
  if (said.empty()) wrong("no reply in it: none of outputs (an object), failure, error and unsupported");
  if (said.size() == 1 && said.contains("outputs") && said["outputs"].is_object()) {
    Reply reply{Reply::Kind::outputs};
    const auto& fields = request.operation->outputs;
    for (const auto& [key, value] : said["outputs"].items()) {
      const auto info = std::find_if(fields.begin(), fields.end(), [&given = key](const OutputInfo& f) { return f.name == given; });
      if (info == fields.end()) wrong("field outputs: " + request.operation->name() + " has no output " + excerpt(key) + "; its outputs are " + known_names(fields));
      reply.outputs.push_back(named_field("output", key, value, info->kind, *request.format));
    }
    return reply;
  }
  Reply reply = decode_reply(said);
  if (reply.kind == Reply::Kind::garbage) wrong(reply.message);
  return reply;
}

std::optional<std::uint64_t> id_of(const json& object) {
  if (!object.contains("id")) return std::nullopt;
  if (!object["id"].is_number_unsigned()) wrong("field id is no number 0, 1, 2, … but " + excerpt(object["id"].dump()));
  return object["id"].get<std::uint64_t>();
}

/// Where the case comes from, as `etalon requests` and failure files tell it.
void place(Given& given, const json& object, std::size_t line) {
  given.input_class = given.at;
  given.index = line;
  if (!object.contains("class") || !object["class"].is_string()) return;
  for (const CaseClass kind : {CaseClass::core, CaseClass::extreme, CaseClass::edge})
    if (object["class"] == text(kind)) given.kind = kind;
  if (object.contains("input_class") && object["input_class"].is_string()) given.input_class = one_line(object["input_class"].get<std::string>());
  if (object.contains("case") && object["case"].is_number_unsigned()) given.index = object["case"].get<std::size_t>();
}

/// Calls `use` with each object of the file, its line, and where that is.
void each_object(const std::string& path, const Reading& reading, const std::function<void(const json&, std::size_t, const std::string&)>& use) {
  const std::string name = path == "-" ? "stdin" : path;
  Source in(path);
  std::size_t number = 0;
  const auto take = [&](const std::string& text, const std::string& at) {
    try {
      const json object = json_of(text);
      if (!object.is_object()) wrong(std::string("not a JSON object but ") + object.type_name());
      use(object, number, at);
    } catch (const std::invalid_argument& reason) {
      wrong(at + ": " + reason.what());
    }
  };
  for (std::string line; in.next_line(line);) {
    ++number;
    if (reading) reading(in.share());
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    // An object over several lines, as failure files are, is the whole file.
    if (number == 1 && line.find_first_not_of(" \t\r{") == std::string::npos)
      if (const std::string rest = in.rest(); !rest.empty()) return take(line + '\n' + rest, name);
    take(line, name + ":" + std::to_string(number));
  }
  if (number == 0) wrong(name + ": empty");
}

}  // namespace

double number_in(const std::string& literal, const Format& format) {
  const Precision guard(2200);  // every double is exact
  const Interval x = Literal(literal).enclose();
  const auto rounded = round_to(x, format);
  if (!rounded) wrong(excerpt(literal) + " lies between two values of " + format.name);
  const bool digits = literal.find_first_not_of("+-0123456789") == std::string::npos || literal.find_first_of("xX") != std::string::npos;
  if (digits && literal.find('/') == std::string::npos && x.is_finite() && !(exactly(*rounded) == x).certainly()) wrong(excerpt(literal) + " is no value of " + format.name);
  return *rounded;
}

std::vector<Given> read_given(const std::string& path, bool replied, const Reading& reading) {
  std::vector<Given> all;
  std::map<std::uint64_t, std::string> seen;
  each_object(path, reading, [&](const json& object, std::size_t line, const std::string& at) {
    if (object.contains("request") || (object.contains("etalon") && !object.contains("op"))) return;  // the description that a program is asked for, or gives
    Given given{request_of(object), at};
    given.id = id_of(object);
    if (given.id) {
      const auto [before, first] = seen.emplace(*given.id, at);
      if (!first) wrong("id " + std::to_string(*given.id) + " stands at " + before->second + " too");
    }
    place(given, object, line);
    if (replied) given.reply = reply_of(object, given.request);
    all.push_back(std::move(given));
  });
  if (all.empty()) wrong((path == "-" ? "stdin" : path) + ": no call in it");
  return all;
}

std::vector<Request> read_requests(const std::string& path) {
  std::vector<Request> requests;
  for (Given& given : read_given(path, false)) requests.push_back(std::move(given.request));
  return requests;
}

std::string read_replies(const std::string& path, std::vector<Given>& requests, const Reading& reading) {
  std::map<std::uint64_t, Given*> by_id;
  for (Given& given : requests) {
    if (!given.id) wrong(given.at + ": field id is missing; replies are found by it");
    by_id[*given.id] = &given;
  }
  std::string name;
  each_object(path, reading, [&](const json& object, std::size_t, const std::string& at) {
    if (object.contains("etalon") && !object.contains("id")) {
      if (object.contains("name") && object["name"].is_string()) name = one_line(object["name"].get<std::string>());
      return;
    }
    const auto id = id_of(object);
    if (!id) wrong("field id is missing");
    const auto found = by_id.find(*id);
    if (found == by_id.end()) wrong("id " + std::to_string(*id) + " is that of no request");
    if (found->second->reply) wrong("a second reply to id " + std::to_string(*id));
    found->second->reply = reply_of(object, found->second->request);
    found->second->at = at;
  });
  const auto silent = static_cast<std::size_t>(std::count_if(requests.begin(), requests.end(), [](const Given& given) { return !given.reply; }));
  for (const Given& given : requests)
    if (!given.reply) wrong(path + ": no reply to id " + std::to_string(*given.id) + " (" + given.at + "); " + std::to_string(silent) + " of " + std::to_string(requests.size()) + " requests have none");
  return name;
}

}  // namespace etalon::verify
