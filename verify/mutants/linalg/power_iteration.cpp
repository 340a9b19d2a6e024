#include <cmath>

#include "reference/contract/linalg/power_iteration.hpp"
#include "verify/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::PowerIteration;
using contract::linalg::PowerIterationStep;

/// The right step, changed where there is one.
template <class T, class F>
Result<PowerIterationStep::Out<T>> changed(const PowerIterationStep::In<T>& in, F change) {
  auto out = Wings<PowerIterationStep>::fast(in);
  if (out) change(out->next);
  return out;
}
/// A run by another rule: next(x, the right next state).
template <class T, class F>
Result<PowerIteration::Out<T>> run(const PowerIteration::In<T>& in, F rule) {
  auto out = Wings<PowerIteration>::fast(in);
  const std::int64_t n = in.x0.shape[0];
  Tensor<T> x = in.x0;
  for (std::int64_t k = 0; out && k < in.steps; ++k) {
    const auto step = Wings<PowerIterationStep>::fast(PowerIterationStep::In<T>{in.a, x});
    if (!step) return step.failure();
    x = rule(x, step->next, k);
    std::copy(x.begin(), x.end(), out->iterates.begin() + (k + 1) * n);
  }
  return out;
}

const auto registered_step =
    mutants<PowerIterationStep>()
        .add("largest_entry_one", "divided by the largest entry",
             []<class T>(const PowerIterationStep::In<T>& in) -> Result<PowerIterationStep::Out<T>> {
               return changed(in, [](Tensor<T>& x) {
                 T largest = 0;
                 for (const T e : x) largest = std::max(largest, std::abs(e));
                 for (T& e : x) e /= largest;
               });
             })
        .add("transposed", "Aᵀx",
             []<class T>(const PowerIterationStep::In<T>& in) -> Result<PowerIterationStep::Out<T>> {
               PowerIterationStep::In<T> other = in;
               for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
                 for (std::int64_t j = 0; j < in.a.shape[0]; ++j) other.a(i, j) = in.a(j, i);
               return Wings<PowerIterationStep>::fast(other);
             })
        .add("sign_fixed", "the sign chosen so that the first entry is positive",
             []<class T>(const PowerIterationStep::In<T>& in) -> Result<PowerIterationStep::Out<T>> {
               return changed(in, [](Tensor<T>& x) {
                 if (x[0] < 0)
                   for (T& e : x) e = -e;
               });
             })
        .add("guarded_norm", "‖Ax‖ + 10⁻⁸, against a division by 0", []<class T>(const PowerIterationStep::In<T>& in) -> Result<PowerIterationStep::Out<T>> {
          auto out = Wings<PowerIterationStep>::fast(in);
          if (!out) return PowerIterationStep::Out<T>{Tensor<T>(in.x.shape)};
          for (T& e : out->next) e /= 1 + T(1e-8);
          return out;
        });

const auto registered =
    mutants<PowerIteration>()
        .add("never_normalized", "the states grow as Aᵏx₀",
             []<class T>(const PowerIteration::In<T>& in) -> Result<PowerIteration::Out<T>> {
               return run(in, [&](const Tensor<T>& x, const Tensor<T>& next, std::int64_t) {
                 Tensor<T> y = next;
                 for (T& e : y) e = 0;
                 for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
                   for (std::int64_t j = 0; j < in.a.shape[0]; ++j) y[i] += in.a(i, j) * x[j];
                 return y;
               });
             })
        .add("stops_when_close", "stops at a change below 10⁻³ and repeats the last state",
             []<class T>(const PowerIteration::In<T>& in) -> Result<PowerIteration::Out<T>> {
               return run(in, [](const Tensor<T>& x, const Tensor<T>& next, std::int64_t k) {
                 T change = 0;
                 for (std::size_t i = 0; i < x.size(); ++i) change = std::max(change, std::abs(x[i] - next[i]));
                 return k > 0 && change < T(1e-3) ? x : next;
               });
             })
        .add("quotient_of_the_next", "the Rayleigh quotients one step ahead",
             []<class T>(const PowerIteration::In<T>& in) -> Result<PowerIteration::Out<T>> {
               auto out = Wings<PowerIteration>::fast(in);
               if (out)
                 for (std::int64_t k = 0; k < in.steps; ++k) out->rayleigh[k] = out->rayleigh[k + 1];
               return out;
             })
        .add("start_not_normalized_in_quotient", "xᵀAx without xᵀx",
             []<class T>(const PowerIteration::In<T>& in) -> Result<PowerIteration::Out<T>> {
               auto out = Wings<PowerIteration>::fast(in);
               T length2 = 0;
               for (const T e : in.x0) length2 += e * e;
               if (out) out->rayleigh[0] *= length2;
               return out;
             })
        .add("norm_for_quotient", "‖Ax‖ for the eigenvalue: its sign is lost", []<class T>(const PowerIteration::In<T>& in) -> Result<PowerIteration::Out<T>> {
          auto out = Wings<PowerIteration>::fast(in);
          if (out)
            for (T& r : out->rayleigh) r = std::abs(r);
          return out;
        });

}  // namespace
}  // namespace etalon::verify
