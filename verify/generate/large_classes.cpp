#include "verify/generate/large_classes.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <set>

#include "verify/generate/axes.hpp"
#include "verify/generate/derived_classes.hpp"
#include "verify/generate/draw.hpp"
#include "verify/generate/work.hpp"

namespace etalon::verify {
namespace {

using Draws = std::function<Values<double>(Draw&)>;
/// The numbers of the extents that are widened, and to what.
using Extents = std::map<std::size_t, std::int64_t>;

constexpr int tries = 12;             // for inputs inside the domain and the budget
constexpr double most_work = 40000;   // nodes of a formula: tens of milliseconds
constexpr double most_entries = 20000;

/// 7, 8, 9, 11, 12, 13, 15, …, 4097: blocks, tiles and vectors end there.
std::vector<std::int64_t> block_ends() {
  std::vector<std::int64_t> ends;
  for (std::int64_t k = 8; k <= 4096; k *= 2)
    for (const std::int64_t end : {k, k + k / 2})
      if (end <= 4096) ends.insert(ends.end(), {end - 1, end, end + 1});
  return ends;
}

std::size_t any_of(Draw& draw, std::size_t count) { return static_cast<std::size_t>(draw.integer(0, static_cast<std::int64_t>(count) - 1)); }
std::uint64_t any_bits(Draw& draw) { return static_cast<std::uint64_t>(draw.integer(0, std::int64_t{1} << 62)); }

bool allowed(const Operation& op, const Values<double>& values) { return bool(sizes_of(op, values)) && first_broken(op, values).empty(); }

/// What `core` draws from these bits: of two calls that differ in extents alone, the rest is the same where it can be.
Values<double> widened(const Draws& core, const Format& format, std::uint64_t bits, const Extents& extents) {
  Draw draw(format, rc::Random(bits));
  for (const auto& [k, extent] : extents) draw.widen(k, extent);
  return core(draw);
}
Extents all_at(const std::vector<std::size_t>& numbers, std::int64_t extent) {
  Extents extents;
  for (const std::size_t k : numbers) extents[k] = extent;
  return extents;
}

std::size_t extents_drawn(const Draws& core) {
  Draw draw(*Format::find("float64"), rc::Random(1));
  core(draw);
  return draw.extents();
}

/// How the work grows with these extents; nothing where they change no shape, leave the domain, or are too many already.
std::optional<Growth> growth(const Operation& op, const Draws& core, const Format& format, std::uint64_t bits, const std::vector<std::size_t>& numbers, std::int64_t first) {
  std::vector<Work> known;
  for (const std::int64_t extent : {first, 2 * first, 4 * first}) {
    const Values<double> values = widened(core, format, bits, all_at(numbers, extent));
    if (!allowed(op, values)) return std::nullopt;
    known.push_back(work_of(op, values));
    if (known.back().total(op) > most_work) return std::nullopt;
  }
  const Growth found(known[0], known[1], known[2], first);
  return found.grows() ? std::optional(found) : std::nullopt;
}

/// The block ends that the budget has room for.
std::vector<std::int64_t> affordable(const Operation& op, const Growth& growth) {
  static const std::vector<std::int64_t> ends = block_ends();
  std::vector<std::int64_t> chosen;
  for (const std::int64_t end : ends) {
    const Work work = growth.at(end);
    if (work.entries <= most_entries && work.total(op) <= most_work) chosen.push_back(end);
  }
  return chosen;
}

/// One of them; every second time one of the largest.
std::int64_t any_end(Draw& draw, const std::vector<std::int64_t>& ends) {
  constexpr std::size_t largest = 12;
  if (draw.coin() && ends.size() > largest) return ends[ends.size() - largest + any_of(draw, largest)];
  return ends[any_of(draw, ends.size())];
}

/// Ordinary inputs of which one extent, or some, are at ends of blocks; small ones where nothing fits.
Values<double> at_block_ends(const Operation& op, const std::vector<Draws>& core, Draw& draw, bool several) {
  Values<double> ordinary;
  for (int k = 0; k < tries; ++k) {
    const Draws& one = core[any_of(draw, core.size())];
    const std::uint64_t bits = any_bits(draw);
    const std::size_t drawn = extents_drawn(one);
    if (drawn == 0) continue;
    std::set<std::size_t> numbers{any_of(draw, drawn)};
    if (several) numbers.insert({any_of(draw, drawn), any_of(draw, drawn)});
    const std::vector<std::size_t> widest(numbers.begin(), numbers.end());
    const auto grown = growth(op, one, draw.format, bits, widest, widest.size() > 1 ? 4 : 8);
    if (!grown) continue;
    const auto ends = affordable(op, *grown);
    if (ends.empty()) continue;
    Extents extents;
    for (const std::size_t number : widest) extents[number] = any_end(draw, ends);
    Values<double> values = widened(one, draw.format, bits, extents);
    if (allowed(op, values) && work_of(op, values).total(op) <= 2 * most_work) return values;  // what else is drawn may have changed with the extents
  }
  return core[0](draw);
}

// ---- Contents: what they make of a tensor with a long axis ----

double scaled(double x, int k, const Format& format) { return round_to(std::ldexp(x, k), format); }
/// By how many powers of two an entry is larger than the others.
int far(const Format& format) { return std::min(10, format.max_exponent / 3); }

using Contents = void (*)(Draw&, Tensor<double>&, std::size_t axis);

/// The others are small beside the last index: who leaves it out is wrong in the first digit.
void last_matters(Draw& draw, Tensor<double>& x, std::size_t axis) {
  const std::int64_t stride = stride_of(x.shape, axis), last = x.shape[axis] - 1;
  for (std::size_t i = 0; i < x.size(); ++i)
    if (static_cast<std::int64_t>(i) / stride % x.shape[axis] != last) x[i] = scaled(x[i], -far(draw.format), draw.format);
}
void all_equal(Draw&, Tensor<double>& x, std::size_t) {
  const double one = x[0] == 0 || !std::isfinite(x[0]) ? 1 : x[0];
  std::fill(x.begin(), x.end(), one);
}
void ramp(Draw& draw, Tensor<double>& x, std::size_t) {
  const double top = x[0] == 0 || !std::isfinite(x[0]) ? 1 : x[0];
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = round_to(top * (static_cast<double>(i + 1) / static_cast<double>(x.size())), draw.format);
}
void one_outlier(Draw& draw, Tensor<double>& x, std::size_t) {
  double& entry = x[any_of(draw, x.size())];
  if (std::isfinite(entry)) entry = scaled(entry == 0 ? 1 : entry, far(draw.format), draw.format);
}

struct NamedContents {
  const char* name;
  bool several;
  Contents contents;
};
const NamedContents named_contents[] = {
    {"an extent at the end of a block", false, nullptr},
    {"the last index matters", false, last_matters},
    {"several extents at ends of blocks", true, nullptr},
    {"equal entries", false, all_equal},
    {"a ramp", false, ramp},
    {"one outlier", false, one_outlier},
};

/// A tensor of the data with the longest axis, and that axis.
std::pair<Tensor<double>*, std::size_t> longest_axis(const Operation& op, Draw& draw, Values<double>& values) {
  std::vector<std::pair<Tensor<double>*, std::size_t>> longest;
  std::int64_t extent = 2;
  for (std::size_t f = 0; f < values.size(); ++f) {
    Tensor<double>* x = op.inputs[f].role == Role::data ? if_real(values[f]) : nullptr;
    for (std::size_t axis = 0; x && x->size() > 0 && axis < x->rank(); ++axis) {
      if (x->shape[axis] > extent) longest.clear();
      extent = std::max(extent, x->shape[axis]);
      if (x->shape[axis] == extent) longest.emplace_back(x, axis);
    }
  }
  if (longest.empty()) return {nullptr, 0};
  return longest[any_of(draw, longest.size())];
}

/// The contents, where the domain has them.
Values<double> filled(const Operation& op, Draw& draw, Values<double> values, Contents contents) {
  if (!contents) return values;
  Values<double> turned = values;
  const auto [x, axis] = longest_axis(op, draw, turned);
  if (!x) return values;
  contents(draw, *x, axis);
  return allowed(op, turned) ? turned : values;
}

/// A matrix of equal entries, or with an outlier, is singular in rounding: linalg has its own.
bool takes_contents(const Operation& op) { return op.name().rfind("linalg.", 0) != 0; }

}  // namespace

const std::vector<InputClass>& large_classes(const Operation& op) {
  static std::mutex mutex;
  static std::map<const Operation*, std::vector<InputClass>> known;
  const std::lock_guard lock(mutex);
  const auto [place, unknown] = known.try_emplace(&op);
  std::vector<InputClass>& classes = place->second;
  if (!unknown) return classes;
  std::vector<Draws> core = ordinary_classes(op);
  std::erase_if(core, [](const Draws& one) { return extents_drawn(one) == 0; });
  if (core.empty()) return classes;
  for (const NamedContents& one : named_contents)
    if (!leaves_out(op, one.name) && (!one.contents || takes_contents(op)))
      classes.push_back({one.name, CaseClass::large, "", [&op, core, &one](Draw& draw) { return filled(op, draw, at_block_ends(op, core, draw, one.several), one.contents); }, true});
  return classes;
}

std::vector<FreeExtent> free_extents(const Operation& op) {
  static std::mutex mutex;
  static std::map<const Operation*, std::vector<FreeExtent>> known;
  const std::lock_guard lock(mutex);
  const auto [place, unknown] = known.try_emplace(&op);
  if (!unknown) return place->second;
  const Format& format = *Format::find("float64");
  const std::vector<Draws> core = ordinary_classes(op);
  std::set<std::vector<Dimensions>> seen;  // where the extent stands in all the shapes
  for (std::size_t c = 0; c < core.size(); ++c)
    for (std::size_t k = 0; k < extents_drawn(core[c]); ++k) {
      const auto few = widened(core[c], format, 1, {{k, 41}}), more = widened(core[c], format, 1, {{k, 43}});
      if (!allowed(op, few) || !allowed(op, more)) continue;
      const auto before = shapes_of(few), after = shapes_of(more);
      std::vector<Dimensions> grown;
      bool any = false;
      for (std::size_t f = 0; f < before.size(); ++f)
        for (std::size_t t = 0; t < std::min(before[f].shapes.size(), after[f].shapes.size()); ++t) {
          Dimensions& axes = grown.emplace_back();
          const Dimensions &x = before[f].shapes[t], &y = after[f].shapes[t];
          for (std::size_t a = 0; a < x.size() && x.size() == y.size(); ++a) axes.push_back(x[a] != y[a]), any = any || x[a] != y[a];
        }
      if (any && seen.insert(grown).second) place->second.push_back({c, k});
    }
  return place->second;
}

Values<double> with_extent(const Operation& op, const FreeExtent& free, std::int64_t extent, const InputClass& contents, Draw& draw) {
  const Values<double> values = widened(ordinary_classes(op).at(free.core), draw.format, any_bits(draw), {{free.extent, extent}});
  const auto one = std::find_if(std::begin(named_contents), std::end(named_contents), [&](const NamedContents& n) { return n.name == contents.name; });
  return filled(op, draw, values, one->contents);
}

std::vector<const InputClass*> classes_of_one_extent(const Operation& op) {
  std::vector<const InputClass*> classes;
  for (const InputClass& one : large_classes(op))
    if (std::any_of(std::begin(named_contents), std::end(named_contents), [&](const NamedContents& n) { return n.name == one.name && !n.several; })) classes.push_back(&one);
  return classes;
}

}  // namespace etalon::verify
