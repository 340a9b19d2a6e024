#include <cmath>

#include "reference/contract/linalg/eigh.hpp"
#include "reference/contract/optimization/trust_region.exact.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Eigh;
using Op = contract::optimization::TrustRegionExact;

template <class T>
T norm(const Tensor<T>& x) {
  T sum = 0;
  for (const T entry : x) sum += entry * entry;
  return std::sqrt(sum);
}
/// p without its part along q₁, and that part; only where the constraint binds because of λ₁ ≤ 0.
template <class T, class Change>
void change_along_first(Op::Out<T>& out, const Op::In<T>& in, Change change) {
  if (in.g.size() == 0 || out.lambda == 0) return;
  const auto eigen = Wings<Eigh>::fast(typename Eigh::In<T>{in.h});
  if (!eigen || eigen->lambda[0] > 0) return;
  T along = 0;
  for (std::int64_t i = 0; i < in.g.shape[0]; ++i) along += eigen->q(i, 0) * out.p[i];
  for (std::int64_t i = 0; i < in.g.shape[0]; ++i) out.p[i] += (change(along) - along) * eigen->q(i, 0);
}

const auto registered =
    mutants<Op>()
        .spoils("no_hard_case", "the part along q₁ is forgotten: p is too short", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          change_along_first(out, in, [](T) { return T(0); });
        })
        .spoils("wrong_root", "in the hard case τ = Δ − ‖p‖, as if p were along q₁", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          T along = 0;
          change_along_first(out, in, [&](T part) { return along = part, T(0); });
          const T rest = in.delta - norm(out.p);
          change_along_first(out, in, [&](T) { return along == 0 ? T(0) : std::copysign(rest, along); });
        })
        .spoils("within_a_tenth", "‖p‖ may be 1.1·Δ: SciPy's k_easy", [](auto& out, const auto&) {
          if (out.lambda > 0)
            for (auto& entry : out.p) entry *= decltype(out.lambda)(1.1);
        })
        .spoils("multiplier_sign", "−λ", [](auto& out, const auto&) { out.lambda = -out.lambda; })
        .spoils("shortened", "(H + λI)p = −g with the p of length Δ, but λ of no constraint", [](auto& out, const auto&) { out.lambda = 0; })
        .spoils("steepest_descent", "−Δg/‖g‖", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          const T length = norm(in.g);
          if (length > 0) out.p = map(in.g, [&](T entry) { return -in.delta / length * entry; });
        })
        .spoils("saddle", "p = 0 where g = 0, at a saddle too", [](auto& out, const auto& in) {
          if (norm(in.g) == 0) out = {in.g, 0};
        });

}  // namespace
}  // namespace etalon::verify
