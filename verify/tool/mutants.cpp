#include <fmt/format.h>

#include <stdexcept>

#include "verify/generate/cases.hpp"
#include "verify/tool/commands.hpp"
#include "verify/tool/output.hpp"

namespace etalon::verify::tool {

int mutants(const std::vector<std::string>& patterns, std::size_t cases, std::uint64_t seed, const std::string& markdown) {
  const auto chosen = Registry::matching(patterns);
  if (chosen.empty()) throw std::invalid_argument("no operation matches");
  check_reports({{markdown, {}}});
  std::string table = "# Kill matrix\n\nEvery mutant is a bug that real libraries had; each must be caught by a named clause.\n\n| operation | mutant | the bug | caught by | case |\n|---|---|---|---|---|\n";
  std::size_t caught = 0, survived = 0;
  const Format& format = *Format::find("float64");
  for (const Operation* op : chosen)
    for (const Mutant& mutant : Registry::mutants(op->name())) {
      const auto trial = in_process(mutant.name, {op->name()}, [&](const Request& r) { return mutant.run(r.inputs, *r.format, r.variant); });
      std::string by, where;
      for (std::size_t i = 0; i < cases && by.empty(); ++i) {
        const Case one = make_case(*op, format, seed, i);
        const Request request{op, 0, &format, one.inputs};
        const Verdict verdict = judge_with_variants(request, trial->call({request})[0]);
        if (verdict.outcome == Outcome::pass || verdict.outcome == Outcome::vacuous || verdict.outcome == Outcome::undecided || verdict.outcome == Outcome::unsupported) continue;
        by = verdict.outcome == Outcome::variant ? "variant:" + verdict.variants.front() : verdict.clause.empty() ? text(verdict.outcome) : verdict.clause;
        where = fmt::format("{} “{}” ({})", text(one.kind->kind), one.kind->name, i);
      }
      (by.empty() ? survived : caught) += 1;
      say(fmt::format("  {}  {:<44} {:<24} {:<10} {}\n", by.empty() ? "SURVIVED" : "caught  ", op->name(), mutant.name, by, mutant.story));
      table += fmt::format("| {} | {} | {} | {} | {} |\n", op->name(), mutant.name, mutant.story, by.empty() ? "**survived**" : by, where);
    }
  fmt::print("\n{} caught, {} survived\n", caught, survived);
  const bool written = write_reports({{markdown, [&] { return table; }}});
  if (caught + survived == 0) fmt::print(stderr, "etalon: these operations have no mutants\n");
  return survived > 0 ? 1 : written && caught > 0 ? 0 : 2;
}

}  // namespace etalon::verify::tool
