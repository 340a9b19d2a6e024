#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/inverse_iteration.hpp"
#include "reference/contract/linalg/rayleigh_quotient_iteration.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::InverseIterationStep;
using contract::linalg::RayleighQuotientIteration;
using Step = contract::linalg::RayleighQuotientIterationStep;

/// The inverse iteration's step with another shift, where there is a step at all.
template <class T>
Result<Step::Out<T>> with_shift(const Step::In<T>& in, T shift) {
  const auto right = Wings<Step>::fast(in);
  if (!right) return right;
  const auto out = Wings<InverseIterationStep>::fast(InverseIterationStep::In<T>{in.a, shift, in.x});
  if (!out) return right;
  return Step::Out<T>{out->next};
}
/// xᵀAx and xᵀx
template <class T>
std::pair<T, T> parts(const Step::In<T>& in) {
  T above = 0, below = 0;
  for (std::int64_t i = 0; i < in.a.shape[0]; ++i) {
    below += in.x[i] * in.x[i];
    for (std::int64_t j = 0; j < in.a.shape[0]; ++j) above += in.x[i] * in.a(i, j) * in.x[j];
  }
  return {above, below};
}

const auto registered_step =
    mutants<Step>()
        .add("not_divided", "xᵀAx as the shift, though x has any length",
             []<class T>(const Step::In<T>& in) -> Result<Step::Out<T>> { return with_shift(in, parts(in).first); })
        .add("norm_as_shift", "‖Ax‖/‖x‖ as the shift",
             []<class T>(const Step::In<T>& in) -> Result<Step::Out<T>> {
               T sum = 0;
               for (std::int64_t i = 0; i < in.a.shape[0]; ++i) {
                 T y = 0;
                 for (std::int64_t j = 0; j < in.a.shape[0]; ++j) y += in.a(i, j) * in.x[j];
                 sum += y * y;
               }
               return with_shift(in, std::sqrt(sum / parts(in).second));
             })
        .add("half_precision_shift", "the quotient with half of the digits",
             []<class T>(const Step::In<T>& in) -> Result<Step::Out<T>> {
               const auto [above, below] = parts(in);
               const T r = above / below, splitter = sizeof(T) == 8 ? T(1 << 29) : T(1 << 13);
               return with_shift(in, r * splitter - (r * splitter - r));
             })
        .spoils("gives_up", "x itself where the matrix is nearly singular", []<class T>(Step::Out<T>& out, const Step::In<T>& in) {
          const T length = std::sqrt(parts(in).second);
          T change = 0;
          for (std::size_t i = 0; i < in.x.size(); ++i) change = std::max(change, std::abs(std::abs(out.next[i]) - std::abs(in.x[i] / length)));
          if (change < T(1e-5))
            for (std::size_t i = 0; i < in.x.size(); ++i) out.next[i] = in.x[i] / length;
        });

const auto registered =
    mutants<RayleighQuotientIteration>()
        .add("stale_shift", "the first quotient for ever",
             []<class T>(const RayleighQuotientIteration::In<T>& in) -> Result<RayleighQuotientIteration::Out<T>> {
               auto out = Wings<RayleighQuotientIteration>::fast(in);
               InverseIterationStep::In<T> at{in.a, out ? out->rayleigh[0] : T(0), in.x0};
               for (std::int64_t k = 0; out && k < in.steps; ++k) {
                 const auto step = Wings<InverseIterationStep>::fast(at);
                 if (!step) return out;
                 at.x = step->next;
                 std::copy(at.x.begin(), at.x.end(), out->iterates.begin() + (k + 1) * in.x0.shape[0]);
               }
               return out;
             })
        .add("start_left_out", "the first state is x₁",
             []<class T>(const RayleighQuotientIteration::In<T>& in) -> Result<RayleighQuotientIteration::Out<T>> {
               auto longer = in;
               longer.steps = in.steps + 1;
               auto out = Wings<RayleighQuotientIteration>::fast(in);
               const auto more = Wings<RayleighQuotientIteration>::fast(longer);
               if (out && more) std::copy(more->iterates.begin() + in.x0.shape[0], more->iterates.end(), out->iterates.begin());
               return out;
             })
        .spoils("quotient_lags", "each quotient is the one that the step used", [](auto& out, const auto& in) {
          for (std::int64_t k = in.steps; k > 0; --k) out.rayleigh[k] = out.rayleigh[k - 1];
        });

}  // namespace
}  // namespace etalon::verify
