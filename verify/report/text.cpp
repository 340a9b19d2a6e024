#include <fmt/format.h>

#include <cmath>

#include "reference/number/literal.hpp"
#include "verify/report/result.hpp"

namespace etalon::verify {
namespace {

std::string value_text(const Value<double>& value) {
  const auto entries = [](const auto& x, auto entry_text) {
    if (x.shape.empty()) return entry_text(x[0]);
    std::string out = x.rank() > 1 ? shape_text(x.shape) + " " : "";
    out += "[";
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (i == 24) return out + fmt::format(", … {} more]", x.size() - i);
      out += (i ? ", " : "") + entry_text(x[i]);
    }
    return out + "]";
  };
  const auto real = [](double x) { return fmt::format("{}", x); };
  if (const auto* x = if_real(value)) return entries(*x, real);
  if (const auto* x = if_integers(value)) return entries(*x, [](std::int64_t k) { return std::to_string(k); });
  if (const auto* x = if_text(value)) return "\"" + *x + "\"";
  std::string out = "(";
  for (const Tensor<double>& x : list_of(value)) out += (out.size() > 1 ? ", " : "") + entries(x, real);
  return out + ")";
}

std::string number(double x) {
  if (!std::isfinite(x)) return "∞";
  return x != 0 && (x < 0.01 || x >= 1e5) ? fmt::format("{:.2e}", x) : fmt::format("{:.3g}", x);
}

struct Paint {
  bool color;
  std::string operator()(const char* code, const std::string& text) const { return color ? fmt::format("\033[{}m{}\033[0m", code, text) : text; }
};

const char* color_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::pass: return "32";
    case Outcome::variant:
    case Outcome::ill_posed:
    case Outcome::vacuous:
    case Outcome::undecided:
    case Outcome::unsupported: return "33";
    default: return "31";
  }
}

/// The strictest grade that every case met, where it is stricter than the contract's.
std::string also_meets(const Row& row) {
  if (row.outcome != Outcome::pass) return "";
  if (row.rounded) return "correctly rounded";
  for (const OutputInfo& output : row.operation->outputs)
    if (output.grade == Grade::textbook && row.inherent > 0 && std::isfinite(row.inherent)) return fmt::format("{} inherent units at most", number(row.inherent));
  return "";
}

std::string outcome_text(const Row& row) {
  return row.outcome == Outcome::variant ? "variant:" + row.convention : text(row.outcome);
}

/// The cases of a passing row that say nothing: "29 beyond any theorem, 45 unsupported".
std::string not_judged(const Row& row) {
  std::string out;
  for (const auto& [outcome, count] : row.counts)
    if (outcome != Outcome::pass) out += fmt::format("{}{} {}", out.empty() ? "" : ", ", count, outcome == Outcome::vacuous ? "beyond any theorem" : text(outcome));
  return out;
}

std::string cases_text(const Row& row) {
  std::string out = fmt::format("{} cases", row.cases());
  for (const auto& [outcome, count] : row.counts)
    if (outcome != Outcome::pass && count > 0) out += fmt::format(", {} {}", count, text(outcome));
  return out;
}

}  // namespace

std::string grade_text(const OutputInfo& output) {
  switch (output.grade) {
    case Grade::exact: return "exact";
    case Grade::inherent: return "inherent(" + output.constant.text() + ")";
    case Grade::textbook: return "textbook(" + output.constant.text() + ")";
    case Grade::backward: return "backward(" + output.constant.text() + ")";
    case Grade::stepwise: return "stepwise(" + output.constant.text() + ")";
    case Grade::laws: return "laws";
    case Grade::analysis: return "analysis";
  }
  return "";
}

std::string inputs_text(const Operation& op, const Values<double>& inputs) {
  std::string out;
  for (std::size_t f = 0; f < inputs.size(); ++f) out += (f ? ", " : "") + op.inputs[f].name + " = " + value_text(inputs[f]);
  return out;
}

std::string counterexample_text(const Row& row, const Counterexample& example) {
  const Verdict& v = example.verdict;
  std::string out = fmt::format("    smallest failing input   {}\n", inputs_text(*row.operation, example.inputs));
  if (example.before)
    out += fmt::format("    after the call           {}\n    history   called alone it passes: something of the call before is kept\n", inputs_text(*row.operation, *example.before));
  if (!v.output.empty()) {
    out += fmt::format("    exact     {}{} = {}\n", v.output, v.index, v.exact);
    out += fmt::format("    obtained  {}{} = {}\n", v.output, v.index, v.obtained);
    out += fmt::format("    error     {} {}; bound {}", number(v.units), v.unit_name, number(v.bound));
    for (const OutputInfo& output : row.operation->outputs)
      if (output.name == v.output) out += fmt::format(" = {}", grade_text(output));
    out += "\n";
  }
  if (!v.reason.empty()) out += fmt::format("    reason    {}\n", v.reason);
  if (!v.clause.empty()) {
    std::string clause = v.clause == "C0" ? "shapes and dtypes are as declared" : "";
    for (const Clause& c : row.operation->statement.clauses)
      if (c.id == v.clause) clause = c.text;
    out += fmt::format("    breaks    {} ({}, {} case {} “{}”)\n", v.clause, clause, text(example.kind), example.index, example.input_class);
  }
  if (v.outcome == Outcome::variant) out += fmt::format("    agrees with the convention {}\n", fmt::format("{{{}}}", row.convention));
  if (!example.file.empty()) out += fmt::format("    replay    etalon replay {}\n", example.file);
  return out;
}

std::string console_text(const Report& report, bool color) {
  const Paint paint{color};
  std::string out = fmt::format("{} · seed {} · {} cases each\n", report.implementation, report.options.seed, report.options.cases);
  if (!report.libraries.empty()) out += report.libraries + "\n";
  out += paint("2", "judged with " + report.environment) + "\n\n";
  std::size_t width = 10, passed = 0, failed = 0, others = 0;
  for (const Row& row : report.rows) width = std::max(width, row.name().size());
  for (const Row& row : report.rows) {
    const bool pass = row.outcome == Outcome::pass;
    const bool unsupported = row.outcome <= Outcome::undecided || row.outcome == Outcome::ill_posed;
    (pass ? passed : unsupported ? others : failed) += 1;
    out += fmt::format("  {}  {:<{}}  {:<8}  ", paint(color_of(row.outcome), fmt::format("{:<11}", outcome_text(row))), row.name(), width, row.format->name);
    if (pass) {
      out += fmt::format("{:>4} judged  {:>5} of the bound", row.counts.contains(Outcome::pass) ? row.counts.at(Outcome::pass) : 0, fmt::format("{:.0f} %", std::ceil(100 * row.used)));
      std::string grades;
      for (const OutputInfo& output : row.operation->outputs)
        if (output.grade != Grade::analysis && grades.find(grade_text(output)) == std::string::npos) grades += (grades.empty() ? "" : ", ") + grade_text(output);
      out += "  " + grades;
      if (const std::string also = also_meets(row); !also.empty()) out += paint("2", "  (" + also + ")");
      if (const std::string rest = not_judged(row); !rest.empty()) out += paint("33", "  " + rest);
    } else {
      out += cases_text(row);
      if (!row.note.empty()) out += "  " + row.note;
    }
    out += "\n";
    if (row.counterexample) out += counterexample_text(row, *row.counterexample);
  }
  if (!report.not_implemented.empty()) {
    out += fmt::format("\n  not implemented by {}:", report.implementation);
    for (const std::string& name : report.not_implemented) out += " " + name;
    out += "\n";
  }
  for (const std::string& claim : report.unknown) {
    const std::string close = Registry::closest(claim);
    out += fmt::format("\n  {} claims {}, which is no operation{}\n", report.implementation, claim, close.empty() ? "" : "; did you mean " + close + "?");
  }
  out += fmt::format("\n{}{} passed, {} failed, {} skipped · {:.1f} s{}\n", report.interrupted ? "interrupted: " : "", passed, failed,
                     others + report.not_implemented.size(), report.seconds, report.options.shards > 1 ? fmt::format(" · shard {}/{}", report.options.shard, report.options.shards) : "");
  return out;
}

std::string markdown_text(const Report& report) {
  std::string out = fmt::format("# {}\n\nseed {}, {} cases each, {}{}\n\n", report.implementation, report.options.seed, report.options.cases,
                                report.libraries.empty() ? report.environment : report.libraries + ", judged with " + report.environment, report.interrupted ? ", **interrupted**" : "");
  out += "| verdict | operation | dtype | cases | bound used | grade |\n|---|---|---|---:|---:|---|\n";
  for (const Row& row : report.rows) {
    std::string grades;
    for (const OutputInfo& output : row.operation->outputs)
      if (output.grade != Grade::analysis) grades += (grades.empty() ? "" : ", ") + output.name + ": " + grade_text(output);
    out += fmt::format("| {} | {} | {} | {} | {} | {} |\n", row.outcome == Outcome::pass ? "pass" : "**" + outcome_text(row) + "**", row.name(),
                       row.format->name, row.cases(), row.outcome == Outcome::pass ? fmt::format("{:.0f} %", std::ceil(100 * row.used)) : "", grades);
  }
  for (const Row& row : report.rows)
    if (row.counterexample)
      out += fmt::format("\n## {} {} {}\n\n```\n{}```\n", row.name(), row.format->name, outcome_text(row),
                         counterexample_text(row, *row.counterexample));
  if (!report.not_implemented.empty()) {
    out += "\nNot implemented:";
    for (const std::string& name : report.not_implemented) out += " `" + name + "`";
    out += "\n";
  }
  return out;
}

}  // namespace etalon::verify
