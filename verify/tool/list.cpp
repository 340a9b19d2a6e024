#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "verify/generate/large_classes.hpp"
#include "verify/judge/grades.hpp"
#include "verify/language/problems.hpp"
#include "verify/tool/commands.hpp"

namespace etalon::verify::tool {
namespace {

const char* text_of(ClauseKind kind) {
  switch (kind) {
    case ClauseKind::domain: return "domain";
    case ClauseKind::precondition: return "precondition";
    case ClauseKind::law: return "law";
    case ClauseKind::error: return "error";
  }
  return "";
}

std::string text_of(Origin origin, const std::string& primal) {
  switch (origin) {
    case Origin::formula: return "the textbook's formula, on enclosures, derivatives and running errors";
    case Origin::proof: return "computed, then proved, on enclosures alone";
    case Origin::tape: return "the reverse sweep over the tape of " + primal;
  }
  return "";
}

std::string kind_text(FieldKind kind) {
  switch (kind) {
    case FieldKind::real: return "real";
    case FieldKind::integer: return "integer";
    case FieldKind::text: return "text";
    case FieldKind::list: return "list of real tensors";
  }
  return "";
}

}  // namespace

const Operation& find_operation(const std::string& name) {
  if (const Operation* op = Registry::find(name)) return *op;
  const std::string close = Registry::closest(name);
  throw std::invalid_argument("unknown operation '" + name + "'" + (close.empty() ? "; see `etalon list`" : "; did you mean " + close + "?"));
}

std::pair<const Operation*, std::size_t> find_variant(const std::string& name) {
  const auto brace = name.find('{');
  const std::string bare = name.substr(0, brace);
  const Operation& op = find_operation(bare);
  if (brace == std::string::npos) return {&op, 0};
  const std::string wanted = name.substr(brace + 1, name.size() - brace - 2);
  if (const auto v = op.variant(wanted); v && name.back() == '}') return {&op, *v};
  std::string known;
  for (const Convention& v : op.statement.variants) known += (known.empty() ? "" : ", ") + v.name;
  throw std::invalid_argument(op.name() + (known.empty() ? " has no variants" : " has no variant '" + wanted + "'; known: " + known));
}

int check() {
  std::size_t derivatives = 0, tapes = 0;
  std::vector<std::string> without;
  for (const Operation* op : Registry::all()) {
    derivatives += !op->primal.empty();
    tapes += op->origin == Origin::tape;
    if (!op->statement.no_derivative.empty()) without.push_back(fmt::format("  {}: {}", op->name(), op->statement.no_derivative));
  }
  fmt::print("{} operations, {} of them derivatives, {} by the reverse sweep over their primal's tape\n", Registry::all().size(), derivatives, tapes);
  fmt::print("\nWithout a derivative, and why\n{}\n", fmt::join(without, "\n"));
  const std::vector<Problem> told = problems();
  if (told.empty()) fmt::print("\nNo problems\n");
  else fmt::print("\nProblems\n");
  for (const Problem& p : told) fmt::print("  {}\n    {}: {}\n", p.file, p.operation, p.text);
  return told.empty() ? 0 : 1;
}

int list(const std::vector<std::string>& patterns, bool json) {
  const auto chosen = Registry::matching(patterns);
  if (chosen.empty()) {
    std::string wanted;
    for (const std::string& pattern : patterns) wanted += (wanted.empty() ? "'" : ", '") + pattern + "'";
    const std::string close = patterns.empty() ? "" : Registry::closest(patterns.front());
    throw std::invalid_argument("no operation matches " + wanted + (close.empty() ? "" : "; did you mean " + close + "?"));
  }
  if (json) {
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const Operation* op : chosen) {
      nlohmann::ordered_json entry = {{"name", op->name()}, {"summary", op->statement.summary}};
      for (const InputInfo& f : op->inputs) entry["inputs"].push_back({{"name", f.name}, {"kind", kind_text(f.kind)}, {"role", f.role == Role::data ? "data" : "exact"}, {"shape", shape_text(f.shape)}, {"default", f.fallback}});
      for (const OutputInfo& f : op->outputs) entry["outputs"].push_back({{"name", f.name}, {"grade", grade_text(f)}, {"shape", shape_text(f.shape)}});
      if (!op->statement.aliases.empty()) entry["aliases"] = op->statement.aliases;
      for (std::size_t g = 0; grades_of(*op) && g < grades_of(*op)->none(); ++g) entry["grades"].push_back(grade_name(*op, g));
      for (const Convention& v : op->statement.variants) entry["variants"].push_back(v.name);
      for (const Clause& c : op->statement.clauses) entry["clauses"].push_back({{"id", c.id}, {"kind", text_of(c.kind)}, {"text", c.text}});
      all.push_back(entry);
    }
    fmt::print("{}\n", all.dump(1));
    return 0;
  }
  std::size_t width = 0;
  for (const Operation* op : chosen) width = std::max(width, op->name().size());
  for (const Operation* op : chosen) fmt::print("{:<{}}  {}\n", op->name(), width, op->statement.summary);
  return 0;
}

int show(const std::string& name) {
  const auto found = find_variant(name);
  const Operation& op = *found.first;
  const Statement& s = op.statement;
  fmt::print("{}\n  {}\n\nInputs\n", s.name, s.summary);
  const auto column = [](std::string text, std::size_t width) {  // by characters, not bytes
    std::size_t length = 0;
    for (const char c : text) length += (c & 0xC0) != 0x80;
    return text + std::string(length < width ? width - length : 0, ' ');
  };
  for (const InputInfo& f : op.inputs)
    fmt::print("  {} {} {} {}{}\n", column(f.name, 16), column(f.kind == FieldKind::text ? "text" : shape_text(f.shape), 18),
               column(std::string(f.role == Role::data ? "data" : "exact") + (f.kind == FieldKind::integer ? " integer" : ""), 14), f.text,
               f.fallback.empty() ? "" : " (default " + f.fallback + ")");
  fmt::print("\nOutputs\n");
  for (const OutputInfo& f : op.outputs)
    fmt::print("  {} {} {} {}\n", column(f.name, 16), column(f.kind == FieldKind::text ? "text" : shape_text(f.shape), 18), column(grade_text(f) + (f.clause.empty() ? "" : " " + f.clause), 22), f.text);
  if (const GradeNames* grades = grades_of(op)) {
    fmt::print("\nGrades (etalon verify says which is reached; --grade {}={} accepts a weaker one)\n  {} the contract's own\n", s.name, grades->weaker.back().name, column(grades->own, 22));
    for (const WeakerGrade& weaker : grades->weaker) fmt::print("  {} {}\n", column(weaker.name, 22), weaker.text);
  }
  if (!s.variants.empty()) {
    fmt::print("\nConventions (ask for one as {}{{{}}})\n", s.name, s.variants.back().name);
    for (std::size_t v = 0; v < s.variants.size(); ++v) fmt::print("  {} {}{}\n", column(s.variants[v].name, 16), s.variants[v].text, v == 0 ? " (default)" : "");
  }
  fmt::print("\nClauses\n  C0   domain       shapes and dtypes are as declared\n");
  for (const Clause& c : s.clauses) fmt::print("  {:<4} {:<12} {}\n", c.id, text_of(c.kind), c.text);
  fmt::print("\nInput classes (try one with --class '{}/{}')\n", text(op.classes.back().kind), op.classes.back().name);
  for (const InputClass& one : op.classes) fmt::print("  {:<8} {}{}\n", text(one.kind), one.name, one.refused_by.empty() ? "" : " (refused by " + one.refused_by + ")");
  for (const InputClass& one : large_classes(op)) fmt::print("  {:<8} {}\n", text(one.kind), one.name);
  if (const auto& wrong = Registry::mutants(op.name()); !wrong.empty()) {
    fmt::print("\nMutants (etalon mutants {} shows by what each is caught)\n", s.name);
    for (const Mutant& m : wrong) fmt::print("  {} {}\n", column(m.name, 28), m.story);
  }
  fmt::print("\nReference\n  {}\n", text_of(op.origin, op.primal));
  if (!op.primal.empty()) fmt::print("\nDerivative of {}\n", op.primal);
  else if (!s.no_derivative.empty()) fmt::print("\nWithout a derivative\n  {}\n", s.no_derivative);
  if (!s.aliases.empty()) fmt::print("\nAlso called\n  {}\n", fmt::join(s.aliases, ", "));
  fmt::print("\nSource\n  {}\n", s.source);
  return 0;
}

}  // namespace etalon::verify::tool
