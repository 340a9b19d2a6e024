#include "reference/contract/formula.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "fast/calculus/tape.hpp"

namespace etalon {
namespace {

double value(const std::string& text, Storage<double> x = {}) {
  const auto parsed = parse_formula(text);
  EXPECT_TRUE(std::holds_alternative<Formula>(parsed)) << text;
  const Formula& f = std::get<Formula>(parsed);
  fast::calculus::Tape<double> tape(f);
  EXPECT_FALSE(tape.run(x, false)) << text;
  return tape.output(0);
}

TEST(Formula, BindsAsMathematicsDoes) {
  EXPECT_EQ(value("1 + 2*3"), 7);
  EXPECT_EQ(value("8 - 2 - 1"), 5);
  EXPECT_EQ(value("8/4/2"), 1);
  EXPECT_EQ(value("-2^2"), -4);
  EXPECT_EQ(value("2^-1"), 0.5);
  EXPECT_NEAR(value("2^3^2"), 512, 1e-11);
  EXPECT_EQ(value("2*-3"), -6);
  EXPECT_EQ(value("--2"), 2);
  EXPECT_EQ(value("(1 + 2)*3"), 9);
  EXPECT_EQ(value("1e2 + .5 + 1.5E-1"), 100.65);
  EXPECT_EQ(value("x[1] - x", {1, 5}), 4);
  EXPECT_EQ(value(" max( 1 ,2 ) "), 2);
}

/// Where an error stands, and how it begins.
void refused(const std::string& text, std::size_t character, const std::string& what) {
  const auto parsed = parse_formula(text, {"a"});
  ASSERT_TRUE(std::holds_alternative<FormulaError>(parsed)) << text;
  const auto& error = std::get<FormulaError>(parsed);
  EXPECT_EQ(error.character, character) << text << ": " << error.what;
  EXPECT_EQ(error.what.rfind(what, 0), 0u) << text << ": " << error.what;
}

TEST(Formula, SaysWhereItIsWrong) {
  refused("", 1, "expected a number, a name or '('");
  refused("1 + ", 4, "expected a number, a name or '('");
  refused("x*/2", 3, "expected a number, a name or '('");
  refused("(x", 3, "expected ')'");
  refused("x[1", 4, "expected ']'");
  refused("x[-1]", 3, "expected an index");
  refused("[x, ]", 4, "expected a number, a name or '('");
  refused("[x", 3, "expected ']'");
  refused("2x", 2, "nothing can follow here");
  refused("x x", 3, "nothing can follow here");
  refused("1 + foo(x)", 5, "nothing is called foo");
  refused("sin x", 1, "sin needs its arguments in parentheses");
  refused("1 + max(x)", 5, "max takes 2 arguments, and has 1");
  refused("a[0]", 1, "a has no entries");
  refused("x[12345678]", 3, "an index beyond");
  refused("1e99999", 1, "an exponent of more than four digits");
  refused("x^99999999", 11, "a power beyond");
  refused("\xc3\xbc", 1, "expected a number");
}

TEST(Formula, DeepOnesAreRefusedAndLongOnesRead) {
  refused(std::string(100'000, '('), 201, "more than 200 parentheses");
  EXPECT_EQ(value(std::string(200, '(') + "3" + std::string(200, ')')), 3);
  EXPECT_EQ(value(std::string(9'999, '-') + "3"), -3);
  std::string sum = "1";
  for (int i = 0; i < 20'000; ++i) sum += "+1";
  EXPECT_EQ(value(sum), 20'001);
  std::string tower = "1";
  for (int i = 0; i < 20'000; ++i) tower += "^1";
  EXPECT_EQ(value(tower), 1);
}

RC_GTEST_PROP(Formula, NoTextIsTooBadToBeRead, ()) {
  const auto text = *rc::gen::container<std::string>(rc::gen::element('x', '[', ']', '(', ')', '1', '.', 'e', '+', '-', '*', '/', '^', ',', ' ', 's', 'i', 'n', '\0', '\xff'));
  const auto parsed = parse_formula(text);
  if (const auto* error = std::get_if<FormulaError>(&parsed)) {
    RC_ASSERT(error->character >= 1);
    RC_ASSERT(error->character <= text.size() + 1);
    RC_ASSERT(error->what.find("boost") == std::string::npos);
    RC_ASSERT(!text_of(*error, text).empty());
  } else {
    for (std::size_t k = 0; k < std::get<Formula>(parsed).steps.size(); ++k) {
      const auto& step = std::get<Formula>(parsed).steps[k];
      RC_ASSERT(step.a < static_cast<int>(k));
      RC_ASSERT(step.b < static_cast<int>(k));
    }
  }
}

}  // namespace
}  // namespace etalon
