// Answers planted just inside and just outside the bound of every grade of every operation that has such.
#include "verify/judge/grades.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "verify/generate/cases.hpp"
#include "verify/judge/truth.hpp"
#include "verify/judge/verdict.hpp"

namespace etalon::verify {
namespace {

/// The bounds of a grade, as a judge takes them.
std::vector<std::vector<Interval>> bounds(const Request& request, std::size_t grade, Truth truth) {
  Request accepting = request;
  accepting.accepted = grade;
  accept_grade(truth, accepting);
  return truth.allowed;
}

TEST(Grades, AreReachedJustInsideAndMissedJustOutside) {
  std::map<std::string, std::map<std::size_t, int>> seen;
  for (const Operation* op : Registry::all()) {
    if (!grades_of(*op)) continue;
    const std::size_t none = grades_of(*op)->none();
    for (const char* dtype : {"float64", "float32"})
      for (std::size_t i = 0; i < 3 * op->classes.size(); ++i) {
        const Format& format = *Format::find(dtype);
        const Case one = make_case(*op, format, 3, i);
        const Request request{op, 0, &format, one.inputs};
        const Precision guard(256);
        const Truth truth = truth_of(*op, one.inputs, 0, format);
        if (!truth.certificate || truth.is_bracketed()) continue;
        const auto exact = real_tensors((*truth.certificate.value)[0]);
        if (exact.empty() || exact[0]->size() == 0) continue;
        Interval stricter = 0;
        for (std::size_t grade = 0; grade < none; ++grade) {
          const Interval bound = bounds(request, grade, truth)[0][0];
          EXPECT_FALSE((bound < stricter).certainly()) << op->name() << ": " << grade_name(*op, grade) << " is stricter than the grade before";
          stricter = bound;
          for (const bool inside : {true, false}) {
            Reply reply{Reply::Kind::outputs};
            for (std::size_t f = 0; f < op->outputs.size(); ++f) {
              Value<double> value = map(real_of((*truth.certificate.value)[f]), [&](const Interval& y) { return round_to(y.collapse(), format).value(); });
              if (f == 0) real_of(value)[0] = round_to((*exact[0])[0].collapse() + bound * (inside ? 31 : 33) / 32, format).value_or(0);
              reply.outputs.push_back({op->outputs[f].name, dtype, std::move(value)});
            }
            const double planted = real_of(reply.outputs[0].value)[0];
            // Only where rounding the planted answer has not carried it over the bound, and the next bound is beyond.
            const Interval error = abs(exactly(planted) - (*exact[0])[0]);
            const Interval next = grade + 1 < none ? bounds(request, grade + 1, truth)[0][0] : exactly(HUGE_VAL);
            if (!std::isfinite(planted) || !(inside ? error <= bound : error > bound).certainly() || (!inside && !(error <= next).certainly())) continue;
            if (inside && grade > 0 && !(error > bounds(request, grade - 1, truth)[0][0]).certainly()) continue;
            const auto reached = judge(request, reply).grade;
            ASSERT_TRUE(reached.has_value());
            EXPECT_EQ(grade_name(*op, *reached), grade_name(*op, inside ? grade : grade + 1)) << op->name() << " " << dtype << " case " << i;
            ++seen[op->name()][*reached];
          }
        }
      }
    for (std::size_t grade = 0; grade <= none; ++grade) EXPECT_GT(seen[op->name()][grade], 5) << op->name() << ": " << grade_name(*op, grade);
  }
  EXPECT_FALSE(seen.empty());
}

}  // namespace
}  // namespace etalon::verify
