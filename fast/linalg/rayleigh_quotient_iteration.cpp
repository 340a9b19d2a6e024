#include "reference/contract/linalg/rayleigh_quotient_iteration.hpp"

#include "fast/linalg/shifted_solve.hpp"

namespace etalon {
using namespace fast;
using namespace fast::linalg;
using contract::linalg::RayleighQuotientIteration;
using Step = contract::linalg::RayleighQuotientIterationStep;

namespace {

/// Is Ax a multiple of x, as far as wide arithmetic shows?
template <class T>
bool is_eigenvector(const Tensor<T>& a, const Tensor<T>& x) {
  const std::int64_t n = a.shape[0];
  Tensor<Wide<T>> y({n});
  std::int64_t largest = 0;
  for (std::int64_t i = 0; i < n; ++i) {
    for (std::int64_t j = 0; j < n; ++j) y[i] += Wide<T>(a(i, j)) * x[j];
    if (std::abs(x[i]) > std::abs(x[largest])) largest = i;
  }
  for (std::int64_t i = 0; i < n; ++i)
    if (y[i] * x[largest] != y[largest] * x[i]) return false;
  return true;
}

}  // namespace

/// LAPACK's gesv. Close to an eigenvector the matrix is singular to within rounding: a pivot of 0 is then replaced by a tiny one,
/// and the solution has the right direction all the same (Parlett 4.3). Only an exact eigenvector is refused.
template <>
const Fast<Step> Wings<Step>::fast = []<class T>(const Step::In<T>& in) -> Result<Step::Out<T>> {
  if (is_eigenvector(in.a, in.x)) return domain("C3", "the state is an eigenvector");
  Tensor<T> next = *shifted_solve(in.a, rayleigh_quotient(in.a, in.x), in.x, true);
  normalize(next);
  return Step::Out<T>{next};
};

/// That step, again and again; a state that has become an eigenvector stays.
template <>
const Fast<RayleighQuotientIteration> Wings<RayleighQuotientIteration>::fast =
    []<class T>(const RayleighQuotientIteration::In<T>& in) -> Result<RayleighQuotientIteration::Out<T>> {
  RayleighQuotientIteration::Out<T> out{Tensor<T>({in.steps + 1, in.x0.shape[0]}), Tensor<T>({in.steps + 1})};
  Tensor<T> x = in.x0;
  for (std::int64_t k = 0; k <= in.steps; ++k) {
    if (k > 0) {
      const auto step = Wings<Step>::fast(typename Step::In<T>{in.a, x});
      if (step) x = step->next;
      else if (k == 1) return step.failure();
    }
    put_row(out.iterates, k, x);
    out.rayleigh[k] = rayleigh_quotient(in.a, x);
  }
  return out;
};

}  // namespace etalon
