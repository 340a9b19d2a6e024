#include "reference/contract/tensor/min.hpp"

#include "verify/laws/tensor/extremum.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Min;
using contract::tensor::MinVjp;

const auto registered = extremum_laws<Min, false>();
const auto registered_vjp = shares_of_extremum<MinVjp>();

/// Where several are the smallest, any share of ȳ each; their sum is required.
const Kinks<MinVjp> kinks("C4", "grad_x", [](const auto& in, const Interval&) { return shares_of_first(in, [](const Interval& a, const Interval& b) { return a < b; }); });

}  // namespace
}  // namespace etalon::verify
