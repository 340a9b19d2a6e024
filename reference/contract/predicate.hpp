#pragma once
#include <functional>
#include <initializer_list>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "reference/contract/inputs.hpp"

/// What a domain clause or a precondition asks of the inputs, said once: both wings refuse by it, the generator of refused inputs
/// spoils by it, and the page of the operation reads it.
namespace etalon {

/// What is wrong with the inputs ("target[2] exceeds 1"), or nothing.
using Complaint = std::optional<std::string>;

/// Values that a single field must not have; how the generator of refused inputs breaks a clause.
struct Spoiler {
  enum Kind {
    not_finite,        ///< NaN or an infinity
    nan_or_infinity,   ///< NaN or +∞
    nan,
    too_small,         ///< below `bound`
    too_small_or_at,   ///< `bound` or below it
    too_large,
    too_large_or_at,
    other_word,        ///< a text or an integer that is not in the list
    not_an_axis,
  } kind;
  std::string field;
  std::int64_t bound = 0;
  bool lower_triangle = false;
};

class Predicate {
 public:
  using Check = std::function<Complaint(const Inputs&, std::size_t variant)>;
  /// A free one: `check` says what is wrong. Laws must draw inputs that break it.
  Predicate(std::string what, Check complains);
  Predicate(std::string what, Check complains, std::vector<std::string> about, std::vector<Spoiler> broken_by);
  Predicate(const Predicate&);
  Predicate(Predicate&&) noexcept;
  Predicate& operator=(const Predicate&);
  Predicate& operator=(Predicate&&) noexcept;
  ~Predicate();

  friend Predicate operator&&(Predicate a, const Predicate& b);

  std::string text;
  Check check;
  std::vector<std::string> fields;  ///< that it names
  std::vector<Spoiler> spoilers;    ///< each breaks it alone
};

/// Every entry is a real number.
Predicate finite(const std::vector<std::string>& fields);
Predicate finite(std::initializer_list<const char*> fields);
Predicate finite(std::string field);
/// The entries on and below the diagonal are; nobody reads the others.
Predicate finite_lower_triangle(std::string field);
/// No entry is NaN.
Predicate not_nan(std::string field);
/// Every entry is a real number or −∞.
Predicate below_infinity(std::string field);
/// Of reals or integers: x > bound, x ≥ bound, x ≤ bound, x < bound, low ≤ x ≤ high, for every entry. NaN is none of these.
Predicate above(std::string field, std::int64_t bound);
Predicate at_least(std::string field, std::int64_t bound);
Predicate at_most(std::string field, std::int64_t bound);
Predicate below(std::string field, std::int64_t bound);
Predicate within(std::string field, std::int64_t low, std::int64_t high);
Predicate positive(std::string field);
Predicate not_negative(std::string field);
/// Each index is one of 0 … extent − 1, the extent being that axis of another field.
Predicate in_range(std::string index, std::string field, std::size_t axis);
/// A text, or integers, out of a list.
Predicate one_of(std::string field, std::vector<std::string> words);
Predicate one_of(std::string field, std::vector<std::int64_t> numbers);
/// `axis` counts an axis of the field from the first (0) or from the last (−1), and that axis is not empty.
Predicate axis_of(std::string axis, std::string field);

}  // namespace etalon
