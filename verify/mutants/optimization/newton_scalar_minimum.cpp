#include "reference/contract/optimization/newton_scalar_minimum.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::NewtonScalarMinimum;

const auto registered =
    mutants<NewtonScalarMinimum>()
        .spoils("uphill", "x + f′/f″", [](auto& out, const auto& in) { out.next = in.x + in.slope / in.curvature; })
        .spoils("always_down", "x − f′/|f″|, under the name of Newton's step", [](auto& out, const auto& in) { out.next = in.x - in.slope / std::abs(in.curvature); })
        .spoils("slope_alone", "x − f′: f″ is forgotten", [](auto& out, const auto& in) { out.next = in.x - in.slope; })
        .spoils("guarded", "10⁻³ added to f″, against a division by 0", [](auto& out, const auto& in) { out.next = in.x - in.slope / (in.curvature + decltype(in.x)(1e-3)); })
        .spoils("called_a_minimum", "a maximum is not told from a minimum", [](auto& out, const auto&) { out.minimum = 1; });

}  // namespace
}  // namespace etalon::verify
