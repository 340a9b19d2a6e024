#include "reference/contract/linalg/inverse_iteration.hpp"

#include "fast/linalg/shifted_solve.hpp"

namespace etalon {
using namespace fast;
using namespace fast::linalg;
using contract::linalg::InverseIteration;
using contract::linalg::InverseIterationStep;

namespace {

template <class T>
Result<Tensor<T>> step(const Tensor<T>& a, T shift, const Tensor<T>& x) {
  auto y = shifted_solve(a, shift, x, false);
  if (!y) return domain("C3", "the shift is an eigenvalue");
  normalize(*y);
  return *y;
}

}  // namespace

/// LAPACK's gesv; a shift that rounding makes an eigenvalue is tried again with more digits.
template <>
const Fast<InverseIterationStep> Wings<InverseIterationStep>::fast = []<class T>(const InverseIterationStep::In<T>& in) -> Result<InverseIterationStep::Out<T>> {
  const auto next = step(in.a, in.shift, in.x);
  if (!next) return next.failure();
  return InverseIterationStep::Out<T>{*next};
};

/// That step, again and again.
template <>
const Fast<InverseIteration> Wings<InverseIteration>::fast = []<class T>(const InverseIteration::In<T>& in) -> Result<InverseIteration::Out<T>> {
  const auto first = step(in.a, in.shift, in.x0);
  if (!first) return first.failure();
  InverseIteration::Out<T> out{Tensor<T>({in.steps + 1, in.x0.shape[0]}), Tensor<T>({in.steps + 1})};
  Tensor<T> x = in.x0;
  for (std::int64_t k = 0; k <= in.steps; ++k) {
    if (k > 0) {
      const auto next = k == 1 ? first : step(in.a, in.shift, x);
      if (!next) return next.failure();
      x = *next;
    }
    put_row(out.iterates, k, x);
    out.rayleigh[k] = rayleigh_quotient(in.a, x);
  }
  return out;
};

}  // namespace etalon
