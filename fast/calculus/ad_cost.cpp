#include "reference/contract/calculus/ad_cost.hpp"

#include "fast/calculus/tape.hpp"

namespace etalon {
using namespace fast::calculus;
using contract::function_of;
using contract::calculus::AdCost;

template <>
const Fast<AdCost> Wings<AdCost>::fast = []<class T>(const AdCost::In<T>& in) -> Result<AdCost::Out<T>> {
  const Formula f = function_of(in.function, in.x.shape[0]);
  Tape<T> tape(f);
  if (auto failure = tape.run(in.x.data, false)) return *failure;
  std::int64_t slopes = 0;
  for (const Formula::Step& step : f.steps) {
    const bool additive = step.operation == Formula::Operation::add || step.operation == Formula::Operation::subtract || step.operation == Formula::Operation::negate;
    slopes += additive ? 0 : (step.a >= 0) + (step.b >= 0);
  }
  return AdCost::Out<T>{slopes, slopes * in.x.shape[0], slopes * f.outputs_count()};
};

}  // namespace etalon
