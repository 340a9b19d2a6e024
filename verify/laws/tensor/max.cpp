#include "reference/contract/tensor/max.hpp"

#include "verify/laws/tensor/extremum.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Max;
using contract::tensor::MaxVjp;

const auto registered = extremum_laws<Max, true>();
const auto registered_vjp = shares_of_extremum<MaxVjp>();

/// Where several are the largest, any share of ȳ each; their sum is required.
const Kinks<MaxVjp> kinks("C4", "grad_x", [](const auto& in, std::size_t i, const Interval&) -> std::optional<Interval> {
  const Ties ties = ties_with(in, i, [](const Interval& a, const Interval& b) { return a > b; });
  if (!ties.best || ties.count < 2) return std::nullopt;
  return between(0, cotangent_of(in, i));
});

}  // namespace
}  // namespace etalon::verify
