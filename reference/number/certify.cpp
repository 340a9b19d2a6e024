#include "reference/number/certify.hpp"

#include <algorithm>

namespace etalon {

Certificate certify(const std::function<Result<Values<Interval>>()>& evaluate,
                    const std::function<bool(const Values<Interval>&)>& enough, Ladder ladder) {
  Certificate best;
  best.undecided = true;
  do {
    best.bits = std::min(best.bits == 0 ? ladder.first : 2 * best.bits, ladder.cap);
    Precision guard(best.bits);
    try {
      Result<Values<Interval>> result = evaluate();
      if (!result) {
        best.domain = result.failure();
        best.undecided = false;
        return best;
      }
      best.value = std::move(*result);
      if (enough(*best.value)) {
        best.undecided = false;
        return best;
      }
      best.reason = "the enclosure is still too wide";
    } catch (const Undecided& undecided) {
      best.reason = undecided.what();
    }
  } while (best.bits < ladder.cap);
  best.reason += " at " + std::to_string(best.bits) + " bits";
  return best;
}

bool proves_digits(const Values<Interval>& values, int digits, int floor_bits) {
  const Interval relative = pow(Interval(10), -static_cast<std::int64_t>(digits));
  const Interval floor = power_of_two(-floor_bits);
  const auto narrow = [&](const Interval& x) {
    if (x.is_nan()) return false;
    if (x.is_point()) return true;
    return (x.width() <= relative * x.mignitude()).certainly() || (x.magnitude() <= floor).certainly();
  };
  for (const Value<Interval>& value : values)
    for (const Tensor<Interval>* tensor : real_tensors(value))
      if (!std::all_of(tensor->begin(), tensor->end(), narrow)) return false;
  return true;
}

Values<Interval> enclose(const Values<Literal>& values) {
  return transform<Interval>(values, [](const Literal& x, std::size_t) { return x.enclose(); });
}
Values<Interval> enclose(const Values<double>& values) {
  return transform<Interval>(values, [](double x, std::size_t) { return exactly(x); });
}

}  // namespace etalon
