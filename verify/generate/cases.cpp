#include "verify/generate/cases.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <cmath>

#include "verify/generate/axes.hpp"
#include "verify/generate/draw.hpp"
#include "verify/generate/gen.hpp"
#include "verify/generate/large_classes.hpp"

namespace etalon::verify {
namespace {

constexpr std::size_t most_entries = 256;  // that are simplified one by one,
constexpr std::size_t most_alike = 32;     // and that are not all made 1 first
constexpr std::int64_t most_singly = 64;   // indices of an axis that are cut one by one: shrink_extents has been there

std::uint64_t mix(std::uint64_t h, std::uint64_t x) {  // splitmix64's finaliser
  h += 0x9E3779B97F4A7C15u + x;
  h = (h ^ (h >> 30)) * 0xBF58476D1CE4E5B9u;
  h = (h ^ (h >> 27)) * 0x94D049BB133111EBu;
  return h ^ (h >> 31);
}
std::uint64_t mix(std::uint64_t h, const std::string& text) {
  for (const char c : text) h = mix(h, static_cast<unsigned char>(c));
  return h;
}

/// Inputs one step simpler: first fewer of them, then simpler numbers.
std::vector<Values<double>> simpler(const Operation& op, const Values<double>& inputs, const Format& format) {
  std::vector<Values<double>> candidates;
  for (const AxisGroup& group : axis_groups(op, inputs)) {
    const auto cut = [&](std::int64_t begin, std::int64_t end) {
      if (end - begin <= group.extent - group.minimum) candidates.push_back(without(inputs, group, begin, end));
    };
    if (group.extent > 4) {
      cut(group.extent / 2, group.extent);
      cut(0, group.extent / 2);
    }
    if (group.extent <= most_singly)
      for (std::int64_t index = group.extent - 1; index >= 0; --index) cut(index, index + 1);
  }
  if (entries(inputs) > most_alike)
    for (std::size_t f = 0; f < inputs.size(); ++f)
      if (const Tensor<double>* x = if_real(inputs[f]); x && op.inputs[f].role == Role::data && std::any_of(x->begin(), x->end(), [](double e) { return e != 1; })) {
        candidates.push_back(inputs);
        for (double& entry : real_of(candidates.back()[f])) entry = 1;
      }
  if (entries(inputs) > most_entries) return candidates;  // the numbers wait until there are fewer
  for (std::size_t f = 0; f < inputs.size(); ++f) {
    Values<double> changed = inputs;
    if (auto* integers = if_integers(changed[f])) {
      for (std::int64_t& k : integers->data)
        if (k > 1 || k < -1) {
          const std::int64_t before = k;
          for (const std::int64_t candidate : {std::int64_t{0}, std::int64_t{1}, before / 2}) {
            k = candidate;
            candidates.push_back(changed);
          }
          k = before;
        }
    }
    const auto tensors = real_tensors(inputs[f]);
    for (std::size_t t = 0; t < tensors.size(); ++t) {
      Tensor<double>& x = if_real(changed[f]) ? real_of(changed[f]) : list_of(changed[f])[t];
      const Tensor<double> before = x;
      for (std::size_t i = 0; i < x.size(); ++i) {
        for (const double candidate : gen::simpler(before[i], format)) {
          x[i] = candidate;
          candidates.push_back(changed);
        }
        x[i] = before[i];
      }
    }
  }
  return candidates;
}

}  // namespace

rc::Shrinkable<Values<double>> shrinkable(const Operation& op, const Format& format, const Values<double>& inputs) {
  return rc::shrinkable::shrinkRecur(inputs, [&](const Values<double>& values) { return rc::seq::fromContainer(simpler(op, values, format)); });
}

rc::Gen<Values<double>> inputs_of(const Operation& op, const InputClass& kind, const Format& format) {
  return rc::gen::shrink(drawn(kind.draws, format), [&](const Values<double>& values) { return rc::seq::fromContainer(simpler(op, values, format)); });
}

namespace {

std::uint64_t key_of(const Operation& op, const Format& format, std::uint64_t seed, std::size_t index) { return mix(mix(mix(mix(0, seed), op.name()), format.name), index); }

Case laid_out(const Operation& op, const InputClass& kind, std::size_t index, std::uint64_t key, const rc::Shrinkable<Values<double>>& tree) {
  Case one{tree.value(), &kind, index, tree, ""};
  const auto shapes = shapes_of(one.inputs);
  for (std::size_t f = 0; f < op.inputs.size(); ++f) {
    std::size_t rank = 0;
    for (const Dimensions& shape : shapes[f].shapes) rank = std::max(rank, shape.size());
    one.layouts += rank > 1 ? "CFS"[mix(key, f) % 3] : rank == 1 ? "CS"[mix(key, f) % 2] : 'C';
  }
  return one;
}

}  // namespace

Case make_case(const Operation& op, const Format& format, std::uint64_t seed, std::size_t index) {
  const std::uint64_t key = key_of(op, format, seed, index);
  if (index < first_large) {
    const InputClass& kind = op.classes[index % op.classes.size()];
    return laid_out(op, kind, index, key, inputs_of(op, kind, format)(rc::Random(key)));
  }
  const std::vector<InputClass>& large = large_classes(op);
  const InputClass& kind = large.at((index - first_large) % large.size());
  Draw draw(format, rc::Random(key));
  return laid_out(op, kind, index, key, shrinkable(op, format, kind.draws(draw)));
}

Case make_sized_case(const Operation& op, const Format& format, std::uint64_t seed, std::size_t index, const std::vector<std::int64_t>& sizes) {
  const std::uint64_t key = key_of(op, format, seed, index);
  const auto classes = classes_of_one_extent(op);
  const auto free = free_extents(op);
  const std::size_t i = index - first_large, lap = sizes.size() * free.size();
  const InputClass& kind = *classes.at(i / lap % classes.size());
  Draw draw(format, rc::Random(key));
  return laid_out(op, kind, index, key, shrinkable(op, format, with_extent(op, free.at(i / sizes.size() % free.size()), sizes.at(i % sizes.size()), kind, draw)));
}

Values<double> shrink(rc::Shrinkable<Values<double>> smallest, const std::function<bool(const Values<double>&)>& still_fails, int budget) {
  for (bool progress = true; progress && budget > 0;) {
    progress = false;
    auto candidates = smallest.shrinks();
    while (const auto candidate = candidates.next()) {
      if (budget-- <= 0) break;
      if (still_fails(candidate->value())) {
        smallest = *candidate;
        progress = true;
        break;
      }
    }
  }
  return smallest.value();
}

}  // namespace etalon::verify
