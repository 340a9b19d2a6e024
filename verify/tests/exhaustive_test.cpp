// Where the space of inputs is small it is exhausted: elementwise operations on every value of float16 and of bfloat16.
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>

#include "verify/report/result.hpp"
#include "verify/tests/registration.hpp"

namespace etalon::verify {
namespace {

constexpr std::size_t chunk = 64;  // a budget costs outputs × inputs

/// Of one tensor of any shape, entry by entry: nothing else is required, and the roundings do not grow with the shape.
bool is_elementwise(const Operation& op) {
  const auto required = std::count_if(op.inputs.begin(), op.inputs.end(), [](const InputInfo& f) { return f.fallback.empty(); });
  return required == 1 && op.inputs[0].kind == FieldKind::real && op.inputs[0].shape.any() && op.inputs[0].fallback.empty() &&
         std::all_of(op.outputs.begin(), op.outputs.end(), [&](const OutputInfo& f) {
           return f.shape.same_as() && f.shape.same_as()->field == op.inputs[0].name && f.constant.symbols().empty();
         });
}

/// The value with this bit pattern.
double value_of(std::uint32_t bits, const Format& format) {
  const int mantissa_bits = format.precision - 1;
  const auto mantissa = static_cast<double>(bits & ((1u << mantissa_bits) - 1));
  const int exponent_bits = 15 - mantissa_bits, exponent = static_cast<int>(bits >> mantissa_bits) & ((1 << exponent_bits) - 1);
  const double sign = bits >> 15 ? -1 : 1;
  if (exponent == (1 << exponent_bits) - 1) return mantissa == 0 ? sign * INFINITY : NAN;
  if (exponent == 0) return sign * std::ldexp(mantissa, format.min_exponent - mantissa_bits);
  return sign * std::ldexp(1 + std::ldexp(mantissa, -mantissa_bits), format.min_exponent + exponent - 1);
}

class Exhaustive : public testing::Test {
 public:
  Exhaustive(const Operation& op, const Format& format) : op_(op), format_(format) {}
  void TestBody() override {
    std::vector<double> valid;
    for (std::uint32_t bits = 0; bits < (1u << 16); ++bits) {
      const double x = value_of(bits, format_);
      ASSERT_TRUE(std::isnan(x) || format_.holds(x)) << bits;
      if (std::isfinite(x)) valid.push_back(x);
      else judged({x});  // refused, or not: each by itself
    }
    EXPECT_GT(valid.size(), 60000u);
    for (std::size_t i = 0; i < valid.size() && !HasFailure(); i += chunk)
      judged({valid.begin() + static_cast<std::ptrdiff_t>(i), valid.begin() + static_cast<std::ptrdiff_t>(std::min(valid.size(), i + chunk))});
  }

 private:
  /// The fast wing in float32, rounded to the format, is as good as the format asks.
  void judged(std::vector<double> values) {
    const auto n = static_cast<std::int64_t>(values.size());
    Request request{&op_, 0, &format_, {Tensor<double>({n}, std::move(values))}};
    for (std::size_t f = 1; f < op_.inputs.size(); ++f) request.inputs.emplace_back(Tensor<double>({}, {round_to(std::stod(op_.inputs[f].fallback), format_)}));
    const auto trial = in_process("fast", {op_.name()}, [&](const Request& r) -> Result<Values<double>> {
      const auto out = op_.fast(r.inputs, *Format::find("float32"), 0);
      if (!out) return out.failure();
      return transform<double>(*out, [&](double y, std::size_t) { return round_to(y, format_); });
    });
    const Verdict verdict = judge(request, trial->call({request})[0]);
    if (verdict.outcome == Outcome::vacuous) return;  // all below the format's own spacing at zero
    EXPECT_EQ(verdict.outcome, Outcome::pass) << verdict.reason << " " << verdict.output << verdict.index << " exact " << verdict.exact << " obtained " << verdict.obtained << " "
                                              << inputs_text(op_, request.inputs).substr(0, 200);
  }

  const Operation& op_;
  const Format& format_;
};

}  // namespace

void register_exhaustive() {
  for (const Operation* op : Registry::all())
    if (is_elementwise(*op))
      for (const char* dtype : {"float16", "bfloat16"}) {
        std::string name = op->name() + "_" + dtype;
        std::replace(name.begin(), name.end(), '.', '_');
        testing::RegisterTest("Exhaustive", name.c_str(), nullptr, nullptr, __FILE__, __LINE__, [op, dtype]() -> testing::Test* { return new Exhaustive(*op, *Format::find(dtype)); });
      }
}

}  // namespace etalon::verify
