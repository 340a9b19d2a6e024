#include "reference/contract/optimization/newton_minimum.hpp"

#include "verify/language/mutants.hpp"
#include "verify/mutants/optimization/vectors.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::NewtonMinimum;
using contract::optimization::NewtonMinimumStep;

const auto registered_step =
    mutants<NewtonMinimumStep>()
        .spoils("undamped", "η forgotten", []<class T>(NewtonMinimumStep::Out<T>& out, const NewtonMinimumStep::In<T>& in) { scale_step(out.x_next, in.x, 1 / in.damping); })
        .spoils("half_hessian", "∇²f of ½f, or ∇²f halved: steps twice as long", []<class T>(NewtonMinimumStep::Out<T>& out, const NewtonMinimumStep::In<T>& in) { scale_step(out.x_next, in.x, T(2)); })
        .spoils("sign", "uphill", []<class T>(NewtonMinimumStep::Out<T>& out, const NewtonMinimumStep::In<T>& in) { scale_step(out.x_next, in.x, T(-1)); })
        .spoils("last_variable", "the last variable left as it is", []<class T>(NewtonMinimumStep::Out<T>& out, const NewtonMinimumStep::In<T>& in) { out.x_next.data.back() = in.x.data.back(); });

const auto registered =
    mutants<NewtonMinimum>()
        .spoils("stale_gradient", "the gradients of the states before", []<class T>(NewtonMinimum::Out<T>& out, const NewtonMinimum::In<T>& in) {
          const auto n = static_cast<std::ptrdiff_t>(in.x.size());
          if (in.steps > 0) std::copy_backward(out.gradients.begin(), out.gradients.end() - n, out.gradients.end());
        })
        .spoils("value_halved", "½f", []<class T>(NewtonMinimum::Out<T>& out, const NewtonMinimum::In<T>&) { for (T& value : out.values) value /= 2; })
        .spoils("stops_early", "the last state is the one before it", []<class T>(NewtonMinimum::Out<T>& out, const NewtonMinimum::In<T>& in) {
          const auto n = static_cast<std::ptrdiff_t>(in.x.size());
          if (in.steps > 0) std::copy(out.iterates.end() - 2 * n, out.iterates.end() - n, out.iterates.end() - n);
        });

}  // namespace
}  // namespace etalon::verify
