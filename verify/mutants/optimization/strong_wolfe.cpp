#include "reference/contract/optimization/strong_wolfe.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using Op = contract::optimization::StrongWolfe;

const auto registered =
    mutants<Op>()
        .spoils("no_curvature", "the curvature condition is skipped: Armijo's alone", [](auto& out, const auto&) { out.curvature = 1; })
        .spoils("weak", "φ′(α) ≥ c₂φ′(0) under the name of the strong condition", [](auto& out, const auto& in) { out.curvature = in.slope >= in.c2 * in.slope0; })
        .spoils("without_step_length", "φ(0) + c₁φ′(0)", [](auto& out, const auto& in) { out.decrease = in.phi <= in.phi0 + in.c1 * in.slope0; })
        .spoils("any_decrease", "φ(α) ≤ φ(0)", [](auto& out, const auto& in) { out.decrease = in.phi <= in.phi0; })
        .spoils("no_absolute_value", "φ′(α) ≤ c₂|φ′(0)|: a slope that is still steep passes", [](auto& out, const auto& in) {
          out.curvature = in.slope <= in.c2 * std::abs(in.slope0);
        })
        .spoils("constants_exchanged", "c₁ and c₂ exchanged", [](auto& out, const auto& in) {
          out.decrease = in.phi <= in.phi0 + in.c2 * in.alpha * in.slope0;
          out.curvature = std::abs(in.slope) <= in.c1 * std::abs(in.slope0);
        });

}  // namespace
}  // namespace etalon::verify
