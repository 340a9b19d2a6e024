#include "reference/number/certify.hpp"

#include <algorithm>

namespace etalon {

Certificate certify(const std::function<Result<Values<Interval>>()>& evaluate,
                    const std::function<bool(const Values<Interval>&)>& enough, Ladder ladder) {
  Certificate best;
  const Climb top = climb(ladder, [&](int) {
    Result<Values<Interval>> result = evaluate();
    if (result) best.value = std::move(*result);
    else best.domain = result.failure();
    return !result || enough(*best.value);
  });
  best.bits = top.bits;
  best.undecided = !top.reached;
  if (best.undecided) best.reason = (top.reason.empty() ? "the enclosure is still too wide" : top.reason) + " at " + std::to_string(top.bits) + " bits";
  if (best.domain) best.value.reset();
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
