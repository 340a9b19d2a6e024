#include <cmath>

#include "reference/contract/optimization/trpo_step.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::TrpoStep;

template <class T>
void times(TrpoStep::Out<T>& out, T factor) {
  for (T& x : out.step) x *= factor;
  out.scale *= factor;
}

const auto registered =
    mutants<TrpoStep>()
        .spoils("without_two", "√(δ/(gᵀF⁻¹g)): ½xᵀFx = δ/2", []<class T>(TrpoStep::Out<T>& out, const TrpoStep::In<T>&) { times(out, std::sqrt(T(0.5))); })
        .spoils("no_root", "2δ/(gᵀF⁻¹g)", []<class T>(TrpoStep::Out<T>& out, const TrpoStep::In<T>&) { times(out, out.scale); })
        .spoils("descends", "−x: the loss is taken for what is to grow", []<class T>(TrpoStep::Out<T>& out, const TrpoStep::In<T>&) { times(out, T(-1)); })
        .spoils("natural_gradient", "F⁻¹g, of any divergence", []<class T>(TrpoStep::Out<T>& out, const TrpoStep::In<T>&) { times(out, 1 / out.scale); })
        .spoils("by_the_step", "gᵀF⁻¹g is taken for ‖F⁻¹g‖²", []<class T>(TrpoStep::Out<T>& out, const TrpoStep::In<T>& in) {
          T sum = 0;
          for (const T x : out.step) sum += x * x / (out.scale * out.scale);
          times(out, std::sqrt(2 * in.delta / sum) / out.scale);
        });

}  // namespace
}  // namespace etalon::verify
