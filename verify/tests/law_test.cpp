// Theorems, requirements, witnesses of derivatives and enclosures of every operation: one RapidCheck property for each.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <iostream>
#include <sstream>

#include "verify/generate/axes.hpp"
#include "verify/generate/cases.hpp"
#include "verify/judge/theorems.hpp"
#include "verify/report/result.hpp"
#include "verify/tests/registration.hpp"

namespace etalon::verify {
namespace {

constexpr std::size_t most_entries = 256;  // a theorem about matrices needs no large ones, and some take 2ⁿ steps
constexpr int cases = 40;                  // of every variant, where RapidCheck's max_success is 100
constexpr int shrink_budget = 400;         // a theorem may take seconds

/// One try, which RapidCheck prints when it fails.
struct Tried {
  const Operation* op;
  const InputClass* kind;
  const Format* format;
  std::size_t variant;
  Values<double> inputs;
};
std::ostream& operator<<(std::ostream& out, const Tried& t) {
  return out << t.op->name_with(t.variant) << " " << t.format->name << " “" << t.kind->name << "” " << inputs_text(*t.op, t.inputs);
}

rc::Gen<Tried> tried(const Operation& op, const std::vector<const Format*>& formats) {
  std::vector<rc::Gen<Tried>> all;
  for (const InputClass& kind : op.classes)
    for (const Format* format : formats)
      for (std::size_t v = 0; v < op.variants() && kind.refused_by.empty(); ++v)
        all.push_back(rc::gen::map(inputs_of(op, kind, *format), [&op, &kind, format, v](Values<double>&& x) { return Tried{&op, &kind, format, v, std::move(x)}; }));
  return rc::gen::join(rc::gen::elementOf(std::move(all)));
}

using Check = std::function<Finding(const Tried&)>;

void holds(const Operation& op, int how_many, const std::vector<const Format*>& formats, const Check& check) {
  const auto test = testing::UnitTest::GetInstance()->current_test_info();
  const rc::detail::TestMetadata metadata{std::string(test->test_suite_name()) + "." + test->name(), ""};
  rc::detail::TestParams params = rc::detail::configuration().testParams;
  params.maxSuccess = params.maxSuccess * how_many * static_cast<int>(op.variants()) / 100;
  int said = 0, failing = 0;
  const auto result = rc::detail::checkTestable([&] {
    if (failing > 0 && ++failing > shrink_budget) return;  // small enough
    const Tried one = *tried(op, formats);
    RC_PRE(entries(one.inputs) <= most_entries);
    const Finding finding = check(one);
    if (finding.kind == Finding::undecided && one.kind->derived) {  // e^(2^16) is beyond what a witness can compare
      RC_CLASSIFY(true, text(one.kind->kind), one.kind->name, "undecided");
      return;
    }
    if (finding.kind == Finding::violated || finding.kind == Finding::undecided) {
      ++failing;
      RC_FAIL(finding.what);
    }
    said += finding.kind == Finding::holds;
    RC_CLASSIFY(finding.kind == Finding::refused, text(one.kind->kind), one.kind->name, "outside the domain");
    RC_CLASSIFY(finding.kind == Finding::holds, text(one.kind->kind), one.kind->name);
  }, metadata, params);
  std::ostringstream message;
  rc::detail::printResultMessage(result, message);
  if (!result.is<rc::detail::SuccessResult>()) FAIL() << message.str() << "\nRapidCheck's seed: " << params.seed;
  std::cout << message.str() << std::endl;
  EXPECT_GT(2 * said, params.maxSuccess) << "too few cases say anything";
}

void add(const Operation& op, const std::string& name, int how_many, Check check, std::vector<const Format*> formats = {Format::find("float64")}) {
  add_test("Law", op, name, [&op, how_many, formats, check] { holds(op, how_many, formats, check); });
}

/// Axes of one group may differ where an input is refused, and a counterexample of it is made smaller too.
TEST(Axes, LoseTheIndicesThatTheyHave) {
  const Values<double> inputs{Tensor<double>({3}, {1, 2, 3}), Tensor<double>({1}, {4}), Tensor<double>({2, 1}, {5, 6})};
  const Values<double> fewer = without(inputs, {"n", {{0, 0}, {1, 0}, {2, 1}}, 3, 0}, 1, 3);
  EXPECT_EQ(real_of(fewer[0]).shape, Dimensions{1});
  EXPECT_EQ(real_of(fewer[0]).data, Storage<double>{1});
  for (const std::size_t whole : {1, 2}) {
    EXPECT_EQ(real_of(fewer[whole]).shape, real_of(inputs[whole]).shape);
    EXPECT_EQ(real_of(fewer[whole]).data, real_of(inputs[whole]).data);
  }
}

/// Found, shrunk and reproduced by property_test.py.
TEST(PropertyBroken, DISABLED_Theorem) {
  const Operation& op = *Registry::find("nn.softmax");
  const Theorem broken{"C3", "|xᵢ| < 4", [](Checks& checks, const Values<Interval>& in, std::size_t) {
    for (const Interval& x : real_of(in[0]))
      if (x.is_finite()) checks.holds(abs(x) < 4, "a score is large");
  }};
  holds(op, cases, {Format::find("float64")}, [&](const Tried& x) { return check_theorem(broken, x.inputs, x.variant); });
}

}  // namespace

void register_laws() {
  for (const Operation* op : Registry::all()) {
    for (std::size_t t = 0; t < op->theorems.size(); ++t)
      add(*op, op->theorems[t].clause + "_" + std::to_string(t), cases, [op, t](const Tried& x) { return check_theorem(op->theorems[t], x.inputs, x.variant); });
    for (std::size_t r = 0; r < op->requirements.size(); ++r)
      add(*op, op->requirements[r].clause + "_required_" + std::to_string(r), cases,
          [op, r](const Tried& x) { return check_requirement(*op, op->requirements[r], x.inputs, *x.format, x.variant); }, {Format::find("float64"), Format::find("float32")});
    if (!op->primal.empty()) add(*op, "witnesses", cases / 2, [op](const Tried& x) { return check_witnesses(*op, x.inputs, x.variant); });
    add(*op, "enclosures", cases, [op](const Tried& x) { return check_enclosures(*op, x.inputs, x.variant); });
    if (op->tape) add(*op, "numbers", cases, [op](const Tried& x) { return check_numbers(*op, x.inputs, x.variant); });
  }
}

}  // namespace etalon::verify
