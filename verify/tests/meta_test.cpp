// The house is complete: every clause has a law, every operation its wings, every mutant is caught.
#include <gtest/gtest.h>

#include <filesystem>

#include "verify/adapters/command.hpp"
#include "verify/language/problems.hpp"
#include "verify/generate/cases.hpp"
#include "verify/report/result.hpp"
#include "verify/tests/registration.hpp"

namespace etalon::verify {
namespace {

TEST(Meta, TheContractsHaveNoProblems) {
  for (const Problem& p : problems()) ADD_FAILURE() << p.file << "\n  " << p.operation << ": " << p.text;
}

TEST(Meta, EveryWingHasItsFile) {
  namespace fs = std::filesystem;
  const fs::path root = source_folder();
  std::size_t contracts = 0;
  for (const auto& entry : fs::recursive_directory_iterator(root / "reference" / "contract")) {
    const fs::path relative = fs::relative(entry.path(), root / "reference" / "contract");
    if (entry.path().extension() != ".hpp" || !relative.has_parent_path()) continue;
    ++contracts;
    const fs::path stem = relative.parent_path() / relative.stem();
    for (const char* wing : {"reference", "fast", "verify/laws", "verify/mutants"}) EXPECT_TRUE(fs::exists(root / wing / (stem.string() + ".cpp"))) << wing << "/" << stem;
    EXPECT_TRUE(fs::exists(root / "fixtures" / "vectors" / (stem.string() + ".jsonl"))) << generate_vectors(stem.parent_path().string() + "." + stem.filename().string());
  }
  EXPECT_GE(contracts, 10u);
}

TEST(Meta, CasesDependOnNothingButTheSeed) {
  const Format& format = *Format::find("float32");
  for (const Operation* op : Registry::all())
    for (std::size_t i = 0; i < op->classes.size(); ++i) {
      const Case a = make_case(*op, format, 5, i), b = make_case(*op, format, 5, i);
      EXPECT_EQ(inputs_text(*op, a.inputs), inputs_text(*op, b.inputs));
    }
}

TEST(Meta, EveryNumberIsOneOfItsFormat) {
  for (const Operation* op : Registry::all())
    for (const Format& format : Format::all())
      for (std::size_t i = 0; i < 8 * op->classes.size(); ++i) {
        const Case one = make_case(*op, format, 6, i);
        for (const Value<double>& value : one.inputs)
          for (const Tensor<double>* x : real_tensors(value))
            for (const double e : *x) EXPECT_TRUE(format.holds(e)) << op->name() << " “" << one.kind->name << "”: " << e << " is no " << format.name;
      }
}

bool only_the_formula_finds(const Operation& op, const std::string& id) {
  return std::any_of(op.statement.clauses.begin(), op.statement.clauses.end(),
                     [&](const Clause& c) { return c.id == id && c.kind == ClauseKind::precondition && !c.holds; });
}

void wings_refuse_by_the_same_clause(const Operation& op) {
  for (const char* dtype : {"float64", "float32"})
    for (std::size_t i = 0; i < 4 * op.classes.size(); ++i) {
      const Case one = make_case(op, *Format::find(dtype), 9, i);
      // Inputs of the primal may meet what the derivative refuses, and corners what only the formula does.
      const bool ordinary = one.kind->refused_by.empty() && (!op.primal.empty() || one.kind->derived);
      bool as_meant = ordinary;  // by one convention: σ is positive where it is given itself, and not where it is a logarithm
      for (std::size_t v = 0; v < op.variants(); ++v) {
        Precision guard(128);
        const Truth truth = truth_of(op, one.inputs, v, *Format::find(dtype), 10, Units::of_bounds);
        const auto fast = op.fast(one.inputs, *Format::find(dtype), v);
        const std::string expected = truth.certificate.domain ? truth.certificate.domain->clause : "";
        // What only the exact formula finds (two equal eigenvalues), rounding may hide, and ordinary inputs may meet.
        if (one.kind->refused_by != expected && only_the_formula_finds(op, expected) && one.kind->refused_by.empty()) { as_meant = true; continue; }
        if (fast && only_the_formula_finds(op, expected)) { as_meant = true; continue; }
        EXPECT_EQ(fast ? "" : fast.failure().clause, expected) << op.name_with(v) << " “" << one.kind->name << "” " << inputs_text(op, one.inputs);
        as_meant = as_meant || expected == one.kind->refused_by;
      }
      EXPECT_TRUE(as_meant) << op.name() << " “" << one.kind->name << "”: no convention has it refused by “" << one.kind->refused_by << "” " << inputs_text(op, one.inputs);
    }
}

void caught(const Operation& op, const Mutant& mutant) {
  const Format& format = *Format::find("float64");
  for (std::size_t i = 0; i < 400; ++i) {
    const Request request{&op, 0, &format, make_case(op, format, 1, i).inputs};
    const auto trial = in_process(mutant.name, {op.name()}, [&](const Request& r) { return mutant.run(r.inputs, *r.format, r.variant); });
    const Outcome outcome = judge_with_variants(request, trial->call({request})[0]).outcome;
    if (outcome != Outcome::pass && outcome != Outcome::undecided) return;
  }
  FAIL() << op.name() << ": " << mutant.name << " (" << mutant.story << ") survives";
}

}  // namespace

void register_mutants() {
  for (const Operation* op : Registry::all()) {
    add_test("Meta", *op, "wings_refuse_by_the_same_clause", [op] { wings_refuse_by_the_same_clause(*op); });
    for (const Mutant& mutant : Registry::mutants(op->name())) add_test("Meta", *op, "catches_" + mutant.name, [op, &mutant] { caught(*op, mutant); });
  }
}

}  // namespace etalon::verify
