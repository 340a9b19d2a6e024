#include "reference/contract/calculus/sensitivity.hpp"

#include <cmath>

#include "reference/contract/calculus/jacobian.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using Sensitivity = contract::calculus::Sensitivity;

const auto registered =
    mutants<Sensitivity>()
        .spoils("absolute_condition", "Σ |∂fᵢ/∂xⱼ|: not relative to anything", []<class T>(Sensitivity::Out<T>& out, const Sensitivity::In<T>& in) {
          const auto j = Wings<contract::calculus::Jacobian>::fast(contract::calculus::Jacobian::In<T>{in.function, in.x});
          for (std::size_t i = 0; i < out.condition.size(); ++i) {
            out.condition[i] = 0;
            for (std::size_t k = 0; k < in.x.size(); ++k) out.condition[i] += std::fabs(j->jacobian[i * in.x.size() + k]);
          }
        })
        .spoils("squared", "‖J‖² in place of ‖J‖", []<class T>(Sensitivity::Out<T>& out, const Sensitivity::In<T>&) {
          out.norm = out.norm * out.norm + (out.norm == 1 ? T(1) : T(0));
        })
        .spoils("without_absolute", "|Σ xⱼ·∂fᵢ/∂xⱼ|: what cancels is not counted, and a half more", []<class T>(Sensitivity::Out<T>& out, const Sensitivity::In<T>& in) {
          const auto j = Wings<contract::calculus::Jacobian>::fast(contract::calculus::Jacobian::In<T>{in.function, in.x});
          for (std::size_t i = 0; i < out.condition.size(); ++i) {
            T sum = 0;
            for (std::size_t k = 0; k < in.x.size(); ++k) sum += in.x[k] * j->jacobian[i * in.x.size() + k];
            out.condition[i] = out.condition[i] == 0 ? T(1) : std::fabs(sum) * T(1.5);
          }
        });

}  // namespace
}  // namespace etalon::verify
