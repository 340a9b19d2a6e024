#include "verify/judge/truth.hpp"

#include <cmath>
#include <stdexcept>

#include "verify/trial/exact.hpp"

namespace etalon::verify {
namespace {

using Budget = std::vector<std::vector<Interval>>;

constexpr Ladder budget_ladder{96, 96 << 6};  // a bound needs a few digits; the formula's own cancellation raises this

template <class T, class Entry>
Budget budget_of(const Values<T>& outputs, Entry entry) {
  Budget budget;
  for (const Value<T>& value : outputs) {
    budget.emplace_back();
    for (const Tensor<T>* tensor : real_tensors(value))
      for (const T& y : *tensor) budget.back().push_back(entry(y));
  }
  return budget;
}

bool all_finite(const Budget& budget) {
  for (const auto& field : budget)
    for (const Interval& b : field)
      if (!b.is_finite()) return false;
  return true;
}

/// Runs `evaluate` at rising precision until no bound is infinite; at the cap the infinite ones stay.
template <class Evaluate>
Budget at_sufficient_precision(Evaluate evaluate) {
  Budget budget;
  climb(budget_ladder, [&](int) { return all_finite(budget = evaluate()); });
  return budget;
}

/// The outputs of the reference have the shapes that the contract declares.
void check_shapes(const Operation& op, const SizeValues& sizes, const std::vector<FieldShape>& inputs, const std::vector<FieldShape>& outputs) {
  for (std::size_t f = 0; f < op.outputs.size(); ++f) {
    const OutputInfo& field = op.outputs[f];
    if (field.kind == FieldKind::text || field.kind == FieldKind::list) continue;
    const auto declared = extents_of(op.name() + "." + field.name, field.shape, sizes, op.inputs, inputs);
    if (declared && *declared != outputs[f].shapes.at(0))
      throw std::logic_error(op.name() + ": the reference gives " + field.name + " the shape " + shape_text(outputs[f].shapes[0]) + ", but the contract declares " +
                             shape_text(field.shape) + ", which is " + shape_text(*declared) + "; mend one of them");
  }
}

/// Beyond the exponents of multiprecision, perhaps, and so beyond those of every format and bound.
bool beyond_every_format(const Interval& y) { return (abs(y) > power_of_two(1 << 30)).certainly(); }
/// Points outside every representable format stay infinite: no bound helps there.
Interval magnitude_or_zero(const Interval& y) { return y.is_finite() ? y.magnitude() : Interval(0); }

}  // namespace

Budget inherent_budget(const Operation& op, const Values<double>& inputs, std::size_t variant, const Format& format) {
  const auto over_box = [&](const Interval& box) -> Budget {
    Tape<Interval> tape;
    std::vector<Interval> data;  // |x| of each data entry: the tape begins with their nodes
    const auto variables = transform<Variable<Interval>>(inputs, [&](double x, std::size_t field) {
      if (op.inputs[field].role == Role::exact || !std::isfinite(x)) return Variable<Interval>(exactly(x));
      data.push_back(exactly(std::fabs(x)));
      return Variable<Interval>::independent(exactly(x) * box);
    });
    const auto outputs = op.tape(variables, variant);
    if (!outputs) return {};
    return budget_of(*outputs, [&](const Variable<Interval>& y) {
      Interval b = magnitude_or_zero(y.value());
      if (y.node() < 0) return b;
      TimeLimit::check();
      tape.for_each_adjoint({{y.node(), Interval(1)}}, [&](int node, const Interval& adjoint) {
        const auto entry = static_cast<std::size_t>(node);
        if (entry < data.size() && !data[entry].is_zero()) b += adjoint.magnitude() * data[entry];
      });
      return b.is_nan() ? exactly(INFINITY) : b.magnitude();
    });
  };
  Budget budget = at_sufficient_precision([&] {
    const Interval u = exactly(format.unit_roundoff());
    return over_box(Interval::between(1 - 2 * u, 1 + 2 * u));
  });
  // Where the box crosses the edge of the domain there is no supremum over it: the point itself must do.
  if (budget.empty() || !all_finite(budget)) budget = at_sufficient_precision([&] { return over_box(Interval(1)); });
  return budget;
}

Budget textbook_budget(const Operation& op, const Values<double>& inputs, std::size_t variant) {
  return at_sufficient_precision([&]() -> Budget {
    const auto outputs = op.running(
        transform<RunningError<Interval>>(inputs, [&](double x, std::size_t field) {
          const bool rounded = op.inputs[field].role == Role::data && std::isfinite(x);
          return RunningError<Interval>(exactly(x), rounded ? exactly(std::fabs(x)) : Interval(0));
        }), variant);
    if (!outputs) return {};
    return budget_of(*outputs, [](const RunningError<Interval>& y) {
      const Interval t = y.error() + magnitude_or_zero(y.value());
      return t.is_nan() ? exactly(INFINITY) : t.magnitude();
    });
  });
}

Truth truth_of(const Operation& op, const Values<double>& inputs, std::size_t variant, const Format& format, int slack_bits, Units units) {
  Truth truth;
  const auto sizes = sizes_of(op, inputs);
  if (!sizes) {
    truth.certificate.domain = sizes.failure();
    return truth;
  }
  truth.sizes = *sizes;

  const auto has = [&](Grade grade) {
    for (const OutputInfo& output : op.outputs)
      if (output.grade == grade) return true;
    return false;
  };
  const bool counts_units = has(Grade::inherent) || (has(Grade::textbook) && units == Units::of_every_entry);
  const Budget inherent = op.tape && counts_units ? inherent_budget(op, inputs, variant, format) : Budget{};
  const Budget textbook = op.running && has(Grade::textbook) ? textbook_budget(op, inputs, variant) : Budget{};
  const Interval u = exactly(format.unit_roundoff()), eta = exactly(format.spacing_at_zero());

  // The bounds, once the outputs' integers are known: a count may name one of them (the terms of an einsum).
  const auto bounds = [&](const Values<Interval>& outputs) {
    truth.allowed.assign(op.outputs.size(), {});
    truth.unit.assign(op.outputs.size(), {});
    SizeValues all = truth.sizes;
    for (std::size_t f = 0; f < op.outputs.size(); ++f)
      if (const auto* integer = if_integers(outputs[f]); integer && integer->shape.empty()) all[op.outputs[f].name] = integer->data[0];
    truth.sizes = all;
    check_shapes(op, all, shapes_of(inputs), shapes_of(outputs));
    for (std::size_t f = 0; f < op.outputs.size(); ++f) {
      const OutputInfo& output = op.outputs[f];
      const auto constant = output.constant.at(all);
      if (!constant) throw std::logic_error(op.name() + ": the constant " + output.constant.text() + " of " + output.name + " speaks of a size that nothing gives");
      const Interval c = *constant;
      if (f < inherent.size())
        for (const Interval& b : inherent[f]) truth.unit[f].push_back((u * b + eta).magnitude());
      if (output.grade == Grade::inherent)
        for (const Interval& unit : truth.unit[f]) truth.allowed[f].push_back((c * unit).magnitude());
      if (output.grade == Grade::textbook && f < textbook.size())
        for (const Interval& t : textbook[f]) truth.allowed[f].push_back((c * (u * t + eta)).magnitude());
    }
  };

  const auto enough = [&](const Values<Interval>& outputs) {
    bounds(outputs);
    for (std::size_t f = 0; f < outputs.size(); ++f) {
      std::size_t i = 0;
      if (op.outputs[f].grade == Grade::laws) continue;
      for (const Tensor<Interval>* tensor : real_tensors(outputs[f])) {
        Interval largest = 0;  // a residual says nothing of the entries that are small beside it
        if (op.outputs[f].grade == Grade::backward)
          for (const Interval& y : *tensor) largest = max(largest, magnitude_or_zero(y));
        for (const Interval& y : *tensor) {
          const std::size_t entry = i++;
          if (y.is_point()) continue;
          if (beyond_every_format(y)) continue;
          if (!y.is_finite()) return false;
          Interval room;
          if (entry < truth.allowed[f].size()) {
            room = truth.allowed[f][entry];
            if (entry < truth.unit[f].size()) room = min(room, truth.unit[f][entry]);  // reports show inherent units too
          }
          else if (op.outputs[f].grade == Grade::exact) {
            if (!round_to(y, format)) return false;
            continue;
          } else room = u * max(largest, y.magnitude()) + eta;
          // Without units the bound is all there is, and may be far wider than a rounding.
          if (!counts_units && entry < truth.allowed[f].size() && Precision::bits() < 512 && !round_to(y, format)) return false;
          if (!(y.width() <= power_of_two(-slack_bits) * room).certainly()) return false;
        }
      }
    }
    return true;
  };
  truth.certificate = certify([&] { return exact_outputs(op, inputs, variant); }, enough);
  return truth;
}

}  // namespace etalon::verify
