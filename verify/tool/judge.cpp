#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "verify/adapters/codec.hpp"
#include "verify/judge/grades.hpp"
#include "verify/tool/commands.hpp"
#include "verify/tool/input.hpp"
#include "verify/tool/output.hpp"
#include "verify/tool/verdicts.hpp"
#include "verify/trial/limits.hpp"

namespace etalon::verify::tool {
namespace {

using Json = nlohmann::ordered_json;

Json finite(double x) { return std::isfinite(x) ? Json(x) : Json(nullptr); }

/// The value in the format, of one field that was given on the command line.
Value<double> in_format(const Value<Literal>& value, const Format& format) {
  return transform<double>(Values<Literal>{value}, [&](const Literal& x, std::size_t) { return number_in(x.text(), format); })[0];
}

/// One call, its inputs and outputs given as NAME=VALUE. The dtype is that of the outputs' files where none is asked for.
Given call_of(const JudgeOptions& options) {
  if (options.files.size() != 1) throw std::invalid_argument("--in and --out describe one call: name its operation, as in etalon judge nn.softmax --in x=@x.npy --out y=@y.npy");
  const auto [op, variant] = find_variant(options.files[0]);
  Given call{{op, variant, nullptr, {}}, options.files[0]};
  call.input_class = "given";
  Reply reply{Reply::Kind::outputs};
  std::vector<GivenValue> outputs;
  std::string dtype = options.dtype;
  for (const std::string& assignment : options.outputs) {
    const auto [name, text] = read_assignment("--out", assignment);
    const auto info = std::find_if(op->outputs.begin(), op->outputs.end(), [&, &field = name](const OutputInfo& f) { return f.name == field; });
    if (info == op->outputs.end()) {
      std::string known;
      for (const OutputInfo& f : op->outputs) known += (known.empty() ? "" : ", ") + f.name;
      throw std::invalid_argument(op->name() + " has no output '" + name + "'; its outputs are " + known);
    }
    if (std::any_of(reply.outputs.begin(), reply.outputs.end(), [&, &field = name](const NamedOutput& o) { return o.name == field; })) throw std::invalid_argument("output " + name + " is given twice");
    try {
      outputs.push_back(read_value(info->kind, info->shape, text));
    } catch (const std::invalid_argument& e) {
      throw std::invalid_argument("output " + name + ": " + e.what());
    }
    if (dtype.empty() && Format::find(outputs.back().dtype)) dtype = outputs.back().dtype;
    reply.outputs.push_back({name, "", {}});
  }
  for (const OutputInfo& info : op->outputs)
    if (op->asks_for(info) && std::none_of(reply.outputs.begin(), reply.outputs.end(), [&](const NamedOutput& o) { return o.name == info.name; })) throw std::invalid_argument(op->name() + " needs --out " + info.name + "=… (" + info.text + ")");
  call.request.format = Format::find(dtype.empty() ? "float64" : dtype);
  if (!call.request.format) throw std::invalid_argument("unknown dtype '" + dtype + "'; known: float64, float32, tf32, bfloat16, float16");
  const auto field = [&](const char* what, const std::string& name, const Value<Literal>& value, const Format& format) {
    try {
      return in_format(value, format);
    } catch (const std::invalid_argument& e) {
      throw std::invalid_argument(fmt::format("{} {}: {}; --dtype says in which format the call was made", what, name, e.what()));
    }
  };
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    NamedOutput& output = reply.outputs[i];
    const Format* own = Format::find(outputs[i].dtype);
    output.dtype = outputs[i].dtype.empty() ? call.request.format->name : outputs[i].dtype;
    output.value = field("output", output.name, outputs[i].value, own ? *own : *call.request.format);
  }
  const Values<Literal> inputs = read_inputs(*op, options.inputs);
  for (std::size_t f = 0; f < inputs.size(); ++f) call.request.inputs.push_back(field("input", op->inputs[f].name, inputs[f], *call.request.format));
  if (const auto sizes = sizes_of(*op, call.request.inputs); !sizes) throw std::invalid_argument(op->name() + " C0: " + sizes.failure().message);
  call.reply = std::move(reply);
  return call;
}

Json verdict_json(const Verdict& v) {
  Json json = {{"outcome", text(v.outcome)}, {"clause", v.clause}, {"reason", v.reason}};
  if (!v.output.empty())
    json.update({{"output", v.output}, {"index", v.index}, {"exact", v.exact}, {"obtained", v.obtained}, {"units", finite(v.units)}, {"bound", finite(v.bound)}, {"unit", v.unit_name}, {"bad", v.bad}, {"entries", v.entries}});
  if (!v.variants.empty()) json["variants"] = v.variants;
  return json;
}

}  // namespace

int judge_files(const JudgeOptions& options) {
  check_reports({{options.json, {}}});
  std::vector<Given> calls;
  std::string source, name;
  const auto add = [&](const std::string& path, bool replied) {
    Progress progress("reading " + path);
    for (Given& given : read_given(path, replied, [&](double share) { progress(share); })) calls.push_back(std::move(given));
    source += (source.empty() ? "" : ", ") + (path == "-" ? std::string("stdin") : path);
  };
  if (options.requests.empty() != options.replies.empty()) throw std::invalid_argument("--requests and --replies go together");
  const bool one_call = !options.inputs.empty() || !options.outputs.empty();
  if (!options.requests.empty()) {
    if (!options.files.empty() || one_call) throw std::invalid_argument("--requests and --replies say all there is to judge: leave out " + (options.files.empty() ? std::string("--in and --out") : options.files[0]));
    add(options.requests, false);
    Progress progress("reading " + options.replies);
    name = read_replies(options.replies, calls, [&](double share) { progress(share); });
    source = options.replies;
  } else if (one_call) {
    calls.push_back(call_of(options));
  } else {
    for (const std::string& path : options.files.empty() ? std::vector<std::string>{"-"} : options.files) add(path, true);
  }

  const Mixed arithmetic = options.arithmetic.empty() ? Mixed{} : mixed_named(options.arithmetic);
  for (Given& call : calls) {
    call.request.seconds = limits().judging;
    if (arithmetic) call.request.mixed = applied_to(*call.request.format, arithmetic);
  }
  const std::vector<Verdict> verdicts = judge_all(calls, options.jobs);
  const int code = exit_code(verdicts);
  Json json = {{"etalon_judgement", 1}, {"source", source}, {"implementation", name}, {"exit_code", code}, {"rows", Json::array()}};
  if (!source.empty()) fmt::print("{}{} calls of {}\n\n", name.empty() ? "" : name + " · ", calls.size(), source);
  std::size_t width = 10, passed = 0, failed = 0, others = 0;
  const auto rows = tally(calls, verdicts);
  const auto row_name = [](const Key& key) { return Registry::find(std::get<0>(key))->name_with(std::get<1>(key)); };
  for (const auto& [key, row] : rows) width = std::max(width, row_name(key).size());
  for (const auto& [key, row] : rows) {
    const Operation& op = *Registry::find(std::get<0>(key));
    const std::string& dtype = Format::all()[std::get<2>(key)].name;
    const Verdict& worst = verdicts[row.worst];
    const bool bad = worst.outcome > Outcome::undecided;
    (row.outcome == Outcome::pass ? passed : bad ? failed : others) += 1;
    std::string counts;
    Json counted = Json::object();
    for (const auto& [outcome, count] : row.counts) {
      counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", count, outcome == Outcome::pass ? "judged" : text(outcome));
      counted[text(outcome)] = count;
    }
    if (row.outcome == Outcome::pass) counts += fmt::format("  {:.0f} % of the bound", std::ceil(100 * row.used));
    else if (!bad) counts += "  " + worst.reason;
    if (row.grade) counts += "  " + grade_reached_text(op, row.grade);
    fmt::print("  {:<11}  {:<{}}  {:<8}  {}\n", outcome_text(row.outcome, row.conventions), row_name(key), width, dtype, counts);
    if (bad) fmt::print("{}", counterexample_text(calls[row.worst], worst));
    Json r = {{"operation", op.name()}, {"dtype", dtype}, {"outcome", text(row.outcome)}, {"counts", counted}, {"bound_used", finite(row.used)}};
    if (!op.statement.variants.empty()) r["variant"] = op.statement.variants[std::get<1>(key)].name;
    if (row.outcome == Outcome::variant) r["follows"] = row.conventions.front();
    if (row.grade) r["grade"] = grade_name(op, *row.grade);
    if (worst.outcome != Outcome::pass) {
      const Given& call = calls[row.worst];
      r["worst"] = {{"at", call.at}, {"class", text(call.kind)}, {"input_class", call.input_class}, {"case", call.index}, {"verdict", verdict_json(worst)}, {"request", Json::parse(line_of(encode(call.request, call.id.value_or(0))))}};
    }
    json["rows"].push_back(std::move(r));
  }
  fmt::print("\n{} passed, {} failed, {} not judged\n", passed, failed, others);
  std::fflush(stdout);
  const bool written = write_reports({{options.json, [&] { return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n"; }}});
  return written ? code : std::max(code, 2);
}

}  // namespace etalon::verify::tool
