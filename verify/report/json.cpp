#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "reference/number/literal.hpp"
#include "verify/adapters/codec.hpp"
#include "verify/generate/cases.hpp"
#include "verify/judge/grades.hpp"
#include "verify/report/journal.hpp"
#include "verify/report/result.hpp"

namespace etalon::verify {
namespace {

using Json = nlohmann::ordered_json;

/// JSON has no infinity: null stands for it.
Json finite(double x) { return std::isfinite(x) ? Json(x) : Json(nullptr); }

template <class T, class EntryText>
Json tensor_json(const Tensor<T>& x, const std::string& dtype, EntryText entry) {
  Json data = Json::array();
  for (const T& e : x) data.push_back(entry(e));
  return {{"dtype", dtype}, {"shape", x.shape}, {"data", data}};
}

Json value_json(const Value<double>& value, const std::string& dtype) {
  if (const auto* x = if_real(value)) return tensor_json(*x, dtype, [](double e) { return hex_text(e); });
  if (const auto* x = if_integers(value)) return tensor_json(*x, "int64", [](std::int64_t k) { return k; });
  if (const auto* x = if_text(value)) return *x;
  Json list = Json::array();
  for (const Tensor<double>& x : list_of(value)) list.push_back(tensor_json(x, dtype, [](double e) { return hex_text(e); }));
  return list;
}

/// Reads what value_json wrote; throws std::invalid_argument with the reason.
Value<double> read_value(const Json& json) {
  if (json.is_string()) return json.get<std::string>();
  if (json.is_array()) {
    TensorList<double> list;
    for (const Json& entry : json) list.push_back(real_of(read_value(entry)));
    return list;
  }
  if (!json.is_object() || !json.contains("shape") || !json.contains("data") || !json.contains("dtype")) throw std::invalid_argument("a tensor needs dtype, shape and data");
  const Dimensions shape = shape_of(json.at("shape"));
  const Json& data = json.at("data");
  if (!data.is_array() || static_cast<std::int64_t>(data.size()) != count_of(shape))
    throw std::invalid_argument(fmt::format("shape {} needs {} entries; there are {}", shape_text(shape), count_of(shape), data.size()));
  if (json.at("dtype") == "int64") return Tensor<std::int64_t>(shape, data.get<std::vector<std::int64_t>>());
  Tensor<double> x(shape);
  for (std::size_t i = 0; i < x.size(); ++i)
    if (!data[i].is_string() || !parse_double(data[i].get<std::string>(), x[i])) throw std::invalid_argument(fmt::format("entry {} is no hexadecimal float: {}", i, excerpt(data[i].dump())));
  return x;
}

const char* const reply_kinds[] = {"outputs", "refused", "error", "garbage", "crash", "timeout", "unsupported"};

Json reply_json(const Reply& reply) {
  Json json = {{"kind", reply_kinds[static_cast<int>(reply.kind)]}};
  if (!reply.clause.empty()) json["clause"] = reply.clause;
  if (!reply.message.empty()) json["message"] = reply.message;
  for (const NamedOutput& output : reply.outputs) json["outputs"][output.name] = value_json(output.value, output.dtype);
  return json;
}

Outcome outcome_named(const std::string& name) {
  for (int k = 0; k <= static_cast<int>(Outcome::timeout); ++k)
    if (text(static_cast<Outcome>(k)) == name) return static_cast<Outcome>(k);
  throw std::invalid_argument("unknown outcome " + name);
}

Json verdict_json(const Verdict& v) {
  Json json = {{"outcome", text(v.outcome)}, {"clause", v.clause}, {"reason", v.reason}};
  if (!v.output.empty())
    json.update({{"output", v.output}, {"index", v.index}, {"exact", v.exact}, {"obtained", v.obtained}, {"units", finite(v.units)}, {"bound", finite(v.bound)},
                 {"unit", v.unit_name}, {"correct_digits", finite(v.digits)}});
  if (v.entries > 0) json.update({{"bad_entries", v.bad}, {"entries", v.entries}});
  if (!v.law.empty()) json["law"] = v.law;
  if (!v.remark.empty()) json["remark"] = v.remark;
  if (!v.variants.empty()) json["variants"] = v.variants;
  return json;
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

Json counts_json(const std::map<Outcome, std::size_t>& counts) {
  Json json = Json::object();
  for (const auto& [outcome, count] : counts) json[text(outcome)] = count;
  return json;
}

Json fields_json(const Row& row, const Values<double>& values) {
  Json inputs = Json::object();
  for (std::size_t f = 0; f < values.size(); ++f) inputs[row.operation->inputs[f].name] = value_json(values[f], row.format->name);
  return inputs;
}

Json onset_json(const Onset& begins) { return {{"size", begins.size}, {"extent", begins.extent}}; }

Json cause_json(const Row& row, const Cause& cause) {
  Json json = {{"outcome", text(cause.outcome)}, {"clause", cause.clause}, {"output", cause.output}, {"kind", cause.kind}, {"cases", cause.cases},
               {"bad_entries", cause.bad}, {"entries", cause.entries}, {"units", finite(cause.units)}, {"edge_only", cause.edge_only}, {"weight", weight_text(cause, *row.format)}};
  if (cause.digits < 1e9) json["correct_digits"] = finite(cause.digits);
  if (!cause.example) return json;
  const Counterexample& e = *cause.example;
  json["counterexample"] = {{"case", shown_number(e.index)}, {"class", text(e.kind)}, {"input_class", e.input_class}, {"inputs", fields_json(row, e.inputs)},
                            {"layouts", e.layouts}, {"reply", reply_json(e.reply)}, {"verdict", verdict_json(e.verdict)}, {"file", e.file}};
  if (e.before) json["counterexample"]["before"] = fields_json(row, *e.before);
  if (e.begins) json["counterexample"]["fails_from"] = onset_json(*e.begins);
  return json;
}

Json row_json(const Row& row) {
  Json grades = Json::object(), classes = Json::object();
  for (const OutputInfo& output : row.operation->outputs) grades[output.name] = grade_text(output);
  for (const auto& [kind, counts] : row.counts_by_class) classes[text(kind)] = counts_json(counts);
  Json r = {{"operation", row.operation->name()}, {"dtype", row.format->name}, {"outcome", text(row.outcome)}};
  if (!row.operation->statement.variants.empty()) r["variant"] = row.operation->statement.variants[row.variant].name;
  if (!row.convention.empty()) r["follows"] = row.convention;
  if (row.arithmetic) r["arithmetic"] = text(row.arithmetic);
  if (!row.behaves.empty()) r["behaves"] = row.behaves;
  r.update({{"grades", grades}, {"counts", counts_json(row.counts)}, {"classes", classes}, {"drawn", row.drawn}, {"bound_used", finite(row.used)},
            {"inherent_units", finite(row.inherent)}, {"correctly_rounded", row.rounded}, {"seconds", row.seconds}});
  if (!row.note.empty()) r["note"] = row.note;
  if (!row.remark.empty()) r["remark"] = row.remark;
  if (row.grade) r["grade"] = grade_name(*row.operation, *row.grade);
  if (row.accepted) r["accepted_grade"] = grade_name(*row.operation, row.accepted);
  for (const Cause& cause : row.causes) r["causes"].push_back(cause_json(row, cause));
  return r;
}

Values<double> read_fields(const Operation& op, const Json& json) {
  Values<double> values;
  for (const InputInfo& field : op.inputs) values.push_back(read_value(json.at(field.name)));
  return values;
}

Reply read_reply(const Json& json) {
  Reply reply{Reply::Kind::garbage};
  for (int k = 0; k < 7; ++k)
    if (json.value("kind", "") == reply_kinds[k]) reply.kind = static_cast<Reply::Kind>(k);
  reply.clause = json.value("clause", "");
  reply.message = json.value("message", "");
  if (json.contains("outputs"))
    for (const auto& [name, value] : json["outputs"].items()) reply.outputs.push_back({name, (value.is_array() ? value.at(0) : value).at("dtype").get<std::string>(), read_value(value)});
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

std::string json_text(const Report& report) {
  Json json = {{"etalon_report", 1},
               {"implementation", report.implementation},
               {"opened_as", report.options.implementation},
               {"libraries", report.libraries},
               {"environment", report.environment},
               {"seed", report.options.seed},
               {"cases", report.options.cases},
               {"sizes", report.options.sizes},
               {"shard", fmt::format("{}/{}", report.options.shard, report.options.shards)},
               {"interrupted", report.interrupted()},
               {"seconds", report.seconds},
               {"exit_code", report.exit_code()},
               {"program", {{"timeout", report.options.adapter.timeout_seconds}, {"memory", report.options.adapter.memory}, {"python", report.options.adapter.python}}},
               {"not_implemented", report.not_implemented},
               {"unknown", report.unknown},
               {"rows", Json::array()}};
  for (const Row& row : report.rows) json["rows"].push_back(row_json(row));
  for (const Retried& r : report.retried) json["retried"].push_back({{"file", r.file}, {"row", r.row}, {"outcome", text(r.outcome)}});
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string line_of(const Row& row) { return row_json(row).dump(-1, ' ', false, Json::error_handler_t::replace); }

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
    if (json.contains("grade")) row.grade = find_grade(*op, json["grade"]).value_or(grades_of(*op)->none());
    if (json.contains("accepted_grade")) row.accepted = accepted_of(*op, json["accepted_grade"]);
    if (json.contains("causes"))
      for (const Json& cause : json["causes"]) row.causes.push_back(read_cause(*op, cause));
    return row;
  } catch (const Json::exception& e) {
    throw std::invalid_argument(e.what());
  }
}

std::string failure_text(const Row& row, const Counterexample& example, const VerifyOptions& options) {
  Json json = {{"etalon_failure", 1}, {"op", row.operation->name()}};
  if (!row.operation->statement.variants.empty()) json["variant"] = row.operation->statement.variants[row.variant].name;
  if (row.arithmetic) json["arithmetic"] = text(row.arithmetic);
  json.update({{"dtype", row.format->name}, {"implementation", options.implementation}, {"seed", options.seed}, {"case", shown_number(example.index)},
               {"class", text(example.kind)}, {"input_class", example.input_class}, {"inputs", fields_json(row, example.inputs)}, {"layouts", example.layouts}, {"reply", reply_json(example.reply)}, {"verdict", verdict_json(example.verdict)}});
  if (row.accepted) json["accepted_grade"] = grade_name(*row.operation, row.accepted);
  if (example.before) json["before"] = fields_json(row, *example.before);
  if (example.begins) json["fails_from"] = onset_json(*example.begins);
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
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
        Value<double> value = read_value(json[key][field.name]);
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
