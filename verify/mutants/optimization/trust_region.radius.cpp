#include <algorithm>

#include "reference/contract/optimization/trust_region.radius.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using Op = contract::optimization::TrustRegionRadius;

const auto registered =
    mutants<Op>()
        .spoils("inverted", "ρ is what was predicted by what came", []<class T>(Op::Out<T>& out, const Op::In<T>&) { out.ratio = 1 / out.ratio; })
        .spoils("change_sign", "f(x + p) − f(x)", [](auto& out, const auto&) { out.ratio = -out.ratio; })
        .spoils("grows_inside", "doubled where ρ > ¾, at the boundary or not", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          if (4 * out.ratio > 3) out.delta_next = std::min(2 * in.delta, in.delta_max);
        })
        .spoils("no_largest", "2Δ above Δ_max", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          if (4 * out.ratio > 3 && in.boundary == 1) out.delta_next = 2 * in.delta;
        })
        .spoils("halved", "Δ/2", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          if (4 * out.ratio < 1) out.delta_next = in.delta / 2;
        })
        .spoils("takes_every_descent", "ρ > 0, whatever η is", []<class T>(Op::Out<T>& out, const Op::In<T>&) { out.accepted = out.ratio > 0; })
        .spoils("takes_equality", "ρ ≥ η", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { out.accepted = out.ratio >= in.eta; });

}  // namespace
}  // namespace etalon::verify
