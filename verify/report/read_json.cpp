#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "verify/adapters/flat.hpp"
#include "verify/judge/grades.hpp"
#include "verify/report/journal.hpp"
#include "verify/report/result.hpp"

// Reads what json.cpp wrote, or somebody else.
namespace etalon::verify {
namespace {

using Json = nlohmann::ordered_json;

Outcome outcome_named(const std::string& name) {
  for (int k = 0; k <= static_cast<int>(Outcome::timeout); ++k)
    if (text(static_cast<Outcome>(k)) == name) return static_cast<Outcome>(k);
  throw std::invalid_argument("unknown outcome " + name);
}

Verdict read_verdict(const Json& json) {
  const auto number = [&](const char* key) { return json.contains(key) && json[key].is_number() ? json[key].get<double>() : json.contains(key) ? INFINITY : 0; };
  Verdict v;
  v.outcome = outcome_named(json.at("outcome"));
  v.clause = json.value("clause", "");
  v.reason = json.value("reason", "");
  v.output = json.value("output", "");
  v.index = json.value("index", "");
  v.exact = json.value("exact", "");
  v.obtained = json.value("obtained", "");
  v.units = number("units");
  v.bound = number("bound");
  v.unit_name = json.value("unit", "");
  v.digits = json.contains("correct_digits") && json["correct_digits"].is_null() ? -INFINITY : number("correct_digits");
  v.bad = json.value("bad_entries", std::size_t{0});
  v.entries = json.value("entries", std::size_t{0});
  v.law = json.value("law", "");
  v.remark = json.value("remark", "");
  v.variants = json.value("variants", std::vector<std::string>{});
  return v;
}

Values<double> read_fields(const Operation& op, const Json& json) {
  Values<double> values;
  for (const InputInfo& field : op.inputs) values.push_back(read_flat(json.at(field.name)));
  return values;
}

Reply read_reply(const Json& json) {
  Reply reply{Reply::Kind::garbage};
  for (int k = 0; k < 7; ++k)
    if (json.value("kind", "") == reply_kinds[k]) reply.kind = static_cast<Reply::Kind>(k);
  reply.clause = json.value("clause", "");
  reply.message = json.value("message", "");
  if (json.contains("outputs"))
    for (const auto& [name, value] : json["outputs"].items()) reply.outputs.push_back({name, (value.is_array() ? value.at(0) : value).at("dtype").get<std::string>(), read_flat(value)});
  return reply;
}

std::size_t accepted_of(const Operation& op, const std::string& name) {
  const auto grade = find_grade(op, name);
  if (!grade) throw std::invalid_argument("accepted_grade: " + op.name() + " has no grade " + name);
  return *grade;
}

CaseClass class_named(const std::string& name) {
  for (const CaseClass kind : {CaseClass::core, CaseClass::extreme, CaseClass::large})
    if (name == text(kind)) return kind;
  return CaseClass::edge;
}

Cause read_cause(const Operation& op, const Json& json) {
  Cause cause;
  cause.outcome = outcome_named(json.at("outcome"));
  cause.clause = json.at("clause");
  cause.output = json.at("output");
  cause.kind = json.at("kind");
  cause.cases = json.at("cases");
  cause.bad = json.at("bad_entries");
  cause.entries = json.at("entries");
  cause.units = json.at("units").is_null() ? INFINITY : json.at("units").get<double>();
  cause.edge_only = json.at("edge_only");
  if (json.contains("correct_digits")) cause.digits = json["correct_digits"].is_null() ? -INFINITY : json["correct_digits"].get<double>();
  if (!json.contains("counterexample")) return cause;
  const Json& e = json["counterexample"];
  cause.example = Counterexample{e.at("case"), class_named(e.at("class")), e.at("input_class"), read_fields(op, e.at("inputs")), read_reply(e.at("reply")), read_verdict(e.at("verdict"))};
  cause.example->file = e.at("file");
  cause.example->layouts = e.at("layouts");
  if (e.contains("before")) cause.example->before = read_fields(op, e["before"]);
  if (e.contains("fails_from")) cause.example->begins = Onset{e["fails_from"].at("size"), e["fails_from"].at("extent")};
  return cause;
}

}  // namespace

Row read_row(const std::string& line) {
  try {
    const Json json = json_of(line);
    const Operation* op = Registry::find(json.at("operation"));
    const Format* format = Format::find(json.at("dtype"));
    const auto variant = op && json.contains("variant") ? op->variant(json["variant"]) : std::optional<std::size_t>(0);
    if (!op || !format || !variant) throw std::invalid_argument("an unknown operation, dtype or convention");
    Row row(op, *variant, format);
    row.outcome = outcome_named(json.at("outcome"));
    row.convention = json.value("follows", "");
    if (json.contains("arithmetic")) row.arithmetic = mixed_named(json["arithmetic"]);
    row.behaves = json.value("behaves", "");
    for (const auto& [name, count] : json.at("counts").items()) row.counts[outcome_named(name)] = count;
    for (const auto& [kind, counts] : json.at("classes").items())
      for (const auto& [name, count] : counts.items()) row.counts_by_class[class_named(kind)][outcome_named(name)] = count;
    row.drawn = json.at("drawn").get<std::map<std::string, std::size_t>>();
    const auto number = [&](const char* key) { return json.at(key).is_null() ? INFINITY : json.at(key).get<double>(); };
    row.used = number("bound_used");
    row.inherent = number("inherent_units");
    row.rounded = json.at("correctly_rounded");
    row.seconds = json.at("seconds");
    row.note = json.value("note", "");
    row.remark = json.value("remark", "");
    if (json.contains("grade")) {
      if (!grades_of(*op)) throw std::invalid_argument("grade: " + op->name() + " has none");
      row.grade = find_grade(*op, json["grade"]).value_or(grades_of(*op)->none());
    }
    if (json.contains("accepted_grade")) row.accepted = accepted_of(*op, json["accepted_grade"]);
    if (json.contains("causes"))
      for (const Json& cause : json["causes"]) row.causes.push_back(read_cause(*op, cause));
    return row;
  } catch (const Json::exception& e) {
    throw std::invalid_argument(e.what());
  }
}

FailureFile read_failure(const std::string& path) {
  const auto wrong = [&](const std::string& reason) { return std::invalid_argument(path + ": " + reason); };
  nlohmann::json json;
  try {
    json = json_of(read_file(path));
  } catch (const std::invalid_argument& e) {
    throw std::string(e.what()).starts_with(path) ? e : wrong(e.what());
  }
  if (!json.is_object() || !json.contains("etalon_failure") || json["etalon_failure"] != 1) throw wrong("not a failure file (etalon_failure is not 1)");
  const auto text_field = [&](const char* name) {
    if (!json.contains(name) || !json[name].is_string()) throw wrong(std::string("field ") + name + " is missing or no text");
    return json[name].get<std::string>();
  };
  FailureFile file;
  file.implementation = text_field("implementation");
  file.request.operation = Registry::find(text_field("op"));
  if (!file.request.operation) throw wrong("unknown operation " + excerpt(text_field("op")));
  const Operation& op = *file.request.operation;
  file.request.format = Format::find(text_field("dtype"));
  if (!file.request.format) throw wrong("unknown dtype " + excerpt(text_field("dtype")));
  if (json.contains("arithmetic")) try {
      file.request.mixed = mixed_named(text_field("arithmetic"));
    } catch (const std::invalid_argument& e) {
      throw wrong(e.what());
    }
  file.request.variant = 0;
  if (json.contains("variant")) {
    const auto variant = op.variant(text_field("variant"));
    if (!variant) throw wrong("unknown variant " + excerpt(text_field("variant")));
    file.request.variant = *variant;
  }
  if (json.contains("accepted_grade")) {
    try {
      file.request.accepted = accepted_of(op, text_field("accepted_grade"));
    } catch (const std::invalid_argument& e) {
      throw wrong(e.what());
    }
  }
  const auto inputs_of = [&](const char* key) {
    if (!json.contains(key) || !json[key].is_object()) throw wrong(std::string("field ") + key + " is missing");
    Values<double> inputs;
    for (const InputInfo& field : op.inputs) {
      if (!json[key].contains(field.name)) throw wrong("input " + field.name + " is missing");
      try {
        Value<double> value = read_flat(json[key][field.name]);
        const auto expected = field.kind == FieldKind::real ? 0u : field.kind == FieldKind::integer ? 1u : field.kind == FieldKind::text ? 2u : 3u;
        if (value.index() != expected) throw std::invalid_argument("wrong kind of value");
        inputs.push_back(std::move(value));
      } catch (const std::exception& e) {
        throw wrong("input " + field.name + ": " + e.what());
      }
    }
    return inputs;
  };
  file.request.inputs = inputs_of("inputs");
  if (json.contains("before")) {
    file.before = file.request;
    file.before->inputs = inputs_of("before");
  }
  if (json.contains("layouts") && json["layouts"].is_string()) file.request.layouts = json["layouts"];
  if (json.contains("class") && json.contains("input_class") && json.contains("case")) {
    if (!json["case"].is_number_unsigned()) throw wrong("field case is no number 0, 1, 2, …");
    file.input_class = fmt::format("{} case {} “{}”", one_line(text_field("class")), json["case"].get<std::size_t>(), one_line(text_field("input_class")));
  }
  try {
    file.reply = read_reply(json.contains("reply") ? Json(json["reply"]) : Json::object());
  } catch (const std::exception& e) {
    throw wrong(std::string("reply: ") + e.what());
  }
  return file;
}

}  // namespace etalon::verify
