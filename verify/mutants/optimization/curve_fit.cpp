#include "reference/contract/optimization/curve_fit.hpp"

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::CurveFit;

const auto registered =
    mutants<CurveFit>()
        .spoils("start", "the start, as if nothing had to be done", []<class T>(CurveFit::Out<T>& out, const CurveFit::In<T>& in) { out.fit = in.x; })
        .spoils("mean", "Σr²/m", []<class T>(CurveFit::Out<T>& out, const CurveFit::In<T>& in) { out.residual /= static_cast<T>(in.t.size()); })
        .spoils("root", "‖r‖", []<class T>(CurveFit::Out<T>& out, const CurveFit::In<T>&) { out.residual = std::sqrt(out.residual) + T(0.125); })
        .add("robust", "Σ|r|: the last measurement counts for nothing", []<class T>(const CurveFit::In<T>& in) {
          auto fewer = in;
          fewer.y.data.back() = 2 * fewer.y.data.back() + 1;
          return Wings<CurveFit>::fast(fewer);
        });

}  // namespace
}  // namespace etalon::verify
