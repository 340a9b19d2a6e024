#include <algorithm>
#include <cmath>

#include "reference/contract/linalg/inverse_iteration.hpp"
#include "reference/contract/linalg/power_iteration.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::InverseIteration;
using contract::linalg::InverseIterationStep;
using contract::linalg::PowerIterationStep;

template <class T, class F>
Result<InverseIteration::Out<T>> run(const InverseIteration::In<T>& in, F rule) {
  auto out = Wings<InverseIteration>::fast(in);
  const std::int64_t n = in.x0.shape[0];
  InverseIterationStep::In<T> at{in.a, in.shift, in.x0};
  for (std::int64_t k = 0; out && k < in.steps; ++k) {
    const auto step = Wings<InverseIterationStep>::fast(at);
    if (!step) return step.failure();
    rule(at, step->next, *out, k);
    std::copy(at.x.begin(), at.x.end(), out->iterates.begin() + (k + 1) * n);
  }
  return out;
}

const auto registered_step =
    mutants<InverseIterationStep>()
        .add("shift_added", "A + σI",
             []<class T>(const InverseIterationStep::In<T>& in) -> Result<InverseIterationStep::Out<T>> {
               return Wings<InverseIterationStep>::fast(InverseIterationStep::In<T>{in.a, -in.shift, in.x});
             })
        .add("multiplied", "(A − σI)x instead of the solution",
             []<class T>(const InverseIterationStep::In<T>& in) -> Result<InverseIterationStep::Out<T>> {
               PowerIterationStep::In<T> other{in.a, in.x};
               for (std::int64_t i = 0; i < in.a.shape[0]; ++i) other.a(i, i) -= in.shift;
               const auto out = Wings<PowerIterationStep>::fast(other);
               if (!out) return out.failure();
               return InverseIterationStep::Out<T>{out->next};
             })
        .add("transposed", "row-major A passed as column-major",
             []<class T>(const InverseIterationStep::In<T>& in) -> Result<InverseIterationStep::Out<T>> {
               InverseIterationStep::In<T> other = in;
               for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
                 for (std::int64_t j = 0; j < in.a.shape[0]; ++j) other.a(i, j) = in.a(j, i);
               return Wings<InverseIterationStep>::fast(other);
             })
        .spoils("sign_fixed", "the sign chosen so that the first entry is positive",
                [](auto& out, const auto&) {
                  if (out.next[0] < 0)
                    for (auto& x : out.next) x = -x;
                })
        .add("ridge", "10⁻⁸ added to the diagonal, against a singular matrix", []<class T>(const InverseIterationStep::In<T>& in) -> Result<InverseIterationStep::Out<T>> {
          return Wings<InverseIterationStep>::fast(InverseIterationStep::In<T>{in.a, in.shift - T(1e-8), in.x});
        });

const auto registered =
    mutants<InverseIteration>()
        .add("shift_follows", "the shift becomes the Rayleigh quotient",
             []<class T>(const InverseIteration::In<T>& in) -> Result<InverseIteration::Out<T>> {
               return run(in, [](auto& at, const Tensor<T>& next, auto& out, std::int64_t k) {
                 at.x = next;
                 at.shift = (at.shift + out.rayleigh[k + 1]) / 2;
               });
             })
        .add("largest_entry_one", "divided by the largest entry",
             []<class T>(const InverseIteration::In<T>& in) -> Result<InverseIteration::Out<T>> {
               return run(in, [](auto& at, const Tensor<T>& next, auto&, std::int64_t) {
                 at.x = next;
                 T largest = 0;
                 for (const T x : next) largest = std::max(largest, std::abs(x));
                 for (T& x : at.x) x /= largest;
               });
             })
        .spoils("start_normalized", "the first state is x₀/‖x₀‖",
                [](auto& out, const auto& in) {
                  auto length2 = in.x0[0] * in.x0[0];
                  for (std::size_t i = 1; i < in.x0.size(); ++i) length2 += in.x0[i] * in.x0[i];
                  for (std::int64_t i = 0; i < in.x0.shape[0]; ++i) out.iterates(0, i) /= std::sqrt(length2);
                })
        .spoils("quotient_of_the_inverse", "the Rayleigh quotients of A − σI", [](auto& out, const auto& in) {
          for (auto& r : out.rayleigh) r -= in.shift;
        });

}  // namespace
}  // namespace etalon::verify
