#include "verify/judge/truth.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>

#include "reference/number/products.hpp"
#include "verify/trial/exact.hpp"
#include "verify/trial/limits.hpp"

namespace etalon::verify {
namespace {

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
bool beyond_every_format(const Interval& y) {
  constexpr int most = 1 << 30;
  return !(y.ball() && y.ball()->exponent < most) && (abs(y) > power_of_two(most)).certainly();
}

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

Truth truth_of(const Operation& op, const Values<double>& inputs, std::size_t variant, const Formats& formats, int slack_bits, Units units, bool in_hardware) {
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
  const bool few = !has(Grade::textbook) || entries_of(Grade::textbook, op, *sizes, inputs) <= 2 * most_entries;
  const bool for_the_report = units == Units::of_every_entry && has(Grade::textbook) && few;
  const bool counts_units = !bracketed && (has(Grade::inherent) || for_the_report);
  const Budget inherent = op.tape && counts_units ? inherent_budget(op, inputs, variant, format) : Budget{};
  const std::uint64_t products_before = products_formed();
  Budget near;
  const Budget most = bracketed ? inherent_upper_end(op, inputs, variant, format, has(Grade::textbook) ? &near : nullptr) : Budget{};
  truth.too_long_to_sweep = products_formed() - products_before > most_products;
  const Budget textbook = op.running && has(Grade::textbook) ? textbook_budget(op, inputs, variant, std::move(near)) : Budget{};
  const bool rounds_operands = op.running && formats.rounds_operands();
  const Budget factors = rounds_operands ? factor_budget(op, inputs, variant, *formats.operands) : Budget{};
  // Bounds are sums and products of a few numbers above 0: doubles will do.
  const auto in_doubles = [](double x) {
    const Precision quick(Precision::hardware);
    return exactly(x);
  };
  const Interval u = in_doubles(format.unit_roundoff()), eta = in_doubles(format.spacing_at_zero());

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
    const Precision quick(Precision::hardware);
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
      // What the bound has c of, where it is not that.
      const auto in_units = [&](const Interval& y, std::size_t i) -> std::optional<Interval> {
        if (output.grade == Grade::textbook && f < textbook.size() && i < textbook[f].size()) return unit(textbook[f][i]);
        if (output.grade == Grade::exact && rounds_exact_outputs) return unit(magnitude_or_zero(y));
        return std::nullopt;
      };
      const auto end = [&](const Interval& bound, const Interval& more) {
        const Interval whole = mixed ? bound + more : bound;
        return lower_end ? whole.mignitude() : whole.magnitude();
      };
      std::size_t i = 0;
      const std::size_t entries = entries_of(outputs[f]);
      truth.allowed[f].reserve(entries);
      if (counted || lower_end) truth.unit[f].reserve(entries);
      if (lower_end) truth.most[f].reserve(entries);
      for (const Tensor<Interval>* tensor : real_tensors(outputs[f]))
        for (const Interval& y : *tensor) {
          const auto of_unit = one_unit(y, i), of_bound = output.grade == Grade::inherent ? of_unit : in_units(y, i);
          const Interval upper = lower_end ? c * unit(entry_of(most, f, i)) : Interval(0);
          Interval more = 0;
          if (mixed) truth.beside[f].push_back(more = beside_of(f, i, y, lower_end && upper.is_finite() ? upper : of_bound ? c * *of_bound : Interval(0)));
          if (of_unit) truth.unit[f].push_back(end(*of_unit, more));
          if (of_bound) truth.allowed[f].push_back(end(c * *of_bound, more));
          if (lower_end) truth.most[f].push_back(mixed ? (upper + more).magnitude() : upper.magnitude());
          ++i;
        }
    }
    if (bracketed) truth.swept = no_marks(truth);
  };

  const auto enough = [&](const Values<Interval>& outputs) {
    const int bits = Precision::bits();
    bounds(outputs);
    const Precision quick(Precision::hardware);
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
          // Without units the bound is all there is, and may be far wider than a rounding: of few entries a report shows more.
          const bool between_ends = bracketed && op.outputs[f].grade == Grade::inherent, bounded = entry < truth.allowed[f].size();
          if (!counts_units && !between_ends && few && bounded && bits < 512 && !round_to(y, storage)) return false;
          if (bounded && (y.width() <= power_of_two(-slack_bits - 10) * truth.allowed[f][entry]).certainly()) continue;  // of whatever room there is below
          Interval room;
          if (bounded) {
            room = truth.allowed[f][entry];
            // Reports show inherent units too; of sums of many terms, whose bound is thousands of them, not to their last digit.
            if (entry < truth.unit[f].size()) room = min(room, max(truth.unit[f][entry], power_of_two(-10) * truth.allowed[f][entry]));
          }
          else if (op.outputs[f].grade == Grade::exact) {
            if (!round_to(y, storage)) return false;
            continue;
          } else room = u * max(largest, y.magnitude()) + eta;
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
  // Up to float32, doubles mostly do for a direct formula.
  const bool hardware = op.tape && in_hardware && std::max(format.precision, storage.precision) <= 24;
  truth.certificate = certify([&] { return exact_outputs(op, inputs, variant); }, enough, Ladder{.cap = limits().bits, .hardware = hardware});
  return truth;
}

}  // namespace etalon::verify
