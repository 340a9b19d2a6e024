#pragma once
#include <functional>
#include <optional>

#include "reference/contract/evaluator.hpp"
#include "reference/number/interval.hpp"
#include "reference/number/literal.hpp"

namespace etalon {

/// The precisions that certify() tries: first, 2·first, … and last the cap itself, in bits.
struct Ladder {
  int first = 128;
  int cap = 1 << 14;
};

/// What certify() found: a value, a domain failure that names its clause, or undecided at the cap.
struct Certificate {
  std::optional<Values<Interval>> value;  ///< with `undecided`: the best enclosure so far, if there is one
  std::optional<Failure> domain;
  bool undecided = false;
  std::string reason;  ///< why it is undecided
  int bits = 0;        ///< the precision that sufficed
};

/// Ziv's strategy: evaluates at rising precision until `enough` holds of the enclosures.
Certificate certify(const std::function<Result<Values<Interval>>()>& evaluate,
                    const std::function<bool(const Values<Interval>&)>& enough, Ladder ladder = {});

/// Is every real entry an exact point, or of relative width at most 10^−digits, or zero to within 2^−floor_bits?
bool proves_digits(const Values<Interval>& values, int digits, int floor_bits);

/// The inputs as they are written, or as their bits say, at the precision of the guard.
Values<Interval> enclose(const Values<Literal>& values);
Values<Interval> enclose(const Values<double>& values);

/// f at these inputs, to that many certified significant digits: `certify<Literal>(Wings<contract::nn::LogSumExp>::reference, in, 60)`.
template <class Number, class Op>
Certificate certify(const Reference<Op>& f, const typename Op::template In<Number>& inputs, int digits,
                    typename Reference<Op>::Variant variant = {}) {
  const Values<Number> given = values_of_inputs<Op, Number>(inputs);
  const int bits = static_cast<int>(digits * 3.33) + 64;
  const Ladder ladder{std::max(128, bits), std::max(1 << 14, 4 * bits)};
  return certify(
      [&]() -> Result<Values<Interval>> {
        const auto out = f(inputs_of_values<Op, Interval>(enclose(given)), variant);
        if (!out) return out.failure();
        return values_of_outputs<Op, Interval>(*out);
      },
      [&](const Values<Interval>& v) { return proves_digits(v, digits, ladder.cap / 2); }, ladder);
}

}  // namespace etalon
