#include "verify/judge/theorems.hpp"

#include <algorithm>
#include <cmath>

#include "reference/number/certify.hpp"
#include "verify/judge/freedom.hpp"
#include "verify/judge/outputs.hpp"

namespace etalon::verify {
namespace {

constexpr int most_bits = 1 << 14;

/// The fields of `values` that the primal has: a derivative repeats them first, in order.
template <class T>
Values<T> primal_inputs(const Operation& primal, const Values<T>& values) {
  return Values<T>(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(primal.inputs.size()));
}

/// The cotangents: the fields after the primal's, one for each real output in order, 0 of an analysis; 1 for a scalar loss without them.
std::vector<Tensor<Interval>> cotangents(const Operation& primal, const Values<Interval>& values, const Values<Interval>& outputs) {
  std::vector<Tensor<Interval>> all;
  std::size_t next = primal.inputs.size();
  for (std::size_t f = 0; f < outputs.size(); ++f)
    if (const auto* y = if_real(outputs[f])) {
      const bool asked = primal.asks_for(primal.outputs[f]);
      if (asked && next < values.size()) all.push_back(real_of(values[next++]));
      else all.push_back(map(*y, [&](const Interval&) { return Interval(asked ? 1 : 0); }));
    }
  return all;
}

/// Σ cotangent · output over all outputs.
template <class T>
T paired(const Values<T>& outputs, const std::vector<Tensor<Interval>>& cotangent) {
  T sum = 0;
  std::size_t next = 0;
  for (const Value<T>& output : outputs)
    if (const auto* y = if_real(output)) {
      for (std::size_t i = 0; i < y->size(); ++i)
        if (!cotangent[next][i].is_zero()) sum += (*y)[i] * T(cotangent[next][i]);  // an output may be infinite
      ++next;
    }
  return sum;
}

/// Compares ∂/∂(field, entry) as a witness gives it with the closed form.
void compare(Checks& checks, const Interval& closed, const Interval& witness, const Interval& scale, int bits, const std::string& what) {
  const Interval difference = abs(closed - witness);
  checks.at_most(difference.mignitude(), power_of_two(-bits) * scale, what);
  if ((difference.magnitude() > power_of_two(-bits) * scale).certainly() && !checks.violation()) throw Undecided{"a witness is too wide"};
}

/// Of the entries, the exponents of the smallest, at most 0, and of the largest, beyond that of ordinary ones.
struct Exponents {
  int least = 0, beyond = 0;
};
Exponents exponents_of(const Values<double>& inputs) {
  Exponents all;
  for (const Value<double>& value : inputs)
    for (const Tensor<double>* x : real_tensors(value))
      for (const double entry : *x)
        if (entry != 0 && std::isfinite(entry)) {
          all.least = std::min(all.least, std::ilogb(entry));
          all.beyond = std::max(all.beyond, std::ilogb(entry) - 64);
        }
  return all;
}

Checks witnesses_agree(const Operation& derivative, const Values<double>& inputs, std::size_t variant) {
  const Operation& primal = *Registry::find(derivative.primal);
  const Values<Interval> x = enclose(inputs);
  const Values<Interval> px = primal_inputs(primal, x);
  const auto y = primal.reference(px, variant);
  if (!y) throw Refused{y.failure()};
  const auto closed = derivative.reference(x, variant);
  if (!closed) throw Refused{closed.failure()};
  const auto seeds = cotangents(primal, x, *y);

  Checks checks;
  for (std::size_t f = 0; f < derivative.outputs.size(); ++f) {
    if (!derivative.asks_for(derivative.outputs[f])) continue;  // an analysis
    const std::string field_name = derivative.outputs[f].name.substr(5);  // grad_x
    std::size_t field = 0;
    while (field < primal.inputs.size() && primal.inputs[field].name != field_name) ++field;
    if (field == primal.inputs.size() || derivative.outputs[f].name.rfind("grad_", 0) != 0) {
      checks.holds(false, derivative.outputs[f].name + " is the gradient of no input");
      return checks;
    }
    // A list of gradients is one row of entries, as its inputs are.
    std::vector<Interval> gradient, at;
    for (const Tensor<Interval>* part : real_tensors((*closed)[f])) gradient.insert(gradient.end(), part->begin(), part->end());
    for (const Tensor<Interval>* part : real_tensors(px[field])) at.insert(at.end(), part->begin(), part->end());
    Interval scale = power_of_two(-1000);
    for (const Interval& g : gradient) scale = max(scale, g.magnitude());
    for (const auto& seed : seeds)
      for (const Interval& c : seed) scale = max(scale, c.magnitude());

    // Reverse mode: one sweep over the tape of the textbook formula.
    Tape<Interval> tape;
    std::vector<int> nodes;
    const auto variables = transform<Variable<Interval>>(px, [&](const Interval& value, std::size_t g) {
      if (g != field) return Variable<Interval>(value);
      const auto v = Variable<Interval>::independent(value);
      nodes.push_back(v.node());
      return v;
    });
    const auto taped = primal.tape(variables, variant);
    const auto adjoint = tape.adjoints({{paired(*taped, seeds).node(), Interval(1)}});
    const Subdifferential kinks = subdifferential(derivative, x, derivative.outputs[f].name, gradient.size(), 0, variant);
    for (std::size_t i = 0; i < gradient.size(); ++i) {
      if (!at[i].is_finite()) continue;  // no witness moves an infinity: its gradient is for the laws
      if (kinks.count(i)) continue;  // each witness may take another slope
      const std::string where = derivative.outputs[f].name + "[" + std::to_string(i) + "]: ";
      compare(checks, gradient[i], adjoint[static_cast<std::size_t>(nodes[i])], scale, 200, where + "reverse mode disagrees with the closed form");

      // Of many entries some must do: each of the two witnesses below evaluates the whole formula for one entry.
      const std::size_t some = std::clamp<std::size_t>(256 / gradient.size(), 2, 8);
      if (i % (gradient.size() / some + 1) != 0) continue;

      // Forward mode.
      std::size_t counter = 0;
      const auto duals = transform<Dual<Interval>>(px, [&](const Interval& value, std::size_t g) { return Dual<Interval>(value, g == field && counter++ == i ? 1 : 0); });
      compare(checks, gradient[i], paired(*primal.dual(duals, variant), seeds).tangent(), scale, 200, where + "forward mode disagrees with the closed form");

      // A central difference: the step is far below every entry and what a large one makes of it, and its square below 2^-300 of any
      // third derivative met here.
      const Exponents exponents = exponents_of(inputs);
      const Interval h = power_of_two(exponents.least - 320 - 2 * exponents.beyond);
      const auto moved = [&](int sign) {
        std::size_t k = 0;
        const auto near = transform<Interval>(px, [&](const Interval& value, std::size_t g) { return g == field && k++ == i ? value + sign * h : value; });
        const auto out = primal.reference(near, variant);
        if (!out) throw Refused{out.failure()};  // the point lies on the edge of the domain
        return paired(*out, seeds);
      };
      const Interval ahead = moved(+1), behind = moved(-1);
      if (!ahead.is_finite() || !behind.is_finite()) continue;  // an output is infinite there
      compare(checks, gradient[i], (ahead - behind) / (2 * h), scale, 200, where + "the finite difference disagrees with the closed form");
    }
  }
  return checks;
}

template <class F>
Finding decide(F check, int first) {
  Finding finding{Finding::undecided, ""};
  const Climb top = climb({first, most_bits, 4}, [&](int) {
    try {
      const Checks checks = check();
      finding = checks.violation() ? Finding{Finding::violated, *checks.violation()} : Finding{Finding::holds, ""};
    } catch (const Refused& refused) {
      finding = {Finding::refused, refused.failure.message};
    }
    return true;
  });
  if (!top.reached) finding.what = top.reason;
  return finding;
}

}  // namespace

Finding check_theorem(const Theorem& theorem, const Values<double>& inputs, std::size_t variant) {
  return decide([&] {
    Checks checks;
    theorem.check(checks, enclose(inputs), variant);
    return checks;
  }, 256);
}

Finding check_requirement(const Operation& op, const Requirement& requirement, const Values<double>& inputs, const Format& format, std::size_t variant) {
  const Precision guard(128);
  const Truth truth = truth_of(op, inputs, variant, format, 10, Units::of_bounds);
  if (truth.certificate.domain) return {Finding::refused, truth.certificate.domain->message};
  if (truth.certificate.undecided) return {Finding::undecided, truth.certificate.reason};
  const auto outputs = op.fast(inputs, format, variant);
  if (!outputs) return {Finding::violated, "the fast wing refuses: " + outputs.failure().message};
  for (std::size_t f = 0; f < outputs->size(); ++f) {
    const auto given = real_tensors((*outputs)[f]);
    const auto exact = real_tensors((*truth.certificate.value)[f]);
    for (std::size_t t = 0; op.asks_for(op.outputs[f]) && t < given.size(); ++t)
      for (std::size_t i = 0; i < given[t]->size(); ++i)
        if (!std::isfinite((*given[t])[i]) && (*exact[t])[i].is_finite()) return {Finding::refused, "overflows"};
  }
  try {
    const Checks checks = check(requirement, {&op, variant, &format, inputs}, *outputs, truth);
    return checks.violation() ? Finding{Finding::violated, *checks.violation()} : Finding{Finding::holds, ""};
  } catch (const Undecided& undecided) {
    return {Finding::undecided, undecided.what()};
  }
}

Finding check_witnesses(const Operation& derivative, const Values<double>& inputs, std::size_t variant) {
  const Exponents exponents = exponents_of(inputs);
  return decide([&] { return witnesses_agree(derivative, inputs, variant); }, 1024 - 3 * exponents.least + 4 * exponents.beyond);  // bits that a difference loses
}

namespace {

/// The result at a precision, or nothing while it is undecided there.
std::optional<Result<Values<Interval>>> evaluate(const Operation& op, const Values<double>& inputs, std::size_t variant, int bits) {
  Precision guard(bits);
  try {
    return op.reference(enclose(inputs), variant);
  } catch (const Undecided&) {
    return std::nullopt;
  }
}

/// Why one result cannot be the other's, at a coarser precision, or at the same one where nothing need be contained; "" when it can.
std::string contradiction(const Operation& op, const Result<Values<Interval>>& coarse, const Result<Values<Interval>>& fine, bool contained = true) {
  const auto outcome = [](const auto& result) { return result ? std::string("a value") : "a refusal by " + result.failure().clause; };
  if (bool(coarse) != bool(fine) || (!coarse && coarse.failure().clause != fine.failure().clause)) return outcome(coarse) + " instead of " + outcome(fine);
  if (!coarse) return "";
  // Where the exponents of multiprecision end, more bits do not mean less of an enclosure.
  const Interval nearly_nothing = Interval::between(-power_of_two(-(std::int64_t{1} << 61)), power_of_two(-(std::int64_t{1} << 61)));
  for (std::size_t f = 0; f < fine->size(); ++f) {
    if (const auto* k = if_integers((*fine)[f]); k && k->data != integers_of((*coarse)[f]).data) return op.outputs[f].name + " is another integer";
    const auto outer = real_tensors((*coarse)[f]), inner = real_tensors((*fine)[f]);
    for (std::size_t t = 0; t < inner.size(); ++t) {
      if (outer[t]->shape != inner[t]->shape) return op.outputs[f].name + " has another shape";
      for (std::size_t i = 0; i < inner[t]->size(); ++i) {
        const Interval &a = (*outer[t])[i], &b = (*inner[t])[i], about = a + nearly_nothing;
        if (a.is_nan() || b.is_nan()) continue;
        const bool holds = !contained                       ? a.overlaps(b)
                           : op.origin == Origin::formula ? about.contains(b)
                                                          : a.overlaps(b) && (about.contains(b.collapse()) || !(b.width() < a.width()).certainly());
        if (!holds) return op.outputs[f].name + "[" + std::to_string(i) + "] = " + decimal_text(a, 30) + (contained ? " does not contain " : " is not ") + decimal_text(b, 30);
      }
    }
  }
  return "";
}

/// The values that a lifted number carries.
template <class N>
Result<Values<Interval>> values_on(const NumberFunction<N>& f, const Values<double>& inputs, std::size_t variant) {
  const auto result = f(transform<N>(enclose(inputs), [](const Interval& x, std::size_t) { return N(x); }), variant);
  if (!result) return result.failure();
  return transform<Interval>(*result, [](const N& x, std::size_t) { return x.value(); });
}

}  // namespace

Finding check_enclosures(const Operation& op, const Values<double>& inputs, std::size_t variant) {
  auto fine = evaluate(op, inputs, variant, 1600);
  if (!fine) fine = evaluate(op, inputs, variant, 6400);  // products of the largest and the smallest doubles
  if (!fine) return {Finding::undecided, "nothing is decided at 6400 bits"};
  if (!*fine) return {Finding::refused, fine->failure().message};
  for (const int bits : {24, 40, 53, 64, 90, 128, 256}) {
    const auto coarse = evaluate(op, inputs, variant, bits);
    if (!coarse) continue;
    Precision guard(7000);
    if (const std::string why = contradiction(op, *coarse, *fine); !why.empty()) return {Finding::violated, "at " + std::to_string(bits) + " bits: " + why};
  }
  return {Finding::holds, ""};
}

Finding check_numbers(const Operation& op, const Values<double>& inputs, std::size_t variant) {
  return decide([&]() -> Checks {
    const auto value = op.reference(enclose(inputs), variant);
    if (!value) throw Refused{value.failure()};
    Checks checks;
    const auto same = [&](const char* number, const Result<Values<Interval>>& other) {
      const std::string why = contradiction(op, other, value, false);
      if (!why.empty()) checks.holds(false, std::string("on ") + number + " the formula gives something else: " + why);
    };
    Tape<Interval> tape;
    same("Variable (reverse mode)", values_on(op.tape, inputs, variant));
    same("Dual (forward mode)", values_on(op.dual, inputs, variant));
    same("RunningError", values_on(op.running, inputs, variant));
    return checks;
  }, 256);
}

}  // namespace etalon::verify
