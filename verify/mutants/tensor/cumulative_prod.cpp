#include "reference/contract/tensor/cumulative_prod.hpp"

#include "verify/mutants/tensor/scan.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::CumulativeProd;
using contract::tensor::CumulativeProdVjp;

const auto registered = wrong_scans<CumulativeProd>();

const auto registered_vjp =
    wrong_scans_back<CumulativeProdVjp>()
        .spoils("quotient", "Σ ȳᵢyᵢ/xⱼ: NaN where x is 0", []<class T>(CumulativeProdVjp::Out<T>& out, const CumulativeProdVjp::In<T>& in) {
          (void)in;
          const auto y = Wings<CumulativeProd>::fast(in)->y;
          const auto lanes = Lanes::along(in.x.shape, in.axis);
          if (in.exclusive || in.mask.size() > 0 || in.reversed) return;
          for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
            T sum = 0;
            for (std::int64_t k = lanes->length; k-- > 0;) {
              const auto at = lanes->index(lane, k);
              sum += in.cotangent.y[at] * y[at];
              out.grad_x[at] = sum / in.x[at];
            }
          }
        });

}  // namespace
}  // namespace etalon::verify
