#include "verify/generate/work.hpp"

#include <algorithm>
#include <cmath>

#include "reference/number/certify.hpp"
#include "reference/number/products.hpp"

namespace etalon::verify {
namespace {

constexpr double most_swept = 512;        // entries: of more, bounds are bracketed
constexpr double nodes_of_a_visit = 0.1;  // a sweep multiplies and adds, a formula takes logarithms in multiprecision
constexpr Ladder ladder{.first = 96, .cap = 384, .hardware = true};

bool is_swept(const OutputInfo& output) { return output.grade == Grade::inherent || output.grade == Grade::textbook || output.grade == Grade::stepwise; }

/// c + b·nᵖ through (1, a), (2, b), (4, c); a constant where it does not grow.
double extended(double a, double b, double c, double n) {
  const double growth = c - b, before = b - a;
  if (growth <= 0) return c;
  const double p = before > 0 ? std::clamp(std::log2(growth / before), 0.5, 6.0) : 3;
  return c + growth * (std::pow(n / 4, p) - 1) / (1 - std::exp2(-p));
}

}  // namespace

double Work::total(const Operation& op) const {
  // Of linalg, laws multiply and factor matrices of so many entries; so do references that prove what they found.
  const bool matrices = !op.tape || (!op.requirements.empty() && op.name().rfind("linalg.", 0) == 0);
  // What is proved of a formula in so many variables takes matrices of its second derivatives, and their elimination, over boxes that shrink.
  const bool of_formula = !op.tape && std::any_of(op.inputs.begin(), op.inputs.end(), [](const InputInfo& input) { return input.kind == FieldKind::text && input.name == "function"; });
  const double again = op.requirements.empty() ? 0 : nodes;  // laws of others take about what the formula took
  return entries + nodes + again + (of_formula ? std::pow(entries, 4) : matrices ? 3 * std::pow(entries, 1.5) : 0) + (swept <= most_swept ? nodes_of_a_visit * visits : 0);
}

Work work_of(const Operation& op, const Values<double>& inputs) {
  Work work;
  const double given = static_cast<double>(verify::entries(inputs));
  work.entries = given;
  if (!op.tape) return work;
  climb(ladder, [&](int) {
    work = {.entries = given};
    Tape<Interval> tape;
    const std::uint64_t before = products_formed();
    const auto outputs = op.tape(transform<Variable<Interval>>(inputs, [&](double x, std::size_t field) {
                                   return op.inputs[field].role == Role::exact || !std::isfinite(x) ? Variable<Interval>(exactly(x)) : Variable<Interval>::independent(exactly(x));
                                 }), 0);
    // An integral is a node or two of a tape, and thousands of products.
    work.nodes = std::max(static_cast<double>(tape.record(-1, 0)), static_cast<double>(products_formed() - before));
    if (!outputs) return true;
    for (std::size_t f = 0; f < op.outputs.size(); ++f) {
      double count = 0, met = 0;
      int last = -1;
      for (const Tensor<Variable<Interval>>* y : real_tensors((*outputs)[f])) {
        count += static_cast<double>(y->size());
        if (y->size() > 0) last = y->data.back().node();
      }
      work.entries += count;
      if (!is_swept(op.outputs[f])) continue;
      if (last >= 0) tape.for_each_adjoint({{last, Interval(1)}}, [&](int, const Interval&) { ++met; });
      work.swept += count;
      work.visits += count * met;
    }
    return true;
  });
  return work;
}

Growth::Growth(const Work& once, const Work& twice, const Work& four_times, std::int64_t first) : known_{once, twice, four_times}, first_(static_cast<double>(first)) {}

Work Growth::at(std::int64_t extent) const {
  const auto& [a, b, c] = known_;
  const double n = static_cast<double>(extent) / first_;
  return {extended(a.entries, b.entries, c.entries, n), extended(a.nodes, b.nodes, c.nodes, n), extended(a.swept, b.swept, c.swept, n), extended(a.visits, b.visits, c.visits, n)};
}

bool Growth::grows() const { return known_[2].entries > known_[1].entries && known_[1].entries > known_[0].entries; }

}  // namespace etalon::verify
