// Every theorem, every derivative's witnesses and every enclosure, on random cases: one GoogleTest for each.
#include <gtest/gtest.h>

#include "verify/generate/cases.hpp"
#include "verify/judge/theorems.hpp"
#include "verify/report/result.hpp"
#include "verify/tests/registration.hpp"

namespace etalon::verify {
namespace {

constexpr std::size_t most_entries = 256;  // a theorem about matrices needs no large ones, and some take 2ⁿ steps
constexpr std::size_t cases = 48;  // drawn over all classes; refused inputs count but say nothing

using Check = std::function<Finding(const Values<double>&, std::size_t)>;

void add(const Operation& op, const std::string& name, std::size_t how_many, Check check) {
  add_test("Law", op, name, [&op, how_many, check] {
    const Format& format = *Format::find("float64");
    std::size_t held = 0;
    for (std::size_t variant = 0; variant < op.variants(); ++variant)
      for (std::size_t i = 0; i < how_many; ++i) {
        const Case one = make_case(op, format, 7, i);
        if (!one.kind->refused_by.empty() || entries(one.inputs) > most_entries) continue;
        const Finding finding = check(one.inputs, variant);
        held += finding.kind == Finding::holds;
        ASSERT_NE(finding.kind, Finding::violated) << op.name_with(variant) << ": " << finding.what << "\n  " << inputs_text(op, one.inputs);
        ASSERT_NE(finding.kind, Finding::undecided) << op.name_with(variant) << ": " << finding.what << "\n  " << inputs_text(op, one.inputs);
      }
    EXPECT_GT(held, how_many / 4) << "too few cases say anything";
  });
}

}  // namespace

void register_laws() {
  for (const Operation* op : Registry::all()) {
    for (std::size_t t = 0; t < op->theorems.size(); ++t)
      add(*op, op->theorems[t].clause + "_" + std::to_string(t), cases, [op, t](const Values<double>& x, std::size_t v) { return check_theorem(op->theorems[t], x, v); });
    if (!op->primal.empty())
      add(*op, "witnesses", cases / 2, [op](const Values<double>& x, std::size_t v) { return check_witnesses(*op, x, v); });
    add(*op, "enclosures", cases, [op](const Values<double>& x, std::size_t v) { return check_enclosures(*op, x, v); });
    if (op->tape) add(*op, "numbers", cases, [op](const Values<double>& x, std::size_t v) { return check_numbers(*op, x, v); });
  }
}

}  // namespace etalon::verify
