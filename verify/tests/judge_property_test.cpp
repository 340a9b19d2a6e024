// Verdicts just inside and just outside every bound, planted errors, certificates given wrong vectors, cases and their shrinking.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <future>

#include "reference/contract/nn/log_sum_exp.hpp"
#include "reference/linalg/svdvals.hpp"
#include "verify/generate/cases.hpp"
#include "verify/generate/draw.hpp"
#include "verify/judge/entry.hpp"
#include "verify/judge/truth.hpp"
#include "verify/judge/verdict.hpp"
#include "verify/report/result.hpp"
#include "verify/tests/generators.hpp"

namespace etalon::verify {
namespace {

using namespace property;

rc::Gen<const Operation*> operation() {
  return rc::gen::map(rc::gen::inRange<std::size_t>(0, Registry::all().size()), [](std::size_t i) { return Registry::all()[i]; });
}
Request log_sum_exp(const std::vector<double>& x, const Format& f) {
  Tensor<double> rounded({static_cast<std::int64_t>(x.size())}, x);
  for (double& entry : rounded) entry = round_to(entry, f);
  return {Registry::find("nn.log_sum_exp"), 0, Format::find(f.name), {rounded, Tensor<std::int64_t>(Dimensions{}, {-1})}};
}

RC_GTEST_PROP(PropertyJudge, PassesInsideAndFailsOutside, ()) {
  const Format f = *format();
  const auto x = *rc::gen::container<std::vector<double>>(*rc::gen::inRange<std::size_t>(1, 5), ordinary());
  Request r = log_sum_exp(x, f);
  const Precision guard(256);
  const Truth truth = truth_of(*r.operation, r.inputs, 0, f, 60);
  const auto* value = if_real((*truth.certificate.value)[0]);
  const Interval y = (*value)[0], allowed = truth.allowed[0][0];
  const double inside = round_to(y.collapse() + allowed.collapse() * (*rc::gen::inRange(-200, 201)) / 100, f).value();
  const Interval error = abs(exactly(inside) - y);
  const Verdict verdict = judge(r, {Reply::Kind::outputs, {{"value", f.name, Tensor<double>(value->shape, {inside})}}});
  RC_CLASSIFY((error <= allowed).certainly(), "inside");
  if ((error <= allowed).certainly()) RC_ASSERT(verdict.outcome == Outcome::pass || verdict.outcome == Outcome::vacuous);
  if ((error > allowed).certainly()) RC_ASSERT(verdict.outcome == Outcome::fail && verdict.units > verdict.bound);
}
RC_GTEST_PROP(PropertyJudge, MeasuresAPlantedError, ()) {
  const Format f = *format();
  const double y = *positive();
  const Precision guard(300);
  const Interval unit = exactly(y) * exactly(f.unit_roundoff());
  const int planted = *rc::gen::inRange(1, 1000);
  const double obtained = round_to(exactly(y) + unit * planted, *Format::find("float64")).value();
  const Entry entry = judge_entry(obtained, exactly(y), unit * 500, unit, f);
  // What was obtained is rounded to a double, by 2⁻⁵³·y(1 + planted·u) at most, and the measure to another.
  const double u = f.unit_roundoff(), slack = 0x1p-53 / u * (1 + planted * u) + planted * 0x1p-51;
  RC_ASSERT(entry.decided);
  RC_ASSERT(std::fabs(entry.units - planted) <= slack);
  if (std::fabs(planted - 500) > slack) RC_ASSERT(entry.passes == (planted < 500));
}
RC_GTEST_PROP(PropertyJudge, NoFiniteTruthIsMetByNonsense, ()) {
  const Format f = *format();
  const double y = round_to(*ordinary(), f);
  for (const double bad : {std::nan(""), HUGE_VAL, -HUGE_VAL}) RC_ASSERT(!judge_entry(bad, exactly(y), exactly(1e-3), exactly(1e-3), f).passes);
}
RC_GTEST_PROP(PropertyJudge, WhatOverflowsMayBeInfinite, ()) {
  const Format f = *format();
  const Precision guard(2200);
  const Interval y = exactly(f.largest()) * (2 + square(exactly(*ordinary())));
  RC_ASSERT(overflows(y, 0, f));
  RC_ASSERT(judge_entry(HUGE_VAL, y, 0, 0, f).passes);
  RC_ASSERT(!judge_entry(-HUGE_VAL, y, 0, 0, f).passes);
}
RC_GTEST_PROP(PropertyBudget, HoldsEveryPerturbationOfTheInputs, ()) {
  const Format f = *Format::find("float32");
  const auto x = *rc::gen::container<std::vector<double>>(*rc::gen::inRange<std::size_t>(1, 5), ordinary());
  const Request r = log_sum_exp(x, f);
  const Precision guard(256);
  const auto budget = inherent_budget(*r.operation, r.inputs, 0, f);
  const auto at = [&](const Values<double>& in) { return real_of(*r.operation->reference(enclose(in), 0).operator->()->begin()).data[0]; };
  Values<double> moved = r.inputs;
  for (double& entry : real_of(moved[0])) entry *= 1 + std::ldexp(*rc::gen::element(-1.0, 0.0, 1.0), -24);
  const Interval change = abs(at(moved) - at(r.inputs));
  RC_ASSERT(static_cast<bool>(change <= exactly(f.unit_roundoff()) * budget[0][0]));
}
RC_GTEST_PROP(PropertyCertificate, WrongVectorsWidenAndNeverLie, ()) {
  // [a b; b c]: σ from the quadratic formula; V a rotation by any angle, right or wrong.
  const double a = *positive(), b = *ordinary(), c = *positive(), t = *ordinary();
  const Precision guard(200);
  Tensor<Interval> m({2, 2}, {exactly(a), exactly(b), exactly(b), exactly(c)});
  const Interval half = (exactly(a) + exactly(c)) / 2, root = sqrt(square((exactly(a) - exactly(c)) / 2) + square(exactly(b)));
  const Interval first = abs(half) + root, second = abs(half - root);
  const Real tangent = t, cosine = 1 / sqrt(Real(1 + tangent * tangent)), sine = tangent * cosine;
  try {
    const auto sigma = reference::linalg::proved_singular_values(m, {{cosine, sine}, {Real(-sine), cosine}});
    RC_TAG("decided");
    RC_ASSERT(sigma[0].overlaps(first) && sigma[1].overlaps(second));
  } catch (const Undecided&) {
    RC_TAG("undecided");
  }
}
RC_GTEST_PROP(PropertyCases, DependOnTheirKeyAlone, ()) {
  const Operation& op = **operation();
  const auto seed = *rc::gen::arbitrary<std::uint64_t>();
  const auto index = *rc::gen::inRange<std::size_t>(0, 50);
  const Format& f = *Format::find("float32");
  RC_TAG(op.name());
  const Case once = make_case(op, f, seed, index), again = make_case(op, f, seed, index);
  for (std::size_t i = 0; i < once.inputs.size(); ++i) {
    if (const auto* k = if_integers(once.inputs[i])) RC_ASSERT(*k == integers_of(again.inputs[i]));
    const auto x = real_tensors(once.inputs[i]), y = real_tensors(again.inputs[i]);
    RC_ASSERT(x.size() == y.size());
    for (std::size_t t = 0; t < x.size(); ++t)
      RC_ASSERT(x[t]->shape == y[t]->shape && std::equal(x[t]->begin(), x[t]->end(), y[t]->begin(), [](double p, double q) { return std::bit_cast<std::uint64_t>(p) == std::bit_cast<std::uint64_t>(q); }));
  }
}
RC_GTEST_PROP(PropertyCases, AreTheSameWhereManyDrawAtOnce, ()) {
  const Operation& op = **operation();
  const Format& f = *Format::find("float64");
  const auto seed = *rc::gen::arbitrary<std::uint64_t>();
  RC_TAG(op.name());
  const auto draw = [&] {
    std::string text;
    for (std::size_t i = 0; i < 2 * op.classes.size(); ++i) text += inputs_text(op, make_case(op, f, seed, i).inputs);
    return text;
  };
  auto first = std::async(std::launch::async, draw), second = std::async(std::launch::async, draw);
  const std::string alone = draw();
  RC_ASSERT(first.get() == alone);
  RC_ASSERT(second.get() == alone);
}
RC_GTEST_PROP(PropertyCases, ShrinkInsideTheirClass, ()) {
  // Shrunk by its own tree alone, what is positive definite stays so, and what is in its format.
  const Operation& op = *Registry::find("linalg.cholesky");
  const Format& f = *Format::find(*rc::gen::element<std::string>("float64", "float32"));
  const auto regular = *rc::gen::elementOf(op.classes);
  RC_PRE(regular.refused_by.empty() && !regular.derived);
  RC_TAG(regular.name);
  auto tree = drawn(regular.draws, f)(rc::Random(*rc::gen::arbitrary<std::uint64_t>()));
  for (int depth = 0; depth < 4; ++depth) {
    auto simpler = tree.shrinks();
    const auto next = rc::seq::last(rc::seq::take(1 + *rc::gen::inRange<std::size_t>(0, 8), std::move(simpler)));
    if (!next) break;
    tree = *next;
    const Values<double> x = tree.value();
    for (const double entry : real_of(x[0])) RC_ASSERT(f.holds(entry));
    RC_ASSERT(bool(op.fast(x, f, 0)));
  }
}
RC_GTEST_PROP(PropertyCases, AreValuesOfTheirFormat, ()) {
  const Operation& op = **operation();
  const Format& f = *Format::find(*rc::gen::element<std::string>("float64", "float32"));
  const Case one = make_case(op, f, *rc::gen::arbitrary<std::uint64_t>(), *rc::gen::inRange<std::size_t>(0, 50));
  RC_TAG(text(one.kind->kind));
  for (const Value<double>& value : one.inputs)
    for (const Tensor<double>* x : real_tensors(value))
      for (const double entry : *x) RC_ASSERT(std::isnan(entry) || std::isinf(entry) || f.holds(entry));
}
RC_GTEST_PROP(PropertyCases, ShrinkToSomethingThatStillFails, ()) {
  const Operation& op = *Registry::find("nn.softmax");
  const Format& f = *Format::find("float64");
  const Case one = make_case(op, f, *rc::gen::arbitrary<std::uint64_t>(), *rc::gen::inRange<std::size_t>(0, 6));
  const auto sum_is_large = [](const Values<double>& in) {
    double sum = 0;
    for (const double x : real_of(in[0])) sum += std::fabs(x);
    return sum > 2;
  };
  RC_PRE(sum_is_large(one.inputs));
  const auto small = shrink(one.tree, sum_is_large, 2000);
  RC_ASSERT(sum_is_large(small));
  RC_ASSERT(entries(small) <= entries(one.inputs));
}

}  // namespace
}  // namespace etalon::verify
