#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "reference/number/literal.hpp"
#include "verify/generate/cases.hpp"
#include "verify/judge/grades.hpp"
#include "verify/report/result.hpp"
#include "verify/trial/texts.hpp"

namespace etalon::verify {
namespace {

constexpr std::size_t most_shown = 24;  // entries of a tensor
constexpr std::size_t most_rows = 8;    // of a matrix

template <class T, class EntryText>
std::string entries_text(const Tensor<T>& x, EntryText entry_text) {
  if (x.shape.empty()) return entry_text(x[0]);
  const auto list = [&](std::size_t begin, std::size_t end) {
    std::string out = "[";
    for (std::size_t i = begin; i < end; ++i) {
      if (i - begin == most_shown) return out + fmt::format(", … {} more]", end - i);
      out += (i > begin ? ", " : "") + entry_text(x[i]);
    }
    return out + "]";
  };
  if (x.rank() == 2 && x.size() > 0) {
    const auto columns = static_cast<std::size_t>(x.shape[1]);
    std::string out = shape_text(x.shape) + " [";
    for (std::size_t row = 0; row * columns < x.size(); ++row) {
      if (row == most_rows) return out + fmt::format(", … {} more rows]", x.size() / columns - row);
      out += (row ? ", " : "") + list(row * columns, (row + 1) * columns);
    }
    return out + "]";
  }
  return (x.rank() > 1 ? shape_text(x.shape) + " " : "") + list(0, x.size());
}

std::string value_text(const Value<double>& value) {
  const auto real = [](double x) { return fmt::format("{}", x); };
  if (const auto* x = if_real(value)) return entries_text(*x, real);
  if (const auto* x = if_integers(value)) return entries_text(*x, [](std::int64_t k) { return std::to_string(k); });
  if (const auto* x = if_text(value)) return excerpt(*x);
  std::string out = "(";
  for (const Tensor<double>& x : list_of(value)) out += (out.size() > 1 ? ", " : "") + entries_text(x, real);
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

const char* color_of(const Row& row) { return row.failed() ? "31" : row.outcome == Outcome::pass ? "32" : "33"; }

/// The strictest grade that every case met, where it is stricter than the contract's.
std::string also_meets(const Row& row) {
  if (row.outcome != Outcome::pass) return "";
  if (row.rounded) return "correctly rounded";
  for (const OutputInfo& output : row.operation->outputs)
    if (output.grade == Grade::textbook && row.inherent > 0 && std::isfinite(row.inherent)) return fmt::format("{} inherent units at most", number(row.inherent));
  return "";
}

const char* name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::vacuous: return "beyond any theorem";
    case Outcome::variant: return "by that convention alone";
    default: return nullptr;
  }
}

/// "29 beyond any theorem, 45 unsupported".
std::string counts_text(const Row& row, bool passes) {
  std::string out;
  for (const auto& [outcome, count] : row.counts)
    if (count > 0 && (passes || outcome != Outcome::pass)) out += fmt::format("{}{} {}", out.empty() ? "" : ", ", count, name_of(outcome) ? name_of(outcome) : text(outcome));
  return out;
}

/// Columns of the terminal; 0 where the text goes elsewhere and is not wrapped.
std::size_t terminal_width() {
  winsize size{};
  return isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/// Breaks a line between words; what follows stands under its text.
std::string wrapped(const std::string& label, const std::string& text) {
  const std::size_t width = terminal_width(), indent = label.size();
  if (width < indent + 30) return label + text + "\n";
  std::string out = label;
  std::size_t column = indent;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = text.find(' ', i);
    end = end == std::string::npos ? text.size() : end + 1;
    std::size_t letters = 0;
    for (std::size_t k = i; k < end; ++k) letters += (text[k] & 0xC0) != 0x80;
    if (column > indent && column + letters > width) {
      out += "\n" + std::string(indent, ' ');
      column = indent;
    }
    out += text.substr(i, end - i);
    column += letters;
    i = end;
  }
  return out + "\n";
}

std::string cases_text(const VerifyOptions& options) {
  if (options.sizes.empty()) return fmt::format("{} cases each", options.cases);
  const std::string cases = options.cases ? fmt::format("{} cases each", options.cases) : "one case each for every axis";
  return fmt::format("size{} {}, {}", options.sizes.size() > 1 ? "s" : "", fmt::join(options.sizes, ", "), cases);
}

std::string layouts_text(const Operation& op, const std::string& layouts) {
  std::string out;
  for (std::size_t f = 0; f < layouts.size(); ++f)
    if (layouts[f] != 'C' && op.inputs[f].kind != FieldKind::text)
      out += fmt::format("{}{} {}", out.empty() ? "" : ", ", op.inputs[f].name, layouts[f] == 'F' ? "by columns" : "as a strided view");
  return out;
}

std::string grades_text(const Row& row) {
  if (row.accepted) return grade_name(*row.operation, row.accepted) + " accepted";
  std::string grades;
  for (const OutputInfo& output : row.operation->outputs)
    if (output.grade != Grade::analysis && grades.find(grade_text(output)) == std::string::npos) grades += (grades.empty() ? "" : ", ") + grade_text(output);
  return grades;
}

}  // namespace

std::string outcome_text(const Row& row) { return row.outcome == Outcome::variant ? "variant:" + row.convention : text(row.outcome); }

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
std::string inputs_text(const Operation&, const Values<double>& inputs, std::size_t field) {
  const auto* text = if_text(inputs[field]);
  return text ? *text : value_text(inputs[field]);
}

std::string weight_text(const Cause& cause, const Format& format) {
  const double of = format.precision * std::log10(2);
  if (cause.outcome == Outcome::crash || cause.outcome == Outcome::timeout) return text(cause.outcome);
  std::string weight = cause.digits > 1e8 || cause.digits < 0.5 ? "wrong" : fmt::format("loses {:.0f} of {:.0f} digits", std::max(1.0, of - cause.digits), of);
  return cause.edge_only ? weight + ", in edge cases only" : weight;
}

std::string counterexample_text(const Row& row, const Counterexample& example) {
  const Verdict& v = example.verdict;
  std::string out = wrapped("    smallest failing input   ", inputs_text(*row.operation, example.inputs));
  if (const std::string layouts = layouts_text(*row.operation, example.layouts); !layouts.empty()) out += fmt::format("    layout    {}: by rows it passes\n", layouts);
  if (example.before) {
    out += wrapped("    after the call           ", inputs_text(*row.operation, *example.before));
    out += "    history   called alone it passes: something of the call before is kept\n";
  }
  if (example.begins) {
    const auto& [size, extent] = *example.begins;
    const std::string from = size.starts_with("axis ") ? fmt::format("{} along {}", extent, size) : fmt::format("{} = {}", size, extent);
    out += fmt::format("    begins    fails from {} on, and with {} it does not\n", from, extent - 1);
  }
  if (!v.output.empty()) {
    out += fmt::format("    exact     {}{} = {}\n", v.output, v.index, v.exact);
    out += fmt::format("    obtained  {}{} = {}\n", v.output, v.index, v.obtained);
    out += fmt::format("    error     {} {}; bound {}", number(v.units), v.unit_name, number(v.bound));
    for (const OutputInfo& output : row.operation->outputs)
      if (output.name == v.output) out += fmt::format(" = {}", row.accepted ? grade_name(*row.operation, row.accepted) : grade_text(output));
    out += "\n";
  }
  if (!v.reason.empty()) out += wrapped("    reason    ", v.reason);
  if (!v.law.empty()) out += wrapped("    law       ", v.law);
  if (!v.clause.empty()) {
    std::string clause = v.clause == "C0" ? "shapes and dtypes are as declared, arguments stay as they were" : "";
    for (const Clause& c : row.operation->statement.clauses)
      if (c.id == v.clause) clause = c.text;
    const std::string where = example.input_class.empty() ? "" : fmt::format(", {} case {} “{}”", text(example.kind), shown_number(example.index), example.input_class);
    out += wrapped("    breaks    ", fmt::format("{} ({}{})", v.clause, clause, where));
  }
  if (v.outcome == Outcome::variant && !row.convention.empty()) out += fmt::format("    agrees with the convention {{{}}}\n", row.convention);
  if (!example.file.empty()) out += fmt::format("    replay    etalon replay {}\n", example.file);
  return harmless(out);  // texts that a program answered
}

std::string cause_text(const Row& row, const Cause& cause) {
  const std::string weight = cause.outcome == Outcome::variant ? "another convention" : weight_text(cause, *row.format);
  std::string out = fmt::format("    {}: {} of {} cases", weight, cause.cases, row.cases());
  if (cause.entries > 0) out += fmt::format(", {:.0f} % of their entries", 100.0 * static_cast<double>(cause.bad) / static_cast<double>(cause.entries));
  if (cause.units > 0) out += fmt::format(", up to {} units", number(cause.units));
  out += "\n";
  return cause.example ? out + counterexample_text(row, *cause.example) : out;
}

std::string header_text(const Report& report, bool color) {
  std::string out = fmt::format("{} · seed {} · {}\n", report.implementation, report.options.seed, cases_text(report.options));
  if (!report.libraries.empty()) out += report.libraries + "\n";
  out += Paint{color}("2", "judged with " + report.environment) + "\n\n";
  for (const Retried& r : report.retried) out += fmt::format("  {}  {}  {}\n", r.outcome > Outcome::undecided ? "still fails" : "passes now ", r.row, r.file);
  return out + (report.retried.empty() ? "" : "\n");
}

std::string row_text(const Row& row, std::size_t width, bool color, bool quiet) {
  const Paint paint{color};
  if (quiet && row.outcome == Outcome::pass) return "";
  std::string out = fmt::format("  {}  {:<{}}  {:<8}  ", paint(color_of(row), fmt::format("{:<11}", outcome_text(row))), row.name(), width, row.format->name);
  if (row.outcome == Outcome::pass) {
    out += fmt::format("{:>4} judged  {:>5} of the bound  {}", row.judged(), fmt::format("{:.0f} %", std::ceil(100 * row.used)), grades_text(row));
    if (const std::string also = also_meets(row); !also.empty()) out += paint("2", "  (" + also + ")");
    if (!row.behaves.empty()) out += paint("2", "  (as with " + row.behaves + ")");
    if (const std::string rest = counts_text(row, false); !rest.empty()) out += paint("33", "  " + rest);
  } else {
    out += counts_text(row, true);
    if (row.failed() && row.outcome != Outcome::variant && !row.convention.empty()) out += "  by the convention " + row.convention;
    if (!row.behaves.empty()) out += "  behaves as " + row.behaves;
  }
  if (row.grade) out += "  " + grade_reached_text(*row.operation, row.grade);
  if (!row.remark.empty()) out += "  " + row.remark;
  if (!row.note.empty() && row.judged() == 0) out += (row.cases() ? "  " : "") + row.note;
  out += "\n";
  for (const Cause& cause : row.causes) out += cause_text(row, cause);
  return out;
}

std::string footer_text(const Report& report) {
  std::string out;
  std::size_t passed = 0, failed = 0, others = report.not_implemented.size(), unfinished = 0;
  for (const Row& row : report.rows) ++(row.outcome == Outcome::pass ? passed : row.failed() ? failed : row.outcome == Outcome::not_run && row.note.empty() ? unfinished : others);
  if (!report.not_implemented.empty()) {
    out += fmt::format("\n  not implemented by {}:", report.implementation);
    for (const std::string& name : report.not_implemented) out += " " + name;
    out += "\n";
  }
  constexpr std::size_t most_claims = 20;
  const bool many = report.unknown.size() > most_claims;
  if (many) out += fmt::format("\n  {} claims {} names that are no operations, such as {}\n", report.implementation, report.unknown.size(), report.unknown.front());
  for (const std::string& claim : report.unknown) {
    if (many) break;
    const std::string close = Registry::closest(claim);
    out += fmt::format("\n  {} claims {}, which is no operation{}\n", report.implementation, claim, close.empty() ? "" : "; did you mean " + close + "?");
  }
  out += fmt::format("\n{}{} passed, {} failed, {} skipped{} · {:.1f} s{}\n", report.interrupted() ? "interrupted: " : "", passed, failed, others,
                     unfinished ? fmt::format(", {} not run", unfinished) : "", report.seconds,
                     report.options.shards > 1 ? fmt::format(" · shard {}/{}", report.options.shard, report.options.shards) : "");
  if (unfinished) out += "the rows that were finished are kept: the same command with --resume goes on\n";
  return out;
}

std::string console_text(const Report& report, bool color) {
  std::size_t width = 10;
  for (const Row& row : report.rows) width = std::max(width, row.name().size());
  std::string out = header_text(report, color);
  for (const Row& row : report.rows) out += row_text(row, width, color, false);
  return out + footer_text(report);
}

std::string markdown_text(const Report& report) {
  std::string out = fmt::format("# {}\n\nseed {}, {}, {}{}\n\n", markdown_line(report.implementation), report.options.seed, cases_text(report.options),
                                markdown_line(report.libraries.empty() ? report.environment : report.libraries + ", judged with " + report.environment), report.interrupted() ? ", **interrupted**" : "");
  out += "| verdict | operation | dtype | judged | bound used | grade | not judged |\n|---|---|---|---:|---:|---|---|\n";
  for (const Row& row : report.rows) {
    std::string grades;
    for (const OutputInfo& output : row.operation->outputs)
      if (output.grade != Grade::analysis) grades += (grades.empty() ? "" : ", ") + output.name + ": " + grade_text(output);
    if (row.accepted) grades += "; " + grades_text(row);
    if (row.grade) grades += "; " + grade_reached_text(*row.operation, row.grade);
    out += fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", row.outcome == Outcome::pass ? "pass" : "**" + outcome_text(row) + "**", row.name(), row.format->name,
                       row.judged(), row.outcome == Outcome::pass ? fmt::format("{:.0f} %", std::ceil(100 * row.used)) : "", grades, row.failed() ? "" : markdown_line(counts_text(row, false)));
  }
  for (const Row& row : report.rows)
    for (const Cause& cause : row.causes) out += fmt::format("\n## {} {} {}\n\n{}", row.name(), row.format->name, outcome_text(row), markdown_block(cause_text(row, cause)));
  if (!report.not_implemented.empty()) {
    out += "\nNot implemented:";
    for (const std::string& name : report.not_implemented) out += " `" + name + "`";
    out += "\n";
  }
  return out;
}

}  // namespace etalon::verify
