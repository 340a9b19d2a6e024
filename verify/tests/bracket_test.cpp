// Where bounds are bracketed, and swept only between their ends, the verdict is the one of sweeps for all entries.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "verify/generate/cases.hpp"
#include "verify/judge/outputs.hpp"
#include "verify/tests/registration.hpp"

namespace etalon::verify {
namespace {

/// These outputs, with the first finite entry of the first inherent output moved by `share` of its bound.
Values<double> moved(const Operation& op, Values<double> outputs, const Truth& truth, const Format& format, const Interval& share) {
  for (std::size_t f = 0; f < op.outputs.size(); ++f) {
    Tensor<double>* y = op.outputs[f].grade == Grade::inherent ? if_real(outputs[f]) : nullptr;
    for (std::size_t i = 0; y && i < y->size(); ++i) {
      const Interval exact = real_of((*truth.certificate.value)[f])[i];
      if (!exact.is_finite() || !truth.allowed[f][i].is_finite()) continue;
      const double other = (exact + share * truth.allowed[f][i]).lower_double();
      (*y)[i] = round_to(other, format);
      return outputs;
    }
  }
  return outputs;
}

void brackets_decide_as_sweeps_do(const Operation& op) {
  int judged = 0;
  for (const char* dtype : {"float64", "float32"})
    for (std::size_t i = 0; i < 2 * op.classes.size(); ++i) {
      const Format& format = *Format::find(dtype);
      const Case one = make_case(op, format, 14, i);
      const auto outputs = op.fast(one.inputs, format, 0);
      if (!outputs) continue;
      const Precision guard(128);
      Truth all = truth_of(op, one.inputs, 0, format, 10, Units::of_bounds), bracketed = truth_of(op, one.inputs, 0, format, 10, Units::where_undecided);
      if (!all.certificate || !bracketed.certificate) continue;
      EXPECT_TRUE(bracketed.is_bracketed());
      for (const int percent : {0, 30, -60, 95, -105, 200, 10000}) {
        const Request request{&op, 0, &format, one.inputs};
        Reply reply{Reply::Kind::outputs};
        const Values<double> given = percent == 0 ? *outputs : moved(op, *outputs, all, format, Interval(percent) / 100);
        for (std::size_t f = 0; f < given.size(); ++f) reply.outputs.push_back({op.outputs[f].name, dtype, given[f]});
        bool decided = true, decided_too = true;
        const Outcome outcome = judge_outputs(request, reply, all, decided).outcome, outcome_too = judge_outputs(request, reply, bracketed, decided_too).outcome;
        if (!decided || !decided_too) continue;  // the caller's ladder takes the truth narrower
        ++judged;
        EXPECT_EQ(text(outcome), text(outcome_too)) << op.name() << " " << dtype << " “" << one.kind->name << "”, moved by " << percent << " % of its bound";
      }
    }
  EXPECT_GT(judged, 0);
}

}  // namespace

void register_brackets() {
  for (const Operation* op : Registry::all()) {
    const bool has_bounds = std::any_of(op->outputs.begin(), op->outputs.end(), [](const OutputInfo& output) { return output.grade == Grade::inherent; });
    if (has_bounds && op->tape && op->running) add_test("Meta", *op, "brackets_decide_as_sweeps_do", [op] { brackets_decide_as_sweeps_do(*op); });
  }
}

}  // namespace etalon::verify
