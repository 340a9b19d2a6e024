#include "reference/contract/linalg/rayleigh_quotient.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::RayleighQuotient;
using contract::linalg::RayleighQuotientGradient;

template <class T>
T squared(const Tensor<T>& x) {
  T sum = 0;
  for (const T entry : x) sum += entry * entry;
  return sum;
}

const auto registered =
    mutants<RayleighQuotient>()
        .spoils("not_divided", "xᵀAx: ‖x‖ = 1 taken for granted", [](auto& out, const auto& in) { out.rho *= squared(in.x); })
        .spoils("divided_by_the_norm", "xᵀAx/‖x‖", [](auto& out, const auto& in) { out.rho *= std::sqrt(squared(in.x)); })
        .spoils("lower_triangle", "A taken for symmetric, its lower triangle read alone", [](auto& out, const auto& in) {
          auto other = in;
          for (std::int64_t i = 0; i < in.a.shape[0]; ++i)
            for (std::int64_t j = 0; j < i; ++j) other.a(j, i) = in.a(i, j);
          out.rho = Wings<RayleighQuotient>::fast(other)->rho;
        })
        .spoils("as_written", "squares overflow and underflow", []<class T>(RayleighQuotient::Out<T>& out, const RayleighQuotient::In<T>& in) {
          T above = 0;
          for (std::int64_t i = 0; i < in.x.shape[0]; ++i)
            for (std::int64_t j = 0; j < in.x.shape[0]; ++j) above += in.x[i] * in.a(i, j) * in.x[j];
          out.rho = above / squared(in.x);
        });

const auto registered_gradient =
    mutants<RayleighQuotientGradient>()
        .spoils("symmetric", "2(Ax − rx)/xᵀx: A taken for symmetric", []<class T>(RayleighQuotientGradient::Out<T>& out, const RayleighQuotient::In<T>& in) {
          const T rho = Wings<RayleighQuotient>::fast(in)->rho, length = squared(in.x);
          for (std::int64_t i = 0; i < in.x.shape[0]; ++i) {
            T sum = 0;
            for (std::int64_t j = 0; j < in.x.shape[0]; ++j) sum += in.a(i, j) * in.x[j];
            out.grad_x[i] = 2 * (sum - rho * in.x[i]) / length;
          }
        })
        .spoils("length_held", "the derivative of xᵀx forgotten", []<class T>(RayleighQuotientGradient::Out<T>& out, const RayleighQuotient::In<T>& in) {
          const T rho = Wings<RayleighQuotient>::fast(in)->rho, length = squared(in.x);
          for (std::size_t i = 0; i < in.x.size(); ++i) out.grad_x[i] += 2 * rho * in.x[i] / length;
        })
        .spoils("not_divided", "Ā = xxᵀ", [](auto& out, const auto& in) {
          for (auto& g : out.grad_a) g *= squared(in.x);
        });

}  // namespace
}  // namespace etalon::verify
