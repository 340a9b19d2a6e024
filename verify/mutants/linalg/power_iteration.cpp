#include <cmath>

#include "reference/contract/linalg/power_iteration.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::PowerIteration;
using contract::linalg::PowerIterationStep;

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
        .spoils("largest_entry_one", "divided by the largest entry",
                [](auto& out, const auto&) {
                  auto largest = std::abs(out.next[0]);
                  for (const auto x : out.next) largest = std::max(largest, std::abs(x));
                  for (auto& x : out.next) x /= largest;
                })
        .add("transposed", "Aᵀx",
             []<class T>(const PowerIterationStep::In<T>& in) -> Result<PowerIterationStep::Out<T>> {
               PowerIterationStep::In<T> other = in;
               for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
                 for (std::int64_t j = 0; j < in.a.shape[0]; ++j) other.a(i, j) = in.a(j, i);
               return Wings<PowerIterationStep>::fast(other);
             })
        .spoils("sign_fixed", "the sign chosen so that the first entry is positive",
                [](auto& out, const auto&) {
                  if (out.next[0] < 0)
                    for (auto& x : out.next) x = -x;
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
        .spoils("quotient_of_the_next", "the Rayleigh quotients one step ahead",
                [](auto& out, const auto& in) {
                  for (std::int64_t k = 0; k < in.steps; ++k) out.rayleigh[k] = out.rayleigh[k + 1];
                })
        .spoils("start_not_normalized_in_quotient", "xᵀAx without xᵀx",
                [](auto& out, const auto& in) {
                  auto length2 = in.x0[0] * in.x0[0];
                  for (std::size_t i = 1; i < in.x0.size(); ++i) length2 += in.x0[i] * in.x0[i];
                  out.rayleigh[0] *= length2;
                })
        .spoils("norm_for_quotient", "‖Ax‖ for the eigenvalue: its sign is lost", [](auto& out, const auto&) {
          for (auto& r : out.rayleigh) r = std::abs(r);
        });

}  // namespace
}  // namespace etalon::verify
