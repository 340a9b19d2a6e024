#include "verify/generate/derived_classes.hpp"

#include <algorithm>
#include <cmath>

#include "verify/generate/corner_classes.hpp"
#include "verify/generate/draw.hpp"

namespace etalon::verify {

std::string first_broken(const Operation& op, const Values<double>& values) {
  Inputs view;
  for (std::size_t f = 0; f < values.size(); ++f) {
    const char* name = op.inputs[f].name.c_str();
    if (const auto* x = if_real(values[f])) view.add(name, *x);
    else if (const auto* list = if_list(values[f])) view.add(name, *list);
    else if (const auto* k = if_integers(values[f])) k->shape.empty() ? view.add(name, k->data[0]) : view.add(name, *k);
    else view.add(name, text_of(values[f]));
  }
  const auto broken = broken_clause(op.statement, view, 0);
  return broken ? broken->clause : "";
}

namespace {

constexpr int tries = 60;  // to draw inputs in which there is something to spoil

std::size_t any_of(Draw& draw, std::size_t count) { return static_cast<std::size_t>(draw.integer(0, static_cast<std::int64_t>(count) - 1)); }

/// A number of the format a step beside the bound; the step grows until rounding does not undo it.
double beside(double bound, double step, const Format& format) {
  double y = round_to(bound + step, format);
  while (step > 0 ? y <= bound : step < 0 && y >= bound) y = round_to(bound + (step *= 2), format);
  return y;
}

double spoilt(Draw& draw, const Spoiler& how) {
  const auto bound = static_cast<double>(how.bound);
  switch (how.kind) {
    case Spoiler::not_finite: return draw.one_of({double(NAN), double(INFINITY), -double(INFINITY)});
    case Spoiler::nan_or_infinity: return draw.coin() ? NAN : INFINITY;
    case Spoiler::nan: return NAN;
    case Spoiler::too_small: return beside(bound, -draw.one_of({1.0, 0.5, how.bound == 0 ? 0x1p-10 : 0.25}), draw.format);
    case Spoiler::too_small_or_at: return beside(bound, -draw.one_of({0.0, 1.0, 0.5}), draw.format);
    case Spoiler::too_large: return beside(bound, draw.one_of({1.0, 0.5}), draw.format);
    case Spoiler::too_large_or_at: return beside(bound, draw.one_of({0.0, 1.0, 0.5}), draw.format);
    default: return NAN;
  }
}
std::int64_t spoilt_integer(Draw& draw, const Spoiler& how) {
  switch (how.kind) {
    case Spoiler::too_small: return how.bound - draw.integer(1, 3);
    case Spoiler::too_small_or_at: return how.bound - draw.integer(0, 2);
    case Spoiler::too_large: return how.bound + draw.integer(1, 3);
    case Spoiler::too_large_or_at: return how.bound + draw.integer(0, 2);
    default: return draw.coin() ? 9 : -10;  // no axis of anything
  }
}

/// Breaks one entry; false when the field has none.
bool spoil(Draw& draw, Value<double>& value, const Spoiler& how) {
  if (auto* text = std::get_if<std::string>(&value)) {
    *text = draw.one_of<const char*>({"nonsense", ""});
    return true;
  }
  if (auto* integers = if_integers(value)) {
    if (integers->size() == 0) return false;
    (*integers)[any_of(draw, integers->size())] = spoilt_integer(draw, how);
    return true;
  }
  Tensor<double>* x = if_real(value);
  if (auto* list = if_list(value)) x = list->empty() ? nullptr : &(*list)[any_of(draw, list->size())];
  if (!x || x->size() == 0) return false;
  auto at = any_of(draw, x->size());
  if (how.lower_triangle) {
    const std::int64_t i = draw.integer(0, x->shape.at(0) - 1), j = draw.integer(0, std::min(i, x->shape.at(1) - 1));
    at = static_cast<std::size_t>(i * x->shape[1] + j);
  }
  (*x)[at] = spoilt(draw, how);
  return true;
}

std::string name_of(const Spoiler& how) {
  const std::string bound = std::to_string(how.bound);
  switch (how.kind) {
    case Spoiler::not_finite: return how.field + " is not finite";
    case Spoiler::nan_or_infinity: return how.field + " is NaN or +∞";
    case Spoiler::nan: return how.field + " is NaN";
    case Spoiler::too_small: return how.field + " is below " + bound;
    case Spoiler::too_small_or_at: return how.field + " is not above " + bound;
    case Spoiler::too_large: return how.field + " is above " + bound;
    case Spoiler::too_large_or_at: return how.field + " is not below " + bound;
    case Spoiler::other_word: return how.field + " is not in the list";
    case Spoiler::not_an_axis: return how.field + " is no axis";
  }
  return "";
}

/// Zeros for one cotangent, in the shape that its output has: as the fast wing returns it, or as declared where that refuses.
Tensor<double> shaped_as(const Operation& primal, std::size_t output, const Result<Values<double>>& outputs, const Values<double>& inputs) {
  if (outputs) return real_of((*outputs)[output]);
  const auto sizes = sizes_of(primal, inputs);
  const auto extents = sizes ? extents_of(primal.outputs[output].name, primal.outputs[output].shape, *sizes, primal.inputs, shapes_of(inputs)) : std::nullopt;
  return Tensor<double>(extents.value_or(Dimensions{}));
}

void add_classes_of_primal(Operation& op) {
  const Operation* primal = Registry::find(op.primal);
  if (!primal) return;  // the contract's check says so
  const bool with_cotangents = op.inputs.size() > primal->inputs.size();
  for (const InputClass& one : primal->classes) {
    const auto broken = std::find_if(primal->statement.clauses.begin(), primal->statement.clauses.end(), [&](const Clause& c) { return c.id == one.refused_by; });
    const bool spoilt_by_predicate = broken != primal->statement.clauses.end() && broken->holds && !broken->holds->spoilers.empty();
    const bool has_its_own = spoilt_by_predicate || (one.derived && one.kind == CaseClass::extreme);
    if (has_its_own || leaves_out(op, one.name)) continue;
    op.classes.push_back(one);
    if (with_cotangents)
      op.classes.back().draws = [primal, of_primal = one.draws](Draw& draw) {
        Values<double> values = of_primal(draw);
        const Values<double> inputs = values;
        const auto outputs = primal->fast(inputs, draw.format, 0);
        for (std::size_t o = 0; o < primal->outputs.size(); ++o)
          if (primal->outputs[o].kind == FieldKind::real && primal->asks_for(primal->outputs[o]))
            values.push_back(draw.reals(shaped_as(*primal, o, outputs, inputs).shape));
        return values;
      };
  }
}

void add_refused_classes(Operation& op) {
  const auto core = ordinary_classes(op);
  if (core.empty()) return;
  for (const Clause& clause : op.statement.clauses) {
    if (!clause.holds) continue;
    for (const Spoiler& how : clause.holds->spoilers) {
      const auto at = std::find_if(op.inputs.begin(), op.inputs.end(), [&](const InputInfo& f) { return f.name == how.field; });
      if (at == op.inputs.end()) continue;  // the contract's check says so
      const auto field = static_cast<std::size_t>(at - op.inputs.begin());
      op.classes.push_back({name_of(how), CaseClass::edge, clause.id, [&op, id = clause.id, core, how, field](Draw& draw) {
                              Values<double> values;
                              for (int k = 0; k < tries; ++k) {
                                values = core[any_of(draw, core.size())](draw);
                                if (spoil(draw, values[field], how) && first_broken(op, values) == id) break;  // no earlier one
                              }
                              return values;
                            }, true});
    }
  }
}

}  // namespace

std::vector<std::function<Values<double>(Draw&)>> ordinary_classes(const Operation& op) {
  std::vector<std::function<Values<double>(Draw&)>> core;
  for (const InputClass& one : op.classes)
    if (one.kind == CaseClass::core && one.refused_by.empty() && !one.derived) core.push_back(one.draws);
  return core;
}
bool leaves_out(const Operation& op, const std::string& name) {
  return std::any_of(op.left_out.begin(), op.left_out.end(), [&](const auto& l) { return l.first == name; });
}

void add_derived_classes(Operation& op) {
  if (!op.primal.empty()) add_classes_of_primal(op);
  add_refused_classes(op);
  for (InputClass& corner : corner_classes(op))
    if (!leaves_out(op, corner.name)) op.classes.push_back(std::move(corner));
}

}  // namespace etalon::verify
