#include "reference/contract/calculus/ad_cost.hpp"

#include "reference/calculus/evaluate.hpp"

namespace etalon {
using contract::function_of;
using contract::calculus::AdCost;

namespace {

/// Does the step pass tangents on as they are?
bool additive(Formula::Operation operation) {
  using enum Formula::Operation;
  return operation == add || operation == subtract || operation == negate;
}

}  // namespace

/// Counted, pass by pass and sweep by sweep, step by step.
template <>
const Reference<AdCost> Wings<AdCost>::reference = []<class T>(const AdCost::In<T>& in) -> Result<AdCost::Out<T>> {
  const Formula f = function_of(in.function, in.x.shape[0]);
  if (const auto y = reference::calculus::evaluate(f, in.x.data, reference::calculus::Wanted::value); !y) return y.failure();
  AdCost::Out<T> out;
  const auto pass = [&](std::int64_t& multiplications) {
    for (const Formula::Step& step : f.steps) {
      if (additive(step.operation)) continue;
      if (step.a >= 0) ++multiplications;
      if (step.b >= 0) ++multiplications;
    }
  };
  pass(out.slopes);
  for (std::size_t j = 0; j < in.x.size(); ++j) pass(out.forward);
  for (std::size_t i = 0; i < f.outputs.size(); ++i) pass(out.reverse);
  return out;
};

}  // namespace etalon
