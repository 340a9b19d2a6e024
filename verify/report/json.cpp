#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "verify/adapters/flat.hpp"
#include "verify/generate/cases.hpp"
#include "verify/judge/grades.hpp"
#include "verify/report/journal.hpp"
#include "verify/report/result.hpp"
#include "verify/trial/limits.hpp"

namespace etalon::verify {
namespace {

using Json = nlohmann::ordered_json;

/// JSON has no infinity: null stands for it.
Json finite(double x) { return std::isfinite(x) ? Json(x) : Json(nullptr); }

Json reply_json(const Reply& reply) {
  Json json = {{"kind", reply_kinds[static_cast<int>(reply.kind)]}};
  if (!reply.clause.empty()) json["clause"] = reply.clause;
  if (!reply.message.empty()) json["message"] = reply.message;
  for (const NamedOutput& output : reply.outputs) json["outputs"][output.name] = flat_json<Json>(output.value, output.dtype);
  return json;
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
Json counts_json(const std::map<Outcome, std::size_t>& counts) {
  Json json = Json::object();
  for (const auto& [outcome, count] : counts) json[text(outcome)] = count;
  return json;
}

Json fields_json(const Row& row, const Values<double>& values) {
  Json inputs = Json::object();
  for (std::size_t f = 0; f < values.size(); ++f) inputs[row.operation->inputs[f].name] = flat_json<Json>(values[f], row.format->name);
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
               {"program", {{"timeout", limits().answering}, {"memory", limits().memory}, {"python", report.options.adapter.python}}},
               {"not_implemented", report.not_implemented},
               {"unknown", report.unknown},
               {"rows", Json::array()}};
  for (const Row& row : report.rows) json["rows"].push_back(row_json(row));
  for (const Retried& r : report.retried) json["retried"].push_back({{"file", r.file}, {"row", r.row}, {"outcome", text(r.outcome)}});
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string line_of(const Row& row) { return row_json(row).dump(-1, ' ', false, Json::error_handler_t::replace); }

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

}  // namespace etalon::verify
