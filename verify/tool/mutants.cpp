#include <fmt/format.h>

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "verify/adapters/codec.hpp"
#include "verify/generate/cases.hpp"
#include "verify/report/kept_lines.hpp"
#include "verify/tool/commands.hpp"
#include "verify/tool/output.hpp"
#include "verify/trial/texts.hpp"

namespace etalon::verify::tool {

namespace {

using Json = nlohmann::ordered_json;

/// By what a mutant is caught, and on which case: two texts, empty where it survives.
struct Caught {
  std::string by, where;
};

Caught caught_by_cases(const Operation& op, const Mutant& mutant, const MutantsOptions& options) {
  const Format& format = *Format::find("float64");
  const auto trial = in_process(mutant.name, {op.name()}, [&](const Request& r) { return mutant.run(r.inputs, *r.format, r.variant); });
  for (std::size_t i = 0; i < options.cases; ++i) {
    const Case one = make_case(op, format, options.seed, i);
    const Request request{&op, 0, &format, one.inputs};
    const Verdict verdict = judge_with_variants(request, trial->call({request})[0]);
    if (verdict.outcome == Outcome::pass || verdict.outcome == Outcome::vacuous || verdict.outcome == Outcome::undecided || verdict.outcome == Outcome::unsupported) continue;
    return {verdict.outcome == Outcome::variant ? "variant:" + verdict.variants.front() : verdict.clause.empty() ? text(verdict.outcome) : verdict.clause,
            fmt::format("{} “{}” ({})", text(one.kind->kind), one.kind->name, i)};
  }
  return {};
}

/// What has been tried, for --resume; nothing is kept where nothing can be written, as in a folder that is only read.
std::unique_ptr<KeptLines> keep(const MutantsOptions& options) try {
  return std::make_unique<KeptLines>("etalon-mutants", Json{{"etalon_mutants", 1}, {"cases", options.cases}, {"seed", options.seed}}.dump(), options.resume, KeptLines::Held::beside);
} catch (const std::invalid_argument& e) {
  if (options.resume) throw;
  fmt::print(stderr, "etalon: {}: a run that is cut short cannot be resumed\n", complaint(e.what()));
  return nullptr;
}

/// By operation and name.
using Tried = std::map<std::pair<std::string, std::string>, Caught>;

/// The mutants that an earlier run has tried.
Tried tried_before(const KeptLines& kept) {
  Tried tried;
  for (std::size_t i = 0; i < kept.lines().size(); ++i) try {
      const Json line = json_of(kept.lines()[i]);
      tried[{text_member(line, "operation"), text_member(line, "mutant")}] = {text_member(line, "by"), text_member(line, "where")};
    } catch (const std::invalid_argument& e) {
      throw std::invalid_argument(fmt::format("{}:{}: {}; without --resume the run begins anew", kept.path(), i + 2, e.what()));
    }
  return tried;
}

}  // namespace

int mutants(const MutantsOptions& options) {
  const auto chosen = Registry::matching(options.patterns);
  if (chosen.empty()) throw std::invalid_argument("no operation matches");
  check_reports({{options.markdown, {}}});
  const auto kept = keep(options);
  const auto before = kept ? tried_before(*kept) : Tried();
  std::string table = "# Kill matrix\n\nEvery mutant is a bug that real libraries had; each must be caught by a named clause.\n\n| operation | mutant | the bug | caught by | case |\n|---|---|---|---|---|\n";
  std::size_t caught = 0, survived = 0;
  for (const Operation* op : chosen)
    for (const Mutant& mutant : Registry::mutants(op->name())) {
      const auto known = before.find({op->name(), mutant.name});
      const auto [by, where] = known != before.end() ? known->second : caught_by_cases(*op, mutant, options);
      if (kept && known == before.end()) kept->add(Json{{"operation", op->name()}, {"mutant", mutant.name}, {"by", by}, {"where", where}}.dump());
      (by.empty() ? survived : caught) += 1;
      say(fmt::format("  {}  {:<44} {:<24} {:<10} {}\n", by.empty() ? "SURVIVED" : "caught  ", op->name(), mutant.name, by, mutant.story));
      table += fmt::format("| {} | {} | {} | {} | {} |\n", op->name(), mutant.name, mutant.story, by.empty() ? "**survived**" : by, where);
    }
  fmt::print("\n{} caught, {} survived\n", caught, survived);
  const bool written = write_reports({{options.markdown, [&] { return table; }}});
  if (kept) kept->close();
  if (caught + survived == 0) fmt::print(stderr, "etalon: these operations have no mutants\n");
  return survived > 0 ? 1 : written && caught > 0 ? 0 : 2;
}

}  // namespace etalon::verify::tool
