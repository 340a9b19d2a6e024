#include "verify/judge/truth.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <stdexcept>

#include "reference/number/factors.hpp"
#include "reference/number/products.hpp"
#include "verify/trial/exact.hpp"

namespace etalon::verify {
namespace {

using Budget = std::vector<std::vector<Interval>>;

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
Budget running_error(const Operation& op, const Values<double>& inputs, std::size_t variant, const std::function<Interval()>& share) {
  return at_sufficient_precision([&](Budget& known) {
    const Interval box = share();
    const auto outputs = op.running(
        transform<RunningError<Interval>>(inputs, [&](double x, std::size_t field) {
          const bool rounded = op.inputs[field].role == Role::data && std::isfinite(x);
          return rounded ? RunningError<Interval>(exactly(x) * box, exactly(std::fabs(x))) : RunningError<Interval>(exactly(x), Interval(0));
        }), variant);
    if (!outputs) return;
    complete(known, *outputs, [&](const RunningError<Interval>& y, std::size_t, std::size_t) {
      const Interval t = y.error() + magnitude_or_zero(y.value());
      return t.is_nan() || (Precision::in_hardware() && box.is_point() && is_blunt(t)) ? exactly(INFINITY) : t.magnitude();
    });
  });
}
Interval the_point() { return 1; }

}  // namespace

Budget inherent_upper_end(const Operation& op, const Values<double>& inputs, std::size_t variant, const Format& format) {
  return running_error(op, inputs, variant, [&] { return box_of(format); });
}

Budget textbook_budget(const Operation& op, const Values<double>& inputs, std::size_t variant) { return running_error(op, inputs, variant, the_point); }

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

namespace {

constexpr std::size_t most_entries = 512;  // that are swept one and all; where units are for a report alone, twice as many
constexpr std::size_t most_sweeps = 4096;  // of a reply, where bounds are bracketed
constexpr std::uint64_t most_products = 2'000'000;  // of a formula that is swept: its tape has some 200 bytes for each

/// The entries of the outputs of that grade; where a shape is not declared, as many as the inputs have.
std::size_t entries_of(Grade grade, const Operation& op, const SizeValues& sizes, const Values<double>& inputs) {
  std::size_t count = 0;
  for (const OutputInfo& output : op.outputs) {
    if (output.grade != grade || output.kind == FieldKind::text) continue;
    const auto extents = output.kind == FieldKind::list ? std::nullopt : extents_of(op.name() + "." + output.name, output.shape, sizes, op.inputs, shapes_of(inputs));
    count += extents ? static_cast<std::size_t>(count_of(*extents)) : verify::entries(inputs);
  }
  return count;
}

Interval constant_of(const Operation& op, std::size_t f, const SizeValues& sizes) {
  const auto constant = op.outputs[f].constant.at(sizes);
  if (!constant) throw std::logic_error(op.name() + ": the constant " + op.outputs[f].constant.text() + " of " + op.outputs[f].name + " speaks of a size that nothing gives");
  return *constant;
}

/// Without a bound where the formula gave none.
Interval entry_of(const Budget& budget, std::size_t f, std::size_t i) { return f < budget.size() && i < budget[f].size() ? budget[f][i] : exactly(INFINITY); }

/// What accumulates; where no formula tells what operands lose, everything is rounded as they are.
const Format& accumulation_of(const Operation& op, const Formats& formats) { return op.running ? *formats.accumulation : *std::min({formats.operands, formats.accumulation}, [](auto* a, auto* b) { return a->precision < b->precision; }); }

Interval beside(const Truth& truth, std::size_t f, std::size_t i) { return f < truth.beside.size() && i < truth.beside[f].size() ? truth.beside[f][i] : Interval(0); }

/// Sweeps those entries of a bracketed case.
void sweep(Truth& truth, const Operation& op, const Values<double>& inputs, std::size_t variant, const Format& format, const Marks& wanted) {
  const Budget budget = inherent_budget(op, inputs, variant, format, &wanted);
  const Interval u = exactly(format.unit_roundoff()), eta = exactly(format.spacing_at_zero());
  for (std::size_t f = 0; f < wanted.size(); ++f) {
    const Interval c = constant_of(op, f, truth.sizes);
    for (std::size_t i = 0; i < wanted[f].size(); ++i) {
      if (!wanted[f][i]) continue;
      const Interval unit = u * entry_of(budget, f, i) + eta;
      truth.unit[f][i] = (unit + beside(truth, f, i)).magnitude();
      truth.allowed[f][i] = (c * unit + beside(truth, f, i)).magnitude();
      truth.swept[f][i] = 1;
    }
  }
}

Marks no_marks(const Truth& truth) {
  Marks none;
  for (const auto& field : truth.most) none.emplace_back(field.size(), 0);
  return none;
}

/// Calls each(f, entry, error) for the entries of a bracketed case whose exact and obtained values are finite, until it returns false.
template <class Each>
void for_each_error(const Truth& truth, const Values<double>& outputs, Each each) {
  const Precision quick(Precision::hardware);
  for (std::size_t f = 0; f < truth.most.size(); ++f) {
    if (truth.most[f].empty()) continue;
    std::size_t at = 0;
    const auto exact = real_tensors((*truth.certificate.value)[f]);
    const auto given = real_tensors(outputs[f]);
    for (std::size_t t = 0; t < exact.size(); ++t)
      for (std::size_t i = 0; i < exact[t]->size(); ++i, ++at) {
        const double obtained = (*given[t])[i];
        const Interval& y = (*exact[t])[i];
        if (std::isfinite(obtained) && y.is_finite() && !each(f, at, abs(exactly(obtained) - y))) return;
      }
  }
}

}  // namespace

bool is_beyond_upper_ends(const Truth& truth, const Values<double>& outputs) {
  bool beyond = false;
  for_each_error(truth, outputs, [&](std::size_t f, std::size_t at, const Interval& error) { return !(beyond = (error > truth.most[f][at]).certainly()); });
  return beyond;
}

std::size_t sweep_undecided(Truth& truth, const Operation& op, const Values<double>& inputs, std::size_t variant, const Formats& formats, const Values<double>& outputs) {
  Marks wanted = no_marks(truth);
  std::size_t sweeps = 0, beyond = 0;
  for_each_error(truth, outputs, [&](std::size_t f, std::size_t at, const Interval& error) {
    if (truth.swept[f][at] || (error <= truth.allowed[f][at]).certainly() || (error > truth.most[f][at]).certainly()) return true;
    if (sweeps < most_sweeps && !truth.too_long_to_sweep) wanted[f][at] = 1, ++sweeps;
    else truth.allowed[f][at] = truth.most[f][at], truth.swept[f][at] = 1, ++beyond;
    return true;
  });
  if (sweeps > 0) {
    const Precision guard(128);
    sweep(truth, op, inputs, variant, accumulation_of(op, formats), wanted);
  }
  return beyond;
}

Truth truth_of(const Operation& op, const Values<double>& inputs, std::size_t variant, const Formats& formats, int slack_bits, Units units) {
  Truth truth;
  const Format &format = accumulation_of(op, formats), &storage = *formats.storage;
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
  const bool bracketed = op.tape && op.running && has(Grade::inherent) && (units == Units::where_undecided || entries_of(Grade::inherent, op, *sizes, inputs) > most_entries);
  const bool for_the_report = units == Units::of_every_entry && has(Grade::textbook) && entries_of(Grade::textbook, op, *sizes, inputs) <= 2 * most_entries;
  const bool counts_units = !bracketed && (has(Grade::inherent) || for_the_report);
  const Budget inherent = op.tape && counts_units ? inherent_budget(op, inputs, variant, format) : Budget{};
  const Budget textbook = op.running && has(Grade::textbook) ? textbook_budget(op, inputs, variant) : Budget{};
  const std::uint64_t products_before = products_formed();
  const Budget most = bracketed ? inherent_upper_end(op, inputs, variant, format) : Budget{};
  truth.too_long_to_sweep = products_formed() - products_before > most_products;
  const bool rounds_operands = op.running && formats.rounds_operands();
  const Budget factors = rounds_operands ? factor_budget(op, inputs, variant, *formats.operands) : Budget{};
  const Interval u = exactly(format.unit_roundoff()), eta = exactly(format.spacing_at_zero());

  // u_o·F, and what is rounded to be stored: y with the error that it has by then.
  const auto beside_of = [&](std::size_t f, std::size_t i, const Interval& y, const Interval& error) {
    Interval more = rounds_operands ? exactly(formats.operands->unit_roundoff()) * entry_of(factors, f, i) : Interval(0);
    if (formats.rounds_results()) more += exactly(storage.unit_roundoff()) * (magnitude_or_zero(y) + error + more) + exactly(storage.spacing_at_zero());
    return more.magnitude();
  };
  const bool mixed = rounds_operands || formats.rounds_results();
  const bool rounds_exact_outputs = rounds_operands || format.precision < storage.precision;

  // The bounds, once the outputs' integers are known: a count may name one of them (the terms of an einsum).
  const auto bounds = [&](const Values<Interval>& outputs) {
    truth.allowed.assign(op.outputs.size(), {});
    truth.unit.assign(op.outputs.size(), {});
    truth.beside.assign(mixed ? op.outputs.size() : 0, {});
    if (bracketed) truth.most.assign(op.outputs.size(), {});
    SizeValues all = truth.sizes;
    for (std::size_t f = 0; f < op.outputs.size(); ++f)
      if (const auto* integer = if_integers(outputs[f]); integer && integer->shape.empty()) all[op.outputs[f].name] = integer->data[0];
    truth.sizes = all;
    check_shapes(op, all, shapes_of(inputs), shapes_of(outputs));
    for (std::size_t f = 0; f < op.outputs.size(); ++f) {
      const OutputInfo& output = op.outputs[f];
      const Interval c = constant_of(op, f, all);
      const auto unit = [&](const Interval& b) { return u * b + eta; };
      const bool counted = f < inherent.size(), lower_end = output.grade == Grade::inherent && bracketed;
      // One inherent unit u·B + η, or what stands for B.
      const auto one_unit = [&](const Interval& y, std::size_t i) -> std::optional<Interval> {
        if (counted) return i < inherent[f].size() ? std::optional(unit(inherent[f][i])) : std::nullopt;
        if (lower_end) return y.is_finite() ? unit(y.mignitude()) : eta;
        return std::nullopt;
      };
      // What the bound has c of.
      const auto in_units = [&](const Interval& y, std::size_t i) -> std::optional<Interval> {
        if (output.grade == Grade::inherent) return one_unit(y, i);
        if (output.grade == Grade::textbook && f < textbook.size() && i < textbook[f].size()) return unit(textbook[f][i]);
        if (output.grade == Grade::exact && rounds_exact_outputs) return unit(magnitude_or_zero(y));
        return std::nullopt;
      };
      const auto end = [&](const Interval& bound, const Interval& more) {
        const Interval whole = mixed ? bound + more : bound;
        return lower_end ? whole.mignitude() : whole.magnitude();
      };
      std::size_t i = 0;
      for (const Tensor<Interval>* tensor : real_tensors(outputs[f]))
        for (const Interval& y : *tensor) {
          const auto of_unit = one_unit(y, i), of_bound = in_units(y, i);
          const Interval upper = lower_end ? c * unit(entry_of(most, f, i)) : Interval(0);
          Interval more = 0;
          if (mixed) truth.beside[f].push_back(more = beside_of(f, i, y, lower_end && upper.is_finite() ? upper : of_bound ? c * *of_bound : Interval(0)));
          if (of_unit) truth.unit[f].push_back(end(*of_unit, more));
          if (of_bound) truth.allowed[f].push_back(end(c * *of_bound, more));
          if (lower_end) truth.most[f].push_back((upper + more).magnitude());
          ++i;
        }
    }
    if (bracketed) truth.swept = no_marks(truth);
  };

  const auto enough = [&](const Values<Interval>& outputs) {
    bounds(outputs);
    Marks cancelling = no_marks(truth);  // whose lower ends of the bound are too far below their bounds
    std::size_t sweeps = 0;
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
            if (!round_to(y, storage)) return false;
            continue;
          } else room = u * max(largest, y.magnitude()) + eta;
          // Without units the bound is all there is, and may be far wider than a rounding.
          const bool between_ends = bracketed && op.outputs[f].grade == Grade::inherent;
          if (!counts_units && !between_ends && entry < truth.allowed[f].size() && Precision::bits() < 512 && !round_to(y, storage)) return false;
          if ((y.width() <= power_of_two(-slack_bits) * room).certainly()) continue;
          if (between_ends && truth.too_long_to_sweep && (y.width() <= power_of_two(-slack_bits) * truth.most[f][entry]).certainly()) continue;
          if (!between_ends || truth.too_long_to_sweep || ++sweeps > most_sweeps) return false;
          cancelling[f][entry] = 1;
        }
      }
    }
    if (sweeps == 0) return true;
    sweep(truth, op, inputs, variant, format, cancelling);
    for (std::size_t f = 0; f < cancelling.size(); ++f) {
      std::size_t i = 0;
      for (const Tensor<Interval>* tensor : real_tensors(outputs[f]))
        for (const Interval& y : *tensor) {
          const std::size_t entry = i++;
          if (entry < cancelling[f].size() && cancelling[f][entry] && !(y.width() <= power_of_two(-slack_bits) * truth.unit[f][entry]).certainly()) return false;
        }
    }
    return true;
  };
  // Up to float32, doubles mostly do for a direct formula. Requirements may take differences of what is exact: they get more.
  const bool hardware = op.tape && op.requirements.empty() && std::max(format.precision, storage.precision) <= 24;
  truth.certificate = certify([&] { return exact_outputs(op, inputs, variant); }, enough, Ladder{.hardware = hardware});
  return truth;
}

}  // namespace etalon::verify
