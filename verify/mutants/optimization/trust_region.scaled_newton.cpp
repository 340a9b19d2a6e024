#include <cmath>

#include "reference/contract/optimization/trust_region.scaled_newton.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using Op = contract::optimization::TrustRegionScaledNewton;

const auto registered =
    mutants<Op>()
        .spoils("never_shortened", "Newton's step, whatever Δ is", [](auto& out, const auto&) {
          for (auto& entry : out.p) entry /= out.scale;
          out.scale = 1;
        })
        .spoils("entry_by_entry", "each entry is clipped to Δ", [](auto& out, const auto& in) {
          for (auto& entry : out.p) entry = std::min(std::max(entry / out.scale, -in.delta), in.delta);
          out.scale = 1;
        })
        .spoils("always_at_the_boundary", "the step is lengthened, too", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          T length = 0;
          for (const T entry : out.p) length = std::hypot(length, entry);
          for (T& entry : out.p) entry *= in.delta / length;
          out.scale *= in.delta / length;
        })
        .spoils("square_of_the_length", "Δ/‖N‖²", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          if (out.scale == 1) return;
          for (T& entry : out.p) entry *= out.scale / in.delta;
          out.scale *= out.scale / in.delta;
        })
        .spoils("uphill", "H⁻¹g", [](auto& out, const auto&) {
          for (auto& entry : out.p) entry = -entry;
        });

}  // namespace
}  // namespace etalon::verify
