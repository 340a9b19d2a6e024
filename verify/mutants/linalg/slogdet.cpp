#include <cmath>

#include "reference/contract/linalg/det.hpp"
#include "reference/contract/linalg/slogdet.hpp"
#include "verify/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Slogdet;

const auto registered =
    mutants<Slogdet>()
        .add("log_of_det", "the logarithm of a determinant that overflows",
             []<class T>(const Slogdet::In<T>& in) -> Result<Slogdet::Out<T>> {
               const auto det = Wings<contract::linalg::Det>::fast(contract::linalg::Det::In<T>{in.a});
               if (!det) return det.failure();
               const T sign = det->det > 0 ? 1 : det->det < 0 ? -1 : 0;
               return Slogdet::Out<T>{sign, std::log(std::fabs(det->det))};
             })
        .add("always_positive", "the sign of log det",
             []<class T>(const Slogdet::In<T>& in) -> Result<Slogdet::Out<T>> {
               auto out = Wings<Slogdet>::fast(in);
               if (out && out->sign < 0) out->sign = 1;
               return out;
             })
        .add("common_logarithm", "log₁₀",
             []<class T>(const Slogdet::In<T>& in) -> Result<Slogdet::Out<T>> {
               auto out = Wings<Slogdet>::fast(in);
               if (out) out->logabsdet /= std::log(T(10));
               return out;
             })
        .add("jitter", "10⁻⁸ inside every logarithm",
             []<class T>(const Slogdet::In<T>& in) -> Result<Slogdet::Out<T>> {
               auto out = Wings<Slogdet>::fast(in);
               if (out && std::isfinite(out->logabsdet)) out->logabsdet += T(1e-8) * static_cast<T>(in.a.shape[0]);
               return out;
             })
        .add("refuses_singular", "det A = 0 is an error",
             []<class T>(const Slogdet::In<T>& in) -> Result<Slogdet::Out<T>> {
               auto out = Wings<Slogdet>::fast(in);
               if (out && out->sign == 0) return Failure{"", "singular"};
               return out;
             })
        .add("floor", "log|det| is never below −708",
             []<class T>(const Slogdet::In<T>& in) -> Result<Slogdet::Out<T>> {
               auto out = Wings<Slogdet>::fast(in);
               if (out && out->logabsdet < T(-708)) out->logabsdet = -708;
               return out;
             });

}  // namespace
}  // namespace etalon::verify
