#include "reference/contract/optimization/nonlinear_cg.direction.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using Op = contract::optimization::NonlinearCgDirection;
using Variant = Op::Variant;

template <class T>
void turn(Op::Out<T>& out, const Op::In<T>& in, T beta) {
  out.beta = beta;
  for (std::size_t i = 0; i < in.g.size(); ++i) out.d[i] = beta * in.d_before[i] - in.g[i];
}

const auto registered =
    mutants<Op>()
        .spoils("beta_sign", "−g − βd₀", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { turn(out, in, -out.beta); })
        .spoils("uphill", "g + βd₀", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          for (std::size_t i = 0; i < in.g.size(); ++i) out.d[i] += 2 * in.g[i];
        })
        .spoils("beta_inverted", "g₀ᵀg₀/gᵀg", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { turn(out, in, 1 / out.beta); })
        .spoils("lengths", "‖g‖/‖g₀‖", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { turn(out, in, std::sqrt(std::abs(out.beta))); })
        .spoils("stale_gradient", "−g₀ + βd₀", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          for (std::size_t i = 0; i < in.g.size(); ++i) out.d[i] = out.beta * in.d_before[i] - in.g_before[i];
        })
        .add("polak_ribiere", "Polak and Ribière's β under the name of Fletcher and Reeves'",
             []<class T>(const Op::In<T>& in, Variant) -> Result<Op::Out<T>> { return Wings<Op>::fast(in, Variant::polak_ribiere); });

}  // namespace
}  // namespace etalon::verify
