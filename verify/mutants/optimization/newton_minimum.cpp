#include "reference/contract/optimization/newton_minimum.hpp"

#include <algorithm>

#include "verify/language/mutants.hpp"
#include "verify/mutants/optimization/vectors.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::NewtonBacktracking;
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

/// With another rule for the rates: the run in steps of one, each from the state before it.
template <class T, class Rule>
Result<NewtonBacktracking::Out<T>> with_rates(const NewtonBacktracking::In<T>& in, Rule rule) {
  auto out = Wings<NewtonBacktracking>::fast(in);
  if (!out) return out;
  NewtonMinimum::In<T> one{in.function, in.x, T(1), 1};
  const auto n = static_cast<std::ptrdiff_t>(in.x.size());
  for (std::int64_t k = 0; k <= in.steps; ++k) {
    const auto at = static_cast<std::size_t>(k);
    one.damping = k < in.steps ? rule(one.x, out->rates[at]) : T(1);
    const auto next = Wings<NewtonMinimum>::fast(one);
    if (!next) return out;
    std::copy(next->iterates.begin(), next->iterates.begin() + n, out->iterates.begin() + k * n);
    std::copy(next->gradients.begin(), next->gradients.begin() + n, out->gradients.begin() + k * n);
    out->values[at] = next->values[0];
    if (k < in.steps) out->rates[at] = one.damping;
    std::copy(next->iterates.begin() + n, next->iterates.end(), one.x.begin());
  }
  return out;
}

const auto registered_backtracking =
    mutants<NewtonBacktracking>()
        .add("never_shortened", "every step is Newton's own", []<class T>(const NewtonBacktracking::In<T>& in) -> Result<NewtonBacktracking::Out<T>> {
          return with_rates(in, [](const Tensor<T>&, T) { return T(1); });
        })
        .add("always_shortened", "β is multiplied before the first trial", []<class T>(const NewtonBacktracking::In<T>& in) -> Result<NewtonBacktracking::Out<T>> {
          return with_rates(in, [&](const Tensor<T>&, T rate) { return rate * in.shrink; });
        })
        .add("no_power", "half of β's powers: the rate is found by interpolation, and reported as it is", []<class T>(const NewtonBacktracking::In<T>& in) -> Result<NewtonBacktracking::Out<T>> {
          return with_rates(in, [&](const Tensor<T>&, T rate) { return rate * (1 + in.shrink) / 2; });
        })
        .spoils("reports_one", "the rates are not the ones that were taken", [](auto& out, const auto&) { std::fill(out.rates.begin(), out.rates.end(), 1); });

}  // namespace
}  // namespace etalon::verify
