#include <cmath>

#include "reference/contract/linalg/det.hpp"
#include "reference/contract/linalg/slogdet.hpp"
#include "verify/language/mutants.hpp"
#include "verify/mutants/linalg/spoilt.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Slogdet;
using contract::linalg::SlogdetVjp;

const auto registered =
    mutants<Slogdet>()
        .add("log_of_det", "the logarithm of a determinant that overflows",
             []<class T>(const Slogdet::In<T>& in) -> Result<Slogdet::Out<T>> {
               const auto det = Wings<contract::linalg::Det>::fast(contract::linalg::Det::In<T>{in.a});
               if (!det) return det.failure();
               const T sign = det->det > 0 ? 1 : det->det < 0 ? -1 : 0;
               return Slogdet::Out<T>{sign, std::log(std::fabs(det->det))};
             })
        .spoils("always_positive", "the sign of log det", [](auto& out, const auto&) { if (out.sign < 0) out.sign = 1; })
        .spoils("common_logarithm", "log₁₀", [](auto& out, const auto&) { out.logabsdet /= 2.302585f; })
        .spoils("jitter", "10⁻⁸ inside every logarithm", [](auto& out, const auto& in) {
          if (std::isfinite(out.logabsdet)) out.logabsdet += 1e-8f * static_cast<float>(in.a.shape[0]);
        })
        .add("refuses_singular", "det A = 0 is an error",
             []<class T>(const Slogdet::In<T>& in) -> Result<Slogdet::Out<T>> {
               auto out = Wings<Slogdet>::fast(in);
               if (out && out->sign == 0) return Failure{"", "singular"};
               return out;
             })
        .spoils("floor", "log|det| is never below −708", [](auto& out, const auto&) { if (out.logabsdet < -708) out.logabsdet = -708; });

const auto registered_vjp =
    mutants<SlogdetVjp>()
        .spoils("not_transposed", "ℓ̄A⁻¹", [](auto& out, const auto& in) { transpose_square(out.grad_a, in.a.shape[0]); })
        .spoils("of_the_determinant", "the gradient of |det A| itself", [](auto& out, const auto& in) {
          const auto det = std::exp(Wings<Slogdet>::fast(in)->logabsdet);
          for (auto& g : out.grad_a) g *= det;
        })
        .spoils("sign_taken_along", "times the sign of det A", [](auto& out, const auto& in) {
          const auto sign = Wings<Slogdet>::fast(in)->sign;
          for (auto& g : out.grad_a) g *= sign;
        })
        .spoils("half_precision", "half of the digits", [](auto& out, const auto&) { shift_by_half_precision(out.grad_a); });

}  // namespace
}  // namespace etalon::verify
