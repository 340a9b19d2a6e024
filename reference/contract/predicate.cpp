#include "reference/contract/predicate.hpp"

#include <algorithm>

#include "reference/contract/shape.hpp"

namespace etalon {
namespace {

/// "x[2]", "x[2, 0]", or "x" for a scalar.
std::string entry_text(const std::string& field, const Dimensions& shape, std::size_t flat) {
  if (shape.empty()) return field;
  Dimensions index(shape.size());
  for (std::size_t d = shape.size(); d-- > 0;) {
    index[d] = static_cast<std::int64_t>(flat) % shape[d];
    flat /= static_cast<std::size_t>(shape[d]);
  }
  return field + shape_text(index);
}

std::string joined(const std::vector<std::string>& words, const std::string& before_last) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) text += (i == 0 ? "" : i + 1 == words.size() ? before_last : ", ") + words[i];
  return text;
}

/// One test of every entry of a field, which finite ones pass.
using Test = bool (*)(const Entries&, std::size_t);
Predicate::Check every_entry(std::string field, Test holds, std::string complaint) {
  return [=](const Inputs& in, std::size_t) -> Complaint {
    for (const Entries* x : in.reals(field)) {
      if (const Extremes* all = x->extremes(); all && all->all_finite) continue;
      for (std::size_t i = 0; i < x->size(); ++i)
        if (!holds(*x, i)) return entry_text(field, x->shape(), i) + " " + complaint;
    }
    return std::nullopt;
  };
}

/// low ≤ x ≤ high with either end missing or not included, for reals and integers alike.
struct Range {
  std::optional<std::int64_t> low, high;
  bool low_included = true, high_included = true;

  bool holds(const Extremes& all) const {
    const auto at = [](std::int64_t bound) { return static_cast<double>(bound); };
    return all.all_finite && (!low || (low_included ? all.least >= at(*low) : all.least > at(*low))) && (!high || (high_included ? all.largest <= at(*high) : all.largest < at(*high)));
  }
};

Predicate ranged(const std::string& field, const Range& range) {
  std::string text = field, complaint = "is not ";
  if (range.low && range.high) {
    text = std::to_string(*range.low) + " ≤ " + field + " ≤ " + std::to_string(*range.high);
    complaint += "in [" + std::to_string(*range.low) + ", " + std::to_string(*range.high) + "]";
  } else if (range.low) {
    const std::string relation = (range.low_included ? "≥ " : "> ") + std::to_string(*range.low);
    text += " " + relation;
    complaint += relation;
  } else {
    const std::string relation = (range.high_included ? "≤ " : "< ") + std::to_string(*range.high);
    text += " " + relation;
    complaint += relation;
  }
  std::vector<Spoiler> spoilers;
  if (range.low) spoilers.push_back({range.low_included ? Spoiler::too_small : Spoiler::too_small_or_at, field, *range.low});
  if (range.high) spoilers.push_back({range.high_included ? Spoiler::too_large : Spoiler::too_large_or_at, field, *range.high});
  const auto check = [=](const Inputs& in, std::size_t) -> Complaint {
    if (in.is_real(field)) {
      for (const Entries* x : in.reals(field)) {
        if (const Extremes* all = x->extremes(); all && range.holds(*all)) continue;
        for (std::size_t i = 0; i < x->size(); ++i) {
          const bool broken = x->is_nan(i) || (range.low && (range.low_included ? x->less(i, *range.low) : !x->greater(i, *range.low))) ||
                              (range.high && (range.high_included ? x->greater(i, *range.high) : !x->less(i, *range.high)));
          if (broken) return entry_text(field, x->shape(), i) + " " + complaint;
        }
      }
      return std::nullopt;
    }
    for (const std::int64_t k : in.all_integers(field))
      if ((range.low && (range.low_included ? k < *range.low : k <= *range.low)) || (range.high && (range.high_included ? k > *range.high : k >= *range.high)))
        return field + " is " + std::to_string(k) + ", which " + complaint;
    return std::nullopt;
  };
  return {text, check, {field}, spoilers};
}

}  // namespace

Predicate::Predicate(std::string what, Check complains) : text(std::move(what)), check(std::move(complains)) {}
Predicate::Predicate(std::string what, Check complains, std::vector<std::string> about, std::vector<Spoiler> broken_by)
    : text(std::move(what)), check(std::move(complains)), fields(std::move(about)), spoilers(std::move(broken_by)) {}
Predicate::Predicate(const Predicate&) = default;
Predicate::Predicate(Predicate&&) noexcept = default;
Predicate& Predicate::operator=(const Predicate&) = default;
Predicate& Predicate::operator=(Predicate&&) noexcept = default;
Predicate::~Predicate() = default;

Predicate operator&&(Predicate a, const Predicate& b) {
  Predicate both{a.text + "; " + b.text, [first = a.check, second = b.check](const Inputs& in, std::size_t variant) -> Complaint {
                   if (Complaint complaint = first(in, variant)) return complaint;
                   return second(in, variant);
                 }};
  for (const Predicate* part : std::initializer_list<const Predicate*>{&a, &b}) {
    both.fields.insert(both.fields.end(), part->fields.begin(), part->fields.end());
    both.spoilers.insert(both.spoilers.end(), part->spoilers.begin(), part->spoilers.end());
  }
  return both;
}

Predicate finite(const std::vector<std::string>& fields) {
  std::vector<Spoiler> spoilers;
  for (const std::string& field : fields) spoilers.push_back({Spoiler::not_finite, field});
  const std::string text = joined(fields, " and ") + (fields.size() == 1 ? " is finite" : " are finite");
  const auto check = [fields](const Inputs& in, std::size_t) -> Complaint {
    for (const std::string& field : fields)
      for (const Entries* x : in.reals(field)) {
        if (const Extremes* all = x->extremes(); all && all->all_finite) continue;
        if (const std::size_t i = x->first_not_finite(); i < x->size()) return entry_text(field, x->shape(), i) + " is not finite";
      }
    return std::nullopt;
  };
  return {text, check, fields, spoilers};
}

Predicate finite(std::string field) { return finite(std::vector{std::move(field)}); }
Predicate finite(std::initializer_list<const char*> fields) { return finite(std::vector<std::string>(fields.begin(), fields.end())); }

Predicate finite_lower_triangle(std::string field) {
  const auto check = [field](const Inputs& in, std::size_t) -> Complaint {
    const Entries& a = in.real(field);
    for (std::int64_t i = 0; i < a.shape().at(0); ++i)
      for (std::int64_t j = 0; j <= i && j < a.shape().at(1); ++j)
        if (const auto at = static_cast<std::size_t>(i * a.shape()[1] + j); !a.is_finite(at)) return entry_text(field, a.shape(), at) + " is not finite";
    return std::nullopt;
  };
  return {"the entries of " + field + " on and below the diagonal are finite", check, {field}, {{Spoiler::not_finite, field, 0, true}}};
}

Predicate not_nan(std::string field) {
  return {field + " is not NaN", every_entry(field, [](const Entries& x, std::size_t i) { return !x.is_nan(i); }, "is NaN"), {field}, {{Spoiler::nan, field}}};
}
Predicate below_infinity(std::string field) {
  return {field + " is in [−∞, ∞): neither NaN nor +∞",
          every_entry(field, [](const Entries& x, std::size_t i) { return !x.is_nan(i) && !x.is_infinity(i, +1); }, "is NaN or +∞"),
          {field}, {{Spoiler::nan_or_infinity, field}}};
}

Predicate above(std::string field, std::int64_t bound) { return ranged(field, {.low = bound, .high = {}, .low_included = false}); }
Predicate at_least(std::string field, std::int64_t bound) { return ranged(field, {.low = bound, .high = {}}); }
Predicate at_most(std::string field, std::int64_t bound) { return ranged(field, {.low = {}, .high = bound}); }
Predicate below(std::string field, std::int64_t bound) { return ranged(field, {.low = {}, .high = bound, .high_included = false}); }
Predicate within(std::string field, std::int64_t low, std::int64_t high) { return ranged(field, {.low = low, .high = high}); }

Predicate positive(std::string field) { return above(std::move(field), 0); }
Predicate not_negative(std::string field) { return at_least(std::move(field), 0); }

Predicate in_range(std::string index, std::string field, std::size_t axis) {
  const auto check = [=](const Inputs& in, std::size_t) -> Complaint {
    const std::int64_t extent = in.shape(field).at(axis);
    for (const std::int64_t k : in.all_integers(index))
      if (k < 0 || k >= extent) return index + " holds " + std::to_string(k) + "; expected 0 … " + std::to_string(extent - 1);
    return std::nullopt;
  };
  return {index + " is one of 0 … n − 1, n the extent of axis " + std::to_string(axis) + " of " + field, check, {index, field}, {{Spoiler::too_small, index, 0}}};
}

Predicate one_of(std::string field, std::vector<std::string> words) {
  std::vector<std::string> quoted;
  for (const std::string& word : words) quoted.push_back("\"" + word + "\"");
  const std::string list = joined(quoted, " or ");
  const auto check = [=](const Inputs& in, std::size_t) -> Complaint {
    const std::string& given = in.text(field);
    if (std::find(words.begin(), words.end(), given) != words.end()) return std::nullopt;
    return field + " is \"" + given + "\"; expected " + list;
  };
  return {field + " is " + list, check, {field}, {{Spoiler::other_word, field}}};
}
Predicate one_of(std::string field, std::vector<std::int64_t> numbers) {
  std::vector<std::string> texts;
  for (const std::int64_t k : numbers) texts.push_back(std::to_string(k));
  const std::string list = joined(texts, " or ");
  const auto check = [=](const Inputs& in, std::size_t) -> Complaint {
    for (const std::int64_t k : in.all_integers(field))
      if (std::find(numbers.begin(), numbers.end(), k) == numbers.end()) return field + " is " + std::to_string(k) + "; expected " + list;
    return std::nullopt;
  };
  return {field + " is " + list, check, {field},
          {{Spoiler::too_large, field, *std::max_element(numbers.begin(), numbers.end())}, {Spoiler::too_small, field, *std::min_element(numbers.begin(), numbers.end())}}};
}

Predicate axis_of(std::string axis, std::string field) {
  const auto check = [=](const Inputs& in, std::size_t) -> Complaint {
    const Dimensions& shape = in.shape(field);
    const auto rank = static_cast<std::int64_t>(shape.size());
    const std::int64_t given = in.integer(axis), at = given < 0 ? given + rank : given;
    if (at < 0 || at >= rank) return axis + " is " + std::to_string(given) + ", but " + field + " has " + std::to_string(rank) + " axes";
    if (shape[static_cast<std::size_t>(at)] == 0) return field + " has no entries along axis " + std::to_string(given);
    return std::nullopt;
  };
  return {axis + " is an axis of " + field + " that is not empty", check, {axis, field}, {{Spoiler::not_an_axis, axis}}};
}

}  // namespace etalon
