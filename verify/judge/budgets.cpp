#include "verify/judge/budgets.hpp"

#include <cmath>
#include <functional>
#include <utility>

#include "reference/number/certify.hpp"
#include "reference/number/factors.hpp"

namespace etalon::verify {
namespace {

// A bound needs a few digits: doubles will do, until the formula's own cancellation takes them.
constexpr Ladder budget_ladder{.first = 96, .cap = 96 << 6, .hardware = true};

/// A bound that is too wide to be one.
bool is_blunt(const Interval& bound) { return !(bound.width() <= power_of_two(-30) * bound.mignitude()).certainly(); }

/// The bounds of every entry that `budget` has none of yet.
template <class T, class Entry>
void complete(Budget& budget, const Values<T>& outputs, Entry entry) {
  budget.resize(outputs.size());
  for (std::size_t f = 0; f < outputs.size(); ++f) {
    std::size_t i = 0;
    budget[f].reserve(entries_of(outputs[f]));
    for (const Tensor<T>* tensor : real_tensors(outputs[f]))
      for (const T& y : *tensor) {
        if (i == budget[f].size()) budget[f].push_back(entry(y, f, i));
        else if (!budget[f][i].is_finite()) budget[f][i] = entry(y, f, i);
        ++i;
      }
  }
}

bool all_finite(const Budget& budget) {
  for (const auto& field : budget)
    for (const Interval& b : field)
      if (!b.is_finite()) return false;
  return true;
}

/// Runs `evaluate` at rising precision until no bound is infinite; at the cap the infinite ones stay.
template <class Evaluate>
Budget at_sufficient_precision(Evaluate evaluate, Budget budget = {}) {
  climb(budget_ladder, [&](int) {
    evaluate(budget);
    return all_finite(budget);
  });
  return budget;
}

/// The interval [1 − 2u, 1 + 2u].
Interval box_of(const Format& format) {
  const Interval u = exactly(format.unit_roundoff());
  return Interval::between(1 - 2 * u, 1 + 2 * u);
}

}  // namespace

Budget inherent_budget(const Operation& op, const Values<double>& inputs, std::size_t variant, const Format& format, const Marks* wanted) {
  // The box of the narrow formats is far wider than what doubles lose; beside float64's they lose as much.
  const bool as_wide_as_its_box = format.precision > 24;
  const auto over_box = [&](const Interval& box, Budget& budget) {
    Tape<Interval> tape;
    std::vector<Interval> data;  // |x| of each data entry: the tape begins with their nodes
    const auto variables = transform<Variable<Interval>>(inputs, [&](double x, std::size_t field) {
      if (op.inputs[field].role == Role::exact || !std::isfinite(x)) return Variable<Interval>(exactly(x));
      data.push_back(exactly(std::fabs(x)));
      return Variable<Interval>::independent(exactly(x) * box);
    });
    const auto outputs = op.tape(variables, variant);
    if (!outputs) return;
    complete(budget, *outputs, [&](const Variable<Interval>& y, std::size_t f, std::size_t i) {
      if (wanted && (i >= (*wanted)[f].size() || !(*wanted)[f][i])) return Interval(0);
      if (y.node() < 0) return magnitude_or_zero(y.value());
      Interval b = y.value().is_finite() ? abs(y.value()) : Interval(0);
      TimeLimit::check();
      tape.for_each_adjoint({{y.node(), Interval(1)}}, [&](int node, const Interval& adjoint) {
        const auto entry = static_cast<std::size_t>(node);
        if (entry < data.size() && !data[entry].is_zero()) b += abs(adjoint) * data[entry];
      });
      if (b.is_nan() || (Precision::in_hardware() && as_wide_as_its_box && is_blunt(b))) return exactly(INFINITY);
      return b.magnitude();
    });
  };
  Budget budget = at_sufficient_precision([&](Budget& known) { over_box(box_of(format), known); });
  // Where the box crosses the edge of the domain there is no supremum over it: the point itself must do.
  if (budget.empty() || !all_finite(budget)) budget = at_sufficient_precision([&](Budget& known) { over_box(Interval(1), known); }, std::move(budget));
  return budget;
}

namespace {

/// T, of the inputs times `share`: of a box it is no less than B there, since slopes are taken path by path.
Budget running_error(const Operation& op, const Values<double>& inputs, std::size_t variant, const std::function<Interval()>& share, Budget from = {}, Budget* near = nullptr) {
  return at_sufficient_precision([&](Budget& known) {
    const Interval box = share();
    const auto outputs = op.running(
        transform<RunningError<Interval>>(inputs, [&](double x, std::size_t field) {
          const bool rounded = op.inputs[field].role == Role::data && std::isfinite(x);
          return rounded ? RunningError<Interval>(exactly(x) * box, exactly(std::fabs(x))) : RunningError<Interval>(exactly(x), Interval(0));
        }), variant);
    if (!outputs) return;
    const auto with_last_bit = [](const RunningError<Interval>& y) { return y.error() + magnitude_or_zero(y.value()); };
    complete(known, *outputs, [&](const RunningError<Interval>& y, std::size_t f, std::size_t) {
      if (near && op.outputs[f].grade == Grade::textbook) return Interval(0);
      const Interval t = with_last_bit(y);
      return t.is_nan() || (Precision::in_hardware() && box.is_point() && is_blunt(t)) ? exactly(INFINITY) : t.magnitude();
    });
    if (near) complete(*near, *outputs, [&](const RunningError<Interval>& y, std::size_t f, std::size_t) {
      if (op.outputs[f].grade != Grade::textbook) return Interval(0);
      const Interval t = with_last_bit(y);
      return (t.width() <= power_of_two(-10) * t.mignitude()).certainly() ? t.magnitude() : exactly(INFINITY);
    });
  }, std::move(from));
}
Interval the_point() { return 1; }

}  // namespace

Budget inherent_upper_end(const Operation& op, const Values<double>& inputs, std::size_t variant, const Format& format, Budget* near) {
  return running_error(op, inputs, variant, [&] { return box_of(format); }, {}, near);
}

Budget textbook_budget(const Operation& op, const Values<double>& inputs, std::size_t variant, Budget known) {
  if (!known.empty() && all_finite(known)) return known;
  return running_error(op, inputs, variant, the_point, std::move(known));
}

Budget factor_budget(const Operation& op, const Values<double>& inputs, std::size_t variant, const Format& format) {
  const FactorErrors only(format);
  return at_sufficient_precision([&](Budget& known) {
    const auto outputs = op.running(transform<RunningError<Interval>>(inputs, [](double x, std::size_t) { return RunningError<Interval>(exactly(x), Interval(0)); }), variant);
    if (!outputs) return;
    complete(known, *outputs, [](const RunningError<Interval>& y, std::size_t, std::size_t) {
      const Interval& f = y.error();
      return f.is_nan() || (Precision::in_hardware() && !f.is_zero() && is_blunt(f)) ? exactly(INFINITY) : f.magnitude();
    });
  });
}

}  // namespace etalon::verify
