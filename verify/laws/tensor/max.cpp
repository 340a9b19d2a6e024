#include "reference/contract/tensor/max.hpp"

#include "verify/laws/tensor/extremum.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Max;
using contract::tensor::MaxVjp;

const auto registered = extremum_laws<Max, true>();
const auto registered_vjp = shares_of_extremum<MaxVjp>();

/// Where several are the largest, any share of ȳ each; their sum is required.
const Kinks<MaxVjp> kinks("C4", "grad_x", [](const auto& in, const Interval&) { return shares_of_first(in, [](const Interval& a, const Interval& b) { return a > b; }); });

}  // namespace
}  // namespace etalon::verify
