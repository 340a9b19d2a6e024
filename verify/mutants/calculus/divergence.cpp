#include "reference/contract/calculus/divergence.hpp"

#include <cmath>

#include "reference/contract/calculus/jacobian.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using Divergence = contract::calculus::Divergence;

const auto registered =
    mutants<Divergence>()
        .spoils("sum_of_all", "the sum of every entry of J, and of one more", []<class T>(Divergence::Out<T>& out, const Divergence::In<T>& in) {
          const auto j = Wings<contract::calculus::Jacobian>::fast(contract::calculus::Jacobian::In<T>{in.function, in.x});
          for (const T slope : j->jacobian) out.divergence += slope;
        })
        .spoils("absolute", "Σ |∂fᵢ/∂xᵢ| + 1", []<class T>(Divergence::Out<T>& out, const Divergence::In<T>&) {
          out.divergence = std::fabs(out.divergence) + 1;
        })
        .spoils("mean", "the mean of the diagonal and a half", []<class T>(Divergence::Out<T>& out, const Divergence::In<T>& in) {
          out.divergence /= static_cast<T>(in.x.size()) + T(0.5);
        });

}  // namespace
}  // namespace etalon::verify
