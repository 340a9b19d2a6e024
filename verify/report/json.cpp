#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

#include "reference/number/literal.hpp"
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
  const auto shape = json.at("shape").get<Dimensions>();
  const Json& data = json.at("data");
  for (const std::int64_t extent : shape)
    if (extent < 0 || extent > (std::int64_t{1} << 30) || shape.size() > 32) throw std::invalid_argument("impossible shape " + shape_text(shape));
  if (!data.is_array() || static_cast<std::int64_t>(data.size()) != count_of(shape))
    throw std::invalid_argument(fmt::format("shape {} needs {} entries; there are {}", shape_text(shape), count_of(shape), data.size()));
  if (json.at("dtype") == "int64") return Tensor<std::int64_t>(shape, data.get<std::vector<std::int64_t>>());
  Tensor<double> x(shape);
  for (std::size_t i = 0; i < x.size(); ++i)
    if (!data[i].is_string() || !parse_double(data[i].get<std::string>(), x[i])) throw std::invalid_argument(fmt::format("entry {} is no hexadecimal float: {}", i, data[i].dump()));
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

Json verdict_json(const Verdict& v) {
  Json json = {{"outcome", text(v.outcome)}, {"clause", v.clause}, {"reason", v.reason}};
  if (!v.output.empty())
    json.update({{"output", v.output}, {"index", v.index}, {"exact", v.exact}, {"obtained", v.obtained}, {"units", finite(v.units)}, {"bound", finite(v.bound)}, {"unit", v.unit_name}});
  if (!v.variants.empty()) json["variants"] = v.variants;
  return json;
}

Json counts_json(const std::map<Outcome, std::size_t>& counts) {
  Json json = Json::object();
  for (const auto& [outcome, count] : counts) json[text(outcome)] = count;
  return json;
}

std::string xml(const std::string& text) {
  std::string out;
  for (const char c : text) switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;  // XML 1.0 has no other control characters
    }
  return out;
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
               {"shard", fmt::format("{}/{}", report.options.shard, report.options.shards)},
               {"interrupted", report.interrupted},
               {"seconds", report.seconds},
               {"exit_code", report.exit_code()},
               {"not_implemented", report.not_implemented},
               {"unknown", report.unknown},
               {"rows", Json::array()}};
  for (const Row& row : report.rows) {
    Json grades = Json::object(), classes = Json::object();
    for (const OutputInfo& output : row.operation->outputs) grades[output.name] = grade_text(output);
    for (const auto& [kind, counts] : row.counts_by_class) classes[text(kind)] = counts_json(counts);
    Json r = {{"operation", row.operation->name()}, {"dtype", row.format->name}, {"outcome", text(row.outcome)}};
    if (!row.operation->statement.variants.empty()) r["variant"] = row.operation->statement.variants[row.variant].name;
    if (row.outcome == Outcome::variant) r["follows"] = row.convention;
    r.update({{"grades", grades}, {"counts", counts_json(row.counts)}, {"classes", classes}, {"bound_used", finite(row.used)},
              {"inherent_units", finite(row.inherent)}, {"correctly_rounded", row.rounded}, {"seconds", row.seconds}});
    if (!row.note.empty()) r["note"] = row.note;
    if (row.counterexample) {
      const Counterexample& e = *row.counterexample;
      Json inputs = Json::object();
      for (std::size_t f = 0; f < e.inputs.size(); ++f) inputs[row.operation->inputs[f].name] = value_json(e.inputs[f], row.format->name);
      r["counterexample"] = {{"case", e.index}, {"class", text(e.kind)}, {"input_class", e.input_class}, {"inputs", inputs},
                             {"reply", reply_json(e.reply)}, {"verdict", verdict_json(e.verdict)}, {"file", e.file}};
      if (e.before)
        for (std::size_t f = 0; f < e.before->size(); ++f) r["counterexample"]["before"][row.operation->inputs[f].name] = value_json((*e.before)[f], row.format->name);
    }
    json["rows"].push_back(r);
  }
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string junit_text(const Report& report) {
  std::size_t failures = 0, errors = 0, skipped = 0;
  std::string cases;
  for (const Row& row : report.rows) {
    cases += fmt::format("  <testcase classname=\"{}\" name=\"{}\" time=\"{:.3f}\">", xml(row.name()), row.format->name, row.seconds);
    const std::string detail = row.counterexample ? counterexample_text(row, *row.counterexample) : row.note;
    if (row.outcome == Outcome::unsupported || row.outcome == Outcome::ill_posed) {
      ++skipped;
      cases += fmt::format("<skipped message=\"{}\"/>", xml(row.note));
    } else if (row.outcome == Outcome::crash || row.outcome == Outcome::timeout) {
      ++errors;
      cases += fmt::format("<error message=\"{}\">{}</error>", text(row.outcome), xml(detail));
    } else if (row.outcome != Outcome::pass) {
      ++failures;
      const std::string kind = row.outcome == Outcome::variant ? "variant:" + row.convention : text(row.outcome);
      cases += fmt::format("<failure message=\"{}\">{}</failure>", xml(kind), xml(detail));
    }
    cases += "</testcase>\n";
  }
  for (const std::string& name : report.not_implemented) {
    ++skipped;
    cases += fmt::format("  <testcase classname=\"{}\" name=\"not implemented\"><skipped message=\"not implemented by {}\"/></testcase>\n", xml(name), xml(report.implementation));
  }
  return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"etalon {}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"{:.3f}\">\n{}</testsuite>\n",
                     xml(report.implementation), report.rows.size() + report.not_implemented.size(), failures, errors, skipped, report.seconds, cases);
}

void write_file(const std::string& path, const std::string& text) {
  const std::filesystem::path target(path);
  const std::string temporary = path + "." + std::to_string(::getpid()) + ".tmp";
  std::error_code error;
  if (target.has_parent_path()) std::filesystem::create_directories(target.parent_path(), error);
  {
    std::ofstream out(temporary, std::ios::binary);
    out << text;
    out.close();
    if (!out) {
      std::filesystem::remove(temporary, error);
      throw std::invalid_argument("cannot write " + path);
    }
  }
  std::filesystem::rename(temporary, target, error);
  if (error) {
    std::error_code ignored;
    std::filesystem::remove(temporary, ignored);
    throw std::invalid_argument("cannot write " + path + ": " + error.message());
  }
}

std::string failure_text(const Row& row, const Counterexample& example, const VerifyOptions& options) {
  const auto fields = [&](const Values<double>& values) {
    Json inputs = Json::object();
    for (std::size_t f = 0; f < values.size(); ++f) inputs[row.operation->inputs[f].name] = value_json(values[f], row.format->name);
    return inputs;
  };
  Json json = {{"etalon_failure", 1}, {"op", row.operation->name()}};
  if (!row.operation->statement.variants.empty()) json["variant"] = row.operation->statement.variants[row.variant].name;
  json.update({{"dtype", row.format->name}, {"implementation", options.implementation}, {"seed", options.seed}, {"case", example.index},
               {"class", text(example.kind)}, {"input_class", example.input_class}, {"inputs", fields(example.inputs)}, {"reply", reply_json(example.reply)}, {"verdict", verdict_json(example.verdict)}});
  if (example.before) json["before"] = fields(*example.before);
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

FailureFile read_failure(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::invalid_argument(path + ": no such file");
  const auto wrong = [&](const std::string& reason) { return std::invalid_argument(path + ": " + reason); };
  Json json;
  try {
    json = Json::parse(in);
  } catch (const std::exception& e) {
    throw wrong(std::string("not JSON: ") + e.what());
  }
  if (!json.is_object() || json.value("etalon_failure", 0) != 1) throw wrong("not a failure file (etalon_failure is not 1)");
  const auto text_field = [&](const char* name) {
    if (!json.contains(name) || !json[name].is_string()) throw wrong(std::string("field ") + name + " is missing or no text");
    return json[name].get<std::string>();
  };
  FailureFile file;
  file.implementation = text_field("implementation");
  file.request.operation = Registry::find(text_field("op"));
  if (!file.request.operation) throw wrong("unknown operation " + text_field("op"));
  const Operation& op = *file.request.operation;
  file.request.format = Format::find(text_field("dtype"));
  if (!file.request.format) throw wrong("unknown dtype " + text_field("dtype"));
  file.request.variant = 0;
  if (json.contains("variant")) {
    const auto variant = op.variant(text_field("variant"));
    if (!variant) throw wrong("unknown variant " + text_field("variant"));
    file.request.variant = *variant;
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
  const Json& reply = json.contains("reply") ? json["reply"] : Json::object();
  const std::string kind = reply.value("kind", "");
  file.reply.kind = Reply::Kind::garbage;
  for (int k = 0; k < 7; ++k)
    if (kind == reply_kinds[k]) file.reply.kind = static_cast<Reply::Kind>(k);
  file.reply.clause = reply.value("clause", "");
  file.reply.message = reply.value("message", "");
  if (reply.contains("outputs"))
    for (const auto& [name, value] : reply["outputs"].items()) try {
        file.reply.outputs.push_back({name, (value.is_array() ? value.at(0) : value).at("dtype").get<std::string>(), read_value(value)});
      } catch (const std::exception& e) {
        throw wrong("reply " + name + ": " + e.what());
      }
  return file;
}

}  // namespace etalon::verify
