#pragma once
#include <algorithm>
#include <functional>
#include <optional>
#include <string>

#include "reference/contract/evaluator.hpp"
#include "reference/number/interval.hpp"
#include "reference/number/literal.hpp"

namespace etalon {

/// The precisions that are tried: in hardware, if that may do, then first, factor·first, … and last the cap itself, in bits.
struct Ladder {
  int first = 128;
  int cap = 1 << 14;
  int factor = 2;
  bool hardware = false;
};

/// Ziv's strategy: runs `attempt(bits)` at rising precision, each under a guard of its own, until it returns true. One that
/// throws Undecided has failed; the reason of the last that did is returned with the bits that sufficed, or the cap.
struct Climb {
  bool reached = false;
  int bits = 0;
  std::string reason;
};
template <class Attempt>
Climb climb(const Ladder& ladder, Attempt attempt) {
  Climb result;
  do {
    const bool begins = result.bits == 0;
    if (begins && ladder.hardware) result.bits = Precision::hardware;
    else result.bits = std::min(begins || result.bits < ladder.first ? ladder.first : ladder.factor * result.bits, ladder.cap);
    result.reason.clear();
    try {
      const Precision guard(result.bits);
      result.reached = attempt(result.bits);
    } catch (const Undecided& undecided) {
      result.reason = undecided.what();
    }
  } while (!result.reached && result.bits < ladder.cap && !TimeLimit::expired());
  return result;
}

/// What certify() found: a value, a domain failure that names its clause, or undecided at the cap.
template <class Value>
struct Certified {
  std::optional<Value> value;     ///< with `undecided`: the best enclosure so far, if there is one
  std::optional<Failure> domain;  ///< the clause that the input broke
  bool undecided = false;
  std::string reason;  ///< why it is undecided
  int bits = 0;        ///< the precision that sufficed

  explicit operator bool() const { return value && !undecided; }
  const Value* operator->() const { return &*value; }
  const Value& operator*() const { return *value; }
};
using Certificate = Certified<Values<Interval>>;

/// Evaluates at rising precision until `enough` holds of the enclosures.
Certificate certify(const std::function<Result<Values<Interval>>()>& evaluate,
                    const std::function<bool(const Values<Interval>&)>& enough, Ladder ladder = {});

/// Is every real entry an exact point, or of relative width at most 10^−digits, or zero to within 2^−floor_bits?
bool proves_digits(const Values<Interval>& values, int digits, int floor_bits);

/// The inputs as they are written, or as their bits say, at the precision of the guard.
Values<Interval> enclose(const Values<Literal>& values);
Values<Interval> enclose(const Values<double>& values);

/// How many significant digits are wanted.
struct Digits {
  int count;
};
constexpr Digits digits(int count) { return {count}; }

/// The textbook's answer, proved to that many significant digits:
///
///     const auto y = evaluate(nn::softmax, {.x = x}, digits(50));
///     if (y) std::cout << decimal_text(y->y[0], 50);
///     else if (y.domain) std::cout << y.domain->clause << y.domain->message;
///
/// Inputs are doubles, taken as the numbers that their bits say, or with evaluate<Literal>(…) numbers of any length as text.
template <class Number = double, class Op>
Certified<typename Op::template Out<Interval>> evaluate(Function<Op>, const typename Op::template In<Number>& inputs, Digits digits,
                                                        typename Reference<Op>::Variant variant = {}) {
  const Values<Number> given = values_of_inputs<Op, Number>(inputs);
  const int bits = static_cast<int>(digits.count * 3.33) + 64;
  const Ladder ladder{std::max(128, bits), std::max(1 << 14, 4 * bits)};
  const Certificate found = certify([&] { return Wings<Op>::reference(enclose(given), static_cast<std::size_t>(variant)); },
                                    [&](const Values<Interval>& v) { return proves_digits(v, digits.count, ladder.cap / 2); }, ladder);
  Certified<typename Op::template Out<Interval>> typed{{}, found.domain, found.undecided, found.reason, found.bits};
  if (found.value) typed.value = outputs_of_values<Op, Interval>(*found.value);
  return typed;
}

}  // namespace etalon
