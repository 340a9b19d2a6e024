#include "reference/contract/optimization/conjugate_gradient.step.hpp"
#include "verify/language/mutants.hpp"
#include "verify/mutants/optimization/vectors.hpp"

namespace etalon::verify {
namespace {

using Op = contract::optimization::ConjugateGradientStep;

/// p′ = r′ + βp with another β.
template <class T>
void turn(Op::Out<T>& out, const Op::In<T>& in, T beta) {
  for (std::size_t i = 0; i < in.p.size(); ++i) out.p_next[i] = out.r_next[i] + beta * in.p[i];
}

const auto registered =
    mutants<Op>()
        .spoils("beta_inverted", "β = rᵀr/r′ᵀr′", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { turn(out, in, dot(in.r, in.r) / dot(out.r_next, out.r_next)); })
        .spoils("beta_sign", "r′ − βp", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { turn(out, in, -dot(out.r_next, out.r_next) / dot(in.r, in.r)); })
        .spoils("steepest_descent", "p′ = r′", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { turn(out, in, T(0)); })
        .spoils("root_of_beta", "lengths in place of their squares", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          turn(out, in, std::sqrt(dot(out.r_next, out.r_next) / dot(in.r, in.r)));
        })
        .spoils("residual_sign", "r + αAp, which belongs to r = Ax − b", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          for (std::size_t i = 0; i < in.r.size(); ++i) out.r_next[i] = 2 * in.r[i] - out.r_next[i];
          turn(out, in, dot(out.r_next, out.r_next) / dot(in.r, in.r));
        })
        .spoils("stale_direction", "p′ = r + βp: the residual before the step", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          const T beta = dot(out.r_next, out.r_next) / dot(in.r, in.r);
          for (std::size_t i = 0; i < in.p.size(); ++i) out.p_next[i] = in.r[i] + beta * in.p[i];
        });

}  // namespace
}  // namespace etalon::verify
