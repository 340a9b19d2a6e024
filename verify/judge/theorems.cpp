#include "verify/judge/theorems.hpp"

#include "reference/number/certify.hpp"
#include "verify/laws.hpp"

namespace etalon::verify {
namespace {

constexpr int ladder[] = {256, 512, 1024, 4096, 16384};

/// The fields of `values` that the primal has: a derivative repeats them first, in order.
template <class T>
Values<T> primal_inputs(const Operation& primal, const Values<T>& values) {
  return Values<T>(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(primal.inputs.size()));
}

/// The cotangents: the fields after the primal's, one for each real output in order; 1 for a scalar loss without them.
std::vector<Tensor<Interval>> cotangents(const Operation& primal, const Values<Interval>& values, const Values<Interval>& outputs) {
  std::vector<Tensor<Interval>> all;
  std::size_t next = primal.inputs.size();
  for (const Value<Interval>& output : outputs)
    if (output.index() == 0) all.push_back(next < values.size() ? std::get<0>(values[next++]) : map(std::get<0>(output), [](const Interval&) { return Interval(1); }));
  return all;
}

/// Σ cotangent · output over all outputs.
template <class T>
T paired(const Values<T>& outputs, const std::vector<Tensor<Interval>>& cotangent) {
  T sum = 0;
  std::size_t next = 0;
  for (const Value<T>& output : outputs)
    if (const auto* y = std::get_if<0>(&output)) {
      for (std::size_t i = 0; i < y->size(); ++i) sum += (*y)[i] * T(cotangent[next][i]);
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
    const std::string field_name = derivative.outputs[f].name.substr(5);  // grad_x
    std::size_t field = 0;
    while (field < primal.inputs.size() && primal.inputs[field].name != field_name) ++field;
    if (field == primal.inputs.size() || derivative.outputs[f].name.rfind("grad_", 0) != 0) {
      checks.holds(false, derivative.outputs[f].name + " is the gradient of no input");
      return checks;
    }
    const Tensor<Interval>& gradient = std::get<0>((*closed)[f]);
    Interval scale = power_of_two(-1000);
    for (const Interval& g : gradient) scale = max(scale, g.magnitude());
    for (const auto& seed : seeds)
      for (const Interval& c : seed) scale = max(scale, c.magnitude());

    // Reverse mode: one sweep over the tape of the textbook formula.
    Tape<Interval> tape;
    std::vector<int> nodes;
    const auto variables = transform<Variable<Interval>>(px, [&](const Interval& value, std::size_t at) {
      if (at != field) return Variable<Interval>(value);
      const auto v = Variable<Interval>::independent(value);
      nodes.push_back(v.node());
      return v;
    });
    const auto taped = primal.tape(variables, variant);
    const auto adjoint = tape.adjoints({{paired(*taped, seeds).node(), Interval(1)}});
    for (std::size_t i = 0; i < gradient.size(); ++i) {
      if (!std::get<0>(px[field])[i].is_finite()) {
        checks.holds(gradient[i].is_zero(), "a masked entry has gradient 0");
        continue;
      }
      const std::string where = derivative.outputs[f].name + "[" + std::to_string(i) + "]: ";
      compare(checks, gradient[i], adjoint[static_cast<std::size_t>(nodes[i])], scale, 200, where + "reverse mode disagrees with the closed form");

      // Forward mode.
      std::size_t counter = 0;
      const auto duals = transform<Dual<Interval>>(px, [&](const Interval& value, std::size_t at) { return Dual<Interval>(value, at == field && counter++ == i ? 1 : 0); });
      compare(checks, gradient[i], paired(*primal.dual(duals, variant), seeds).tangent(), scale, 200, where + "forward mode disagrees with the closed form");

      // A central difference: the step's square is far below 2^-300 of any third derivative met here.
      const Interval h = power_of_two(-400);
      const auto moved = [&](int sign) {
        std::size_t k = 0;
        const auto at = transform<Interval>(px, [&](const Interval& value, std::size_t g) { return g == field && k++ == i ? value + sign * h : value; });
        const auto out = primal.reference(at, variant);
        if (!out) throw Refused{out.failure()};  // the point lies on the edge of the domain
        return paired(*out, seeds);
      };
      compare(checks, gradient[i], (moved(+1) - moved(-1)) / (2 * h), scale, 200, where + "the finite difference disagrees with the closed form");
    }
  }
  return checks;
}

template <class F>
Finding decide(F check, int first) {
  Finding last{Finding::undecided, ""};
  for (const int bits : ladder) {
    if (bits < first) continue;
    Precision guard(bits);
    try {
      const Checks checks = check();
      return checks.violation() ? Finding{Finding::violated, *checks.violation()} : Finding{Finding::holds, ""};
    } catch (const Undecided& undecided) {
      last.what = undecided.what();
    } catch (const Refused& refused) {
      return {Finding::refused, refused.failure.message};
    }
  }
  return last;
}

}  // namespace

Finding check_theorem(const Theorem& theorem, const Values<double>& inputs, std::size_t variant) {
  return decide([&] {
    Checks checks;
    theorem.check(checks, enclose(inputs), variant);
    return checks;
  }, 256);
}

Finding check_witnesses(const Operation& derivative, const Values<double>& inputs, std::size_t variant) {
  return decide([&] { return witnesses_agree(derivative, inputs, variant); }, 4096);
}

Finding check_enclosures(const Operation& op, const Values<double>& inputs, std::size_t variant) {
  std::optional<Values<Interval>> coarse;
  for (const int bits : {128, 256, 512}) {
    Precision guard(bits);
    try {
      const auto fine = op.reference(enclose(inputs), variant);
      if (!fine) return {Finding::refused, fine.failure().message};
      for (std::size_t f = 0; coarse && f < fine->size(); ++f) {
        const auto outer = real_tensors((*coarse)[f]), inner = real_tensors((*fine)[f]);
        for (std::size_t t = 0; t < inner.size(); ++t)
          for (std::size_t i = 0; i < inner[t]->size(); ++i)
            if (!(*outer[t])[i].is_nan() && !(*outer[t])[i].overlaps((*inner[t])[i])) return {Finding::violated, op.outputs[f].name + "[" + std::to_string(i) + "] at " + std::to_string(bits) + " bits lies outside the coarser enclosure"};
      }
      coarse = *fine;
    } catch (const Undecided&) {
    }
  }
  return {Finding::holds, ""};
}

}  // namespace etalon::verify
