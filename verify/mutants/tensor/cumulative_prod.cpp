#include "reference/contract/tensor/cumulative_prod.hpp"

#include <algorithm>
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::CumulativeProd;
using contract::tensor::CumulativeProdVjp;

const auto registered =
    mutants<CumulativeProd>()
        .spoils("always_inclusive", "exclusive is forgotten", []<class T>(CumulativeProd::Out<T>& out, const CumulativeProd::In<T>& in) {
          (void)in;
          auto inclusive = in;
          inclusive.exclusive = 0;
          out = *Wings<CumulativeProd>::fast(inclusive);
        })
        .spoils("always_forward", "reversed is forgotten", []<class T>(CumulativeProd::Out<T>& out, const CumulativeProd::In<T>& in) {
          (void)in;
          auto forward = in;
          forward.reversed = 0;
          out = *Wings<CumulativeProd>::fast(forward);
        })
        .spoils("mask_forgotten", "every entry counts", []<class T>(CumulativeProd::Out<T>& out, const CumulativeProd::In<T>& in) {
          (void)in;
          auto all = in;
          all.mask = Tensor<std::int64_t>({0});
          out = *Wings<CumulativeProd>::fast(all);
        })
        .spoils("first_axis", "along the first axis, whatever is asked for", []<class T>(CumulativeProd::Out<T>& out, const CumulativeProd::In<T>& in) {
          (void)in;
          auto first = in;
          first.axis = 0;
          if (Lanes::along(in.x.shape, 0)) out = *Wings<CumulativeProd>::fast(first);
        });

const auto registered_vjp =
    mutants<CumulativeProdVjp>()
        .spoils("same_direction", "the scan of ȳ from the same end", []<class T>(CumulativeProdVjp::Out<T>& out, const CumulativeProdVjp::In<T>& in) {
          (void)in;
          auto forward = in;
          forward.reversed = 1 - in.reversed;
          out = *Wings<CumulativeProdVjp>::fast(forward);
        })
        .spoils("mask_forgotten", "masked entries have a gradient", []<class T>(CumulativeProdVjp::Out<T>& out, const CumulativeProdVjp::In<T>& in) {
          (void)in;
          auto all = in;
          all.mask = Tensor<std::int64_t>({0});
          out = *Wings<CumulativeProdVjp>::fast(all);
        })
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
