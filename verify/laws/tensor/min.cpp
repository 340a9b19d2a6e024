#include "reference/contract/tensor/min.hpp"

#include "verify/laws/tensor/extremum.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Min;
using contract::tensor::MinVjp;

const auto registered = extremum_laws<Min, false>();
const auto registered_vjp = shares_of_extremum<MinVjp>();

/// Where several are the smallest, any share of ȳ each; their sum is required.
const Kinks<MinVjp> kinks("C4", "grad_x", [](const auto& in, std::size_t i, const Interval&) -> std::optional<Interval> {
  const Ties ties = ties_with(in, i, [](const Interval& a, const Interval& b) { return a < b; });
  if (!ties.best || ties.count < 2) return std::nullopt;
  return between(0, cotangent_of(in, i));
});

}  // namespace
}  // namespace etalon::verify
