#include "reference/contract/optimization/least_squares.hpp"

#include "verify/language/mutants.hpp"
#include "verify/mutants/optimization/vectors.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::LeastSquares;
using contract::optimization::LeastSquaresStep;

const auto registered_step =
    mutants<LeastSquaresStep>()
        .spoils("sign", "residuals of the other sign: uphill", []<class T>(LeastSquaresStep::Out<T>& out, const LeastSquaresStep::In<T>& in) { scale_step(out.x_next, in.x, T(-1)); })
        .spoils("half", "the gradient of ½Σr² beside the Hessian of Σr²", []<class T>(LeastSquaresStep::Out<T>& out, const LeastSquaresStep::In<T>& in) { scale_step(out.x_next, in.x, T(0.5)); })
        .add("last_left_out", "the last measurement left out", []<class T>(const LeastSquaresStep::In<T>& in) {
          auto fewer = in;
          fewer.t.data.pop_back(), fewer.y.data.pop_back(), --fewer.t.shape[0], --fewer.y.shape[0];
          return Wings<LeastSquaresStep>::fast(fewer);
        })
        .spoils("damped", "λ = 10⁻³ of a damping that is not asked for", []<class T>(LeastSquaresStep::Out<T>& out, const LeastSquaresStep::In<T>& in) { scale_step(out.x_next, in.x, T(0.999)); });

const auto registered =
    mutants<LeastSquares>()
        .spoils("stops_early", "the last state is the one before it", []<class T>(LeastSquares::Out<T>& out, const LeastSquares::In<T>& in) {
          const auto n = static_cast<std::ptrdiff_t>(in.x.size());
          if (in.steps > 0) std::copy(out.iterates.end() - 2 * n, out.iterates.end() - n, out.iterates.end() - n);
        })
        .spoils("half_steps", "every step halved", []<class T>(LeastSquares::Out<T>& out, const LeastSquares::In<T>& in) {
          const std::size_t n = in.x.size();
          for (std::size_t i = n; i < out.iterates.size(); ++i) out.iterates[i] = (out.iterates[i] + out.iterates[i - n]) / 2;
        })
        .add("first_left_out", "the first measurement left out", []<class T>(const LeastSquares::In<T>& in) {
          auto fewer = in;
          fewer.t.data.erase(fewer.t.begin()), fewer.y.data.erase(fewer.y.begin()), --fewer.t.shape[0], --fewer.y.shape[0];
          return Wings<LeastSquares>::fast(fewer);
        });

}  // namespace
}  // namespace etalon::verify
