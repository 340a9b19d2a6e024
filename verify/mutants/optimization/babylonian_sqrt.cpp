#include "reference/contract/optimization/babylonian_sqrt.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::BabylonianSqrt;

const auto registered =
    mutants<BabylonianSqrt>()
        .spoils("mean_with_a", "½(x + a)", [](auto& out, const auto& in) { out.next = (in.x + in.a) / 2; })
        .spoils("not_halved", "x + a/x", [](auto& out, const auto& in) { out.next = in.x + in.a / in.x; })
        .spoils("cube_root", "⅓(2x + a/x²), the step of the cube root", [](auto& out, const auto& in) { out.next = (2 * in.x + in.a / in.x / in.x) / 3; })
        .spoils("one_fraction", "(x² + a)/(2x): the square leaves the range", [](auto& out, const auto& in) { out.next = (in.x * in.x + in.a) / (2 * in.x); })
        .spoils("by_difference", "x − (x² − a)/(2x), which cancels for a large a", [](auto& out, const auto& in) { out.next = in.x - (in.x * in.x - in.a) / (2 * in.x); });

}  // namespace
}  // namespace etalon::verify
