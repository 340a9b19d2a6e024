#include "verify/generate/corner_classes.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "verify/generate/axes.hpp"
#include "verify/generate/derived_classes.hpp"
#include "verify/generate/draw.hpp"

namespace etalon::verify {
namespace {

using Draws = std::function<Values<double>(Draw&)>;
/// Turns ordinary inputs into a corner's; false where there is nothing to turn.
using Turn = std::function<bool(Draw&, Values<double>&)>;

constexpr int tries = 20;                  // to stay inside the domain
constexpr std::size_t most_wide = 400;     // entries beside a wide extent: budgets cost outputs × inputs, and a derivative has twice as many
constexpr std::size_t most_entries = 100;  // derivatives are tried on the corners of their primal, and not on its large matrices

std::size_t any_of(Draw& draw, std::size_t count) { return static_cast<std::size_t>(draw.integer(0, static_cast<std::int64_t>(count) - 1)); }

bool allowed(const Operation& op, const Values<double>& values) { return bool(sizes_of(op, values)) && first_broken(op, values).empty(); }

/// Ordinary inputs turned; as they are where no try stays inside the domain.
Draws turned(const Operation& op, const std::vector<Draws>& core, const Turn& turn) {
  return [&op, core, turn](Draw& draw) {
    Values<double> inputs;
    for (int k = 0; k < tries; ++k) {
      inputs = core[any_of(draw, core.size())](draw);
      if (entries(inputs) > most_entries) continue;
      Values<double> corner = inputs;
      if (turn(draw, corner) && allowed(op, corner)) return corner;
    }
    return inputs;
  };
}

/// The real tensors with entries among the inputs.
std::vector<Tensor<double>*> tensors_of(Values<double>& values) {
  std::vector<Tensor<double>*> all;
  for (Value<double>& value : values) {
    if (auto* x = if_real(value)) all.push_back(x);
    else if (auto* list = if_list(value))
      for (Tensor<double>& member : *list) all.push_back(&member);
  }
  std::erase_if(all, [](const Tensor<double>* x) { return x->size() == 0; });
  return all;
}

/// An exponent of a number whose square leaves the range, and whose products with ordinary ones do not: at the very end, where
/// it is the order of a sum that decides what overflows, operations have classes of their own.
int far_exponent(Draw& draw, bool large) {
  const Format& f = draw.format;
  const int band = std::min(8, f.max_exponent / 8);
  return static_cast<int>(large ? draw.integer(f.max_exponent / 2 + band, f.max_exponent - 3 * band / 2) : draw.integer(f.min_exponent + band, f.min_exponent / 2 - band));
}
/// The same of a pair whose product does not leave the range either.
std::pair<int, int> far_exponents(Draw& draw) {
  const bool first = draw.coin();
  if (draw.coin()) return {far_exponent(draw, first), far_exponent(draw, !first)};
  const int most = draw.format.max_exponent / 2 - std::min(8, draw.format.max_exponent / 8);
  const auto one = [&] { return static_cast<int>(draw.coin() ? draw.integer(most / 2, most) : draw.integer(-most, -most / 2)); };
  const int e = one();
  return {e, one()};
}

/// x·2^k, rounded; finite.
double scaled(double x, int k, const Format& format) { return round_to(std::ldexp(x, k), format); }

bool far_entries(Draw& draw, Values<double>& values) {
  const auto tensors = tensors_of(values);
  if (tensors.empty()) return false;
  std::vector<int> exponents;
  if (draw.coin()) {
    exponents.push_back(far_exponent(draw, draw.coin()));
  } else {
    const auto [first, second] = far_exponents(draw);
    exponents = {first, second};
  }
  for (const int exponent : exponents) {
    Tensor<double>& x = *tensors[any_of(draw, tensors.size())];
    double& entry = x[any_of(draw, x.size())];
    if (!std::isfinite(entry)) return false;
    if (entry == 0) entry = draw.coin() ? 1 : -1;
    entry = scaled(entry, exponent - std::ilogb(entry), draw.format);
  }
  return true;
}

bool far_input(Draw& draw, Values<double>& values) {
  const auto tensors = tensors_of(values);
  if (tensors.empty()) return false;
  Tensor<double>& x = *tensors[any_of(draw, tensors.size())];
  double largest = 0;
  for (const double entry : x)
    if (std::isfinite(entry)) largest = std::max(largest, std::fabs(entry));
  if (largest == 0) return false;
  const int k = far_exponent(draw, draw.coin()) - std::ilogb(largest);
  for (double& entry : x) entry = scaled(entry, k, draw.format);
  return true;
}

/// Every index of one axis at a level of its own, up to 2^±24 from where it was.
bool lanes_at_levels(Draw& draw, Values<double>& values) {
  auto tensors = tensors_of(values);
  std::erase_if(tensors, [](const Tensor<double>* x) { return std::all_of(x->shape.begin(), x->shape.end(), [](std::int64_t n) { return n < 2; }); });
  if (tensors.empty()) return false;
  Tensor<double>& x = *tensors[any_of(draw, tensors.size())];
  const std::size_t axis = any_of(draw, x.rank());
  const int widest = std::min(24, draw.format.max_exponent / 3);
  std::vector<int> levels;
  for (std::int64_t k = 0; k < x.shape[axis]; ++k) levels.push_back(static_cast<int>(draw.integer(-widest, widest)));
  const std::int64_t stride = stride_of(x.shape, axis);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = scaled(x[i], levels[static_cast<std::size_t>(static_cast<std::int64_t>(i) / stride % x.shape[axis])], draw.format);
  return x.shape[axis] > 1;
}

/// The sizes that shapes name, with the least that each may be.
std::map<std::string, std::int64_t> named_sizes(const Operation& op) {
  std::map<std::string, std::int64_t> least;
  for (const InputInfo& field : op.inputs)
    if (const Sizes* declared = field.shape.sizes())
      for (const Count& extent : declared->extents)
        if (const auto symbol = extent.symbol(); symbol && *symbol != *any_extent.symbol()) {
          std::int64_t& minimum = least[*symbol];
          minimum = std::max(minimum, extent.minimum());
        }
  return least;
}

Turn at_extent(const Operation& op, const std::string& size, std::int64_t extent) {
  return [&op, size, extent](Draw&, Values<double>& values) {
    for (const AxisGroup& group : axis_groups(op, values))
      if (group.name == size && group.extent >= extent) {
        values = without(values, group, extent, group.extent);
        return true;
      }
    return false;
  };
}

/// Can it be drawn at all? Some domains ask for more. Throws what is wrong with the contract.
bool possible(const Operation& op, const Draws& core, const Turn& turn) {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    Draw draw(*Format::find("float64"), rc::Random(seed));
    Values<double> values = core(draw);
    if (turn(draw, values) && allowed(op, values)) return true;
  }
  return false;
}

std::size_t extents_drawn(const Draws& core) {
  Draw draw(*Format::find("float64"), rc::Random(1));
  core(draw);
  return draw.extents();
}

/// One extent that a class draws is beside a power of two.
Draws with_a_wide_extent(const Operation& op, const std::vector<Draws>& core) {
  return [&op, core](Draw& draw) {
    for (int k = 0;; ++k) {
      const Draws& one = core[any_of(draw, core.size())];
      const auto extents = extents_drawn(one);
      if (extents > 0) draw.widen(any_of(draw, extents));
      Values<double> values = one(draw);
      if (k == tries || (entries(values) <= most_wide && allowed(op, values))) return values;
    }
  };
}

}  // namespace

std::vector<InputClass> corner_classes(const Operation& op) try {
  std::vector<InputClass> corners;
  const std::vector<Draws> core = ordinary_classes(op);
  if (core.empty()) return corners;
  const auto add = [&](const std::string& name, CaseClass kind, Draws draws) { corners.push_back({name, kind, "", std::move(draws), true}); };
  const bool linalg = op.name().rfind("linalg.", 0) == 0;
  if (op.primal.empty()) {  // a derivative has these of its primal, with cotangents that fit
    for (const auto& [size, least] : named_sizes(op))
      for (const std::int64_t extent : {std::int64_t{0}, std::int64_t{1}})
        if (const Turn turn = at_extent(op, size, extent); extent >= least && possible(op, core[0], turn))
          add(size + " is " + std::to_string(extent), CaseClass::edge, turned(op, core, turn));
    // linalg has matrices around the sizes of blocks
    if (!linalg && std::any_of(core.begin(), core.end(), [](const Draws& one) { return extents_drawn(one) > 0; }))
      add("an extent beside a power of two", CaseClass::core, with_a_wide_extent(op, core));
  }
  if (linalg) return corners;
  add("one or two entries far from the others", CaseClass::extreme, turned(op, core, far_entries));
  add("one input far from the others", CaseClass::extreme, turned(op, core, far_input));
  const bool has_lanes = std::any_of(op.inputs.begin(), op.inputs.end(), [](const InputInfo& f) {
    return (f.kind == FieldKind::real || f.kind == FieldKind::list) && !(f.shape.sizes() && f.shape.sizes()->extents.empty());
  });
  if (has_lanes) add("lanes at levels of their own", CaseClass::extreme, turned(op, core, lanes_at_levels));
  return corners;
} catch (const std::logic_error&) {
  return {};  // the contract contradicts itself: its check says how
}

}  // namespace etalon::verify
