// The judge is judged: results planted just inside and just outside every bound, and every way to be wrong.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "reference/number/literal.hpp"
#include "verify/generate/cases.hpp"
#include "verify/report/result.hpp"
#include "verify/tests/registration.hpp"

namespace etalon::verify {
namespace {

Request request(const std::string& name, const std::string& dtype, std::vector<Value<double>> inputs) {
  return {Registry::find(name), 0, Format::find(dtype), std::move(inputs)};
}
Tensor<double> vector(std::vector<double> data) {
  const auto n = static_cast<std::int64_t>(data.size());
  return Tensor<double>({n}, std::move(data));
}
Value<double> integer(std::int64_t k) { return Tensor<std::int64_t>(Dimensions{}, {k}); }

/// log_sum_exp of these scores with a given answer.
Verdict log_sum_exp(std::vector<double> x, double answer, const std::string& dtype = "float64") {
  const Request r = request("nn.log_sum_exp", dtype, {vector(std::move(x)), integer(-1)});
  return judge(r, {Reply::Kind::outputs, {{"value", dtype, Tensor<double>({}, {answer})}}});
}

TEST(Judge, DecidesJustInsideAndJustOutsideABound) {
  // The answers nearest to y ± bound on either side, in float64 and float32: the nearest inside passes, the next fails.
  for (const char* dtype : {"float64", "float32"}) {
    const Format& format = *Format::find(dtype);
    const Request r = request("nn.log_sum_exp", dtype, {vector({0.5, 1.25, -3}), integer(-1)});
    Precision guard(256);
    const Truth truth = truth_of(*r.operation, r.inputs, 0, format, 100);
    const Interval y = real_of((*truth.certificate.value)[0])[0], allowed = truth.allowed[0][0];
    for (const int sign : {+1, -1}) {
      const Interval edge = y + sign * allowed;
      double inside = round_to(edge.collapse(), format).value();
      const double step = sign * std::ldexp(1.0, std::ilogb(inside) - format.precision + 1);
      while ((abs(exactly(inside) - y) > allowed).certainly()) inside -= step;
      double outside = inside;
      while ((abs(exactly(outside) - y) <= allowed).certainly()) outside += step;
      EXPECT_EQ(log_sum_exp({0.5, 1.25, -3}, inside, dtype).outcome, Outcome::pass);
      const Verdict verdict = log_sum_exp({0.5, 1.25, -3}, outside, dtype);
      EXPECT_EQ(verdict.outcome, Outcome::fail);
      EXPECT_EQ(verdict.clause, "C5");
      EXPECT_GT(verdict.units, verdict.bound);
    }
  }
}

TEST(Judge, IsSafeAgainstNonFiniteResults) {
  for (const double bad : {NAN, INFINITY, -INFINITY}) EXPECT_EQ(log_sum_exp({1, 2}, bad).outcome, Outcome::fail);
  EXPECT_EQ(log_sum_exp({-INFINITY, -INFINITY}, -INFINITY).outcome, Outcome::pass);
  EXPECT_EQ(log_sum_exp({-INFINITY, -INFINITY}, INFINITY).outcome, Outcome::fail);
  EXPECT_EQ(log_sum_exp({-INFINITY, -INFINITY}, -1e308).outcome, Outcome::fail);
}

TEST(Judge, AcceptsAnInfinityOnlyWhereTheResultIsNotRepresentable) {
  const auto matmul = [](double a, double b, double answer) {
    const Request r = request("tensor.matmul", "float32", {Tensor<double>({1, 1}, {a}), Tensor<double>({1, 1}, {b})});
    return judge(r, {Reply::Kind::outputs, {{"c", "float32", Tensor<double>({1, 1}, {answer})}}}).outcome;
  };
  EXPECT_EQ(matmul(0x1p100, 0x1p100, INFINITY), Outcome::pass);
  EXPECT_EQ(matmul(0x1p100, -0x1p100, -INFINITY), Outcome::pass);
  EXPECT_EQ(matmul(0x1p100, 0x1p100, -INFINITY), Outcome::fail);
  EXPECT_EQ(matmul(0x1p60, 0x1p60, INFINITY), Outcome::fail);
  EXPECT_EQ(matmul(0x1p-100, 0x1p-100, 0), Outcome::pass);  // below half the spacing at zero
  EXPECT_EQ(matmul(0x1p-100, 0x1p-40, 0x1p-140), Outcome::pass);
}

TEST(Judge, ChecksShapeDtypeAndNames) {
  const Request r = request("nn.softmax", "float64", {vector({1, 2}), integer(-1)});
  const auto outcome = [&](NamedOutput output) { return judge(r, {Reply::Kind::outputs, {std::move(output)}}); };
  const double e = std::exp(1.0), y = 1 / (1 + e);
  EXPECT_EQ(outcome({"y", "float64", vector({y, 1 - y})}).outcome, Outcome::pass);
  EXPECT_NE(outcome({"y", "float32", vector({y, 1 - y})}).reason.find("dtype float32; expected float64"), std::string::npos);
  EXPECT_NE(outcome({"y", "float64", Tensor<double>({1, 2}, {y, 1 - y})}).reason.find("shape [1, 2]; expected [2]"), std::string::npos);
  EXPECT_NE(outcome({"z", "float64", vector({y, 1 - y})}).reason.find("output y is missing"), std::string::npos);
  EXPECT_EQ(outcome({"y", "float64", vector({})}).clause, "C0");
  EXPECT_EQ(judge(r, {Reply::Kind::outputs, {{"y", "int64", Tensor<std::int64_t>(Dimensions{2}, {0, 1})}}}).clause, "C0");
}

TEST(Judge, KnowsWhatMustBeRefused) {
  const Request r = request("linalg.cholesky", "float64", {Tensor<double>({2, 2}, {1, 2, 2, 1})});
  const auto verdict = [&](Reply reply) { return judge(r, reply); };
  EXPECT_EQ(verdict({Reply::Kind::refused, {}, "", "not positive definite"}).outcome, Outcome::pass);
  EXPECT_EQ(verdict({Reply::Kind::refused, {}, "C2", "minor 2"}).outcome, Outcome::pass);
  EXPECT_EQ(verdict({Reply::Kind::refused, {}, "C1", "not finite"}).outcome, Outcome::fail);
  EXPECT_EQ(verdict({Reply::Kind::outputs, {{"l", "float64", Tensor<double>({2, 2}, {1, 0, 2, NAN})}}}).outcome, Outcome::pass);
  EXPECT_EQ(verdict({Reply::Kind::outputs, {{"l", "float64", Tensor<double>({2, 2}, {1, 0, 2, 1})}}}).clause, "C2");
  EXPECT_EQ(log_sum_exp({1, NAN}, 1).outcome, Outcome::fail);
  const Request fine = request("nn.softmax", "float64", {vector({1, 2}), integer(-1)});
  EXPECT_EQ(judge(fine, {Reply::Kind::refused, {}, "C1", "I do not like it"}).outcome, Outcome::fail);
}

TEST(Judge, KeepsTheOtherOutcomesApart) {
  const Request r = request("nn.softmax", "float64", {vector({1, 2}), integer(-1)});
  EXPECT_EQ(judge(r, {Reply::Kind::crash, {}, "", "killed by signal 11"}).outcome, Outcome::crash);
  EXPECT_EQ(judge(r, {Reply::Kind::timeout, {}, "", "10 s"}).outcome, Outcome::timeout);
  EXPECT_EQ(judge(r, {Reply::Kind::unsupported, {}, "", "no"}).outcome, Outcome::unsupported);
  EXPECT_EQ(judge(r, {Reply::Kind::garbage, {}, "", "{"}).clause, "C0");
  EXPECT_EQ(judge(r, {Reply::Kind::error, {}, "", "TypeError"}).outcome, Outcome::fail);
}

TEST(Judge, NamesTheConvention) {
  const Operation& op = *Registry::find("gan.generator_loss");
  const std::size_t saturating = *op.variant("saturating");
  const Request r = request("gan.generator_loss", "float64", {vector({1.5, -2}), Value<double>(std::string("logits"))});
  const auto other = op.fast(r.inputs, *r.format, saturating);
  ASSERT_TRUE(other);
  const Verdict verdict = judge_with_variants(r, {Reply::Kind::outputs, {{"loss", "float64", (*other)[0]}}});
  EXPECT_EQ(verdict.outcome, Outcome::variant);
  EXPECT_EQ(verdict.variants, (std::vector<std::string>{"saturating", "saturating_clamped"}));  // of logits nothing is clamped
}

TEST(Judge, TakesEverySlopeAtAKinkAndNoOther) {
  const auto outcome = [](const std::string& op, double x, double answer) {
    Request r = request(op, "float64", {vector({x})});
    if (op == "nn.leaky_relu.vjp") r.inputs.push_back(Tensor<double>(Dimensions{}, {0.5}));
    r.inputs.push_back(vector({4}));
    return judge(r, {Reply::Kind::outputs, {{"grad_x", "float64", vector({answer})}}}).outcome;
  };
  for (const double slope : {0.0, 1.0, 2.5, 4.0}) EXPECT_NE(outcome("nn.relu.vjp", 0, slope), Outcome::fail) << slope;
  for (const double slope : {-0x1p-40, 4 + 0x1p-40, double(NAN), double(INFINITY)}) EXPECT_EQ(outcome("nn.relu.vjp", 0, slope), Outcome::fail) << slope;
  for (const double slope : {0.0, 2.0}) EXPECT_EQ(outcome("nn.relu.vjp", 0x1p-1074, slope), Outcome::fail) << "beside the kink";
  for (const double slope : {2.0, 3.0, 4.0}) EXPECT_NE(outcome("nn.leaky_relu.vjp", -0.0, slope), Outcome::fail) << slope;
  for (const double slope : {0.0, 1.999, 4.001}) EXPECT_EQ(outcome("nn.leaky_relu.vjp", 0, slope), Outcome::fail) << slope;
}

TEST(Judge, LabelsDoNotExcuseLostDigits) {
  // A target of 1 at logit 40: the loss is e⁻⁴⁰; a computed 0 must fail although |target| is large beside it.
  const Request r = request("nn.bce_with_logits", "float64", {vector({40}), vector({1}), Tensor<double>({}, {1})});
  EXPECT_EQ(judge(r, {Reply::Kind::outputs, {{"loss", "float64", Tensor<double>({}, {0})}}}).outcome, Outcome::fail);
  EXPECT_EQ(judge(r, {Reply::Kind::outputs, {{"loss", "float64", Tensor<double>({}, {std::log1p(std::exp(-40.0))})}}}).outcome, Outcome::pass);
}

TEST(Judge, IgnoresNothingOfAMillionDigitsError) {
  EXPECT_EQ(log_sum_exp({1000, 1000}, 1000.6931471805599).outcome, Outcome::pass);
  EXPECT_EQ(log_sum_exp({1000, 1000}, 1000.6931471805699).outcome, Outcome::fail);
  EXPECT_EQ(log_sum_exp({1000, 1000}, 1000).outcome, Outcome::fail);
}

TEST(Shrink, FindsTheSmallestFailingInput) {
  const Operation& op = *Registry::find("nn.softmax");
  const Values<double> start{Tensor<double>({2, 3}, {1.37, -2.5, 700.125, 3, 4, 5}), integer(-1)};
  const auto fails = [](const Values<double>& v) {
    const auto& x = real_of(v[0]);
    return std::any_of(x.begin(), x.end(), [](double e) { return e > 10; });
  };
  const Values<double> smallest = shrink(shrinkable(op, *Format::find("float64"), start), fails, 1000);
  EXPECT_EQ(real_of(smallest[0]).size(), 1u);
  EXPECT_LE(real_of(smallest[0])[0], 700);
  EXPECT_EQ(real_of(smallest[0])[0], std::trunc(real_of(smallest[0])[0]));
}

TEST(FailureFile, ReadsBackWhatItWrote) {
  const Operation& op = *Registry::find("nn.softmax");
  Row row(&op, 0, Format::find("float32"));
  const Counterexample example{17, CaseClass::edge, "masked", {vector({-INFINITY, 0x1.8p-3, NAN}), integer(-1)}, {Reply::Kind::outputs, {{"y", "float32", vector({0, 1, -0.0})}}}, {}, "", Values<double>{vector({1, 2, 3}), integer(0)}};
  VerifyOptions options;
  options.implementation = "fast";
  const std::string path = testing::TempDir() + "etalon-failure.json";
  write_file(path, failure_text(row, example, options));
  const FailureFile back = read_failure(path);
  EXPECT_EQ(back.request.operation, &op);
  EXPECT_EQ(back.request.format->name, "float32");
  EXPECT_EQ(hex_text(real_of(back.request.inputs[0])[1]), "0x1.8p-3");
  EXPECT_TRUE(std::isnan(real_of(back.request.inputs[0])[2]));
  EXPECT_EQ(back.reply.outputs.at(0).dtype, "float32");
  EXPECT_EQ(real_of(back.before.value().inputs[0])[2], 3) << "the call before it";
  EXPECT_THROW(read_failure("/nonexistent.json"), std::invalid_argument);
  write_file(path, "{\"etalon_failure\": 1, \"implementation\": \"fast\", \"op\": \"nn.softmax\", \"dtype\": \"float64\"}");
  EXPECT_THROW(read_failure(path), std::invalid_argument);
}

// The control: certified truth, correctly rounded, meets every bound of the operation in both formats.
void passes_the_rounded_truth(const Operation& op) {
  const auto control = open_implementation("reference", {});
  for (const char* dtype : {"float64", "float32"})
    for (std::size_t i = 0; i < 2 * op.classes.size(); ++i) {
      const Case one = make_case(op, *Format::find(dtype), 3, i);
      const Request r{&op, 0, Format::find(dtype), one.inputs};
      const Verdict verdict = judge(r, control->call({r})[0]);
      // Rounding every iterate of a run by itself is no step from the rounded one before it; backward bounds hold for it.
      if (verdict.outcome == Outcome::vacuous || (one.kind->derived && verdict.outcome == Outcome::undecided)) continue;  // nothing was said
      EXPECT_EQ(verdict.outcome, Outcome::pass) << op.name() << " " << dtype << " “" << one.kind->name << "”: " << verdict.reason << verdict.output << " " << inputs_text(op, one.inputs);
    }
}

}  // namespace

void register_controls() {
  for (const Operation* op : Registry::all()) add_test("Meta", *op, "passes_the_rounded_truth", [op] { passes_the_rounded_truth(*op); });
}

}  // namespace etalon::verify
