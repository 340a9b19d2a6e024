#include "reference/contract/tensor/cumulative_sum.hpp"

#include <algorithm>
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::CumulativeSum;
using contract::tensor::CumulativeSumVjp;

const auto registered =
    mutants<CumulativeSum>()
        .spoils("always_inclusive", "exclusive is forgotten", []<class T>(CumulativeSum::Out<T>& out, const CumulativeSum::In<T>& in) {
          (void)in;
          auto inclusive = in;
          inclusive.exclusive = 0;
          out = *Wings<CumulativeSum>::fast(inclusive);
        })
        .spoils("always_forward", "reversed is forgotten", []<class T>(CumulativeSum::Out<T>& out, const CumulativeSum::In<T>& in) {
          (void)in;
          auto forward = in;
          forward.reversed = 0;
          out = *Wings<CumulativeSum>::fast(forward);
        })
        .spoils("mask_forgotten", "every entry counts", []<class T>(CumulativeSum::Out<T>& out, const CumulativeSum::In<T>& in) {
          (void)in;
          auto all = in;
          all.mask = Tensor<std::int64_t>({0});
          out = *Wings<CumulativeSum>::fast(all);
        })
        .spoils("first_axis", "along the first axis, whatever is asked for", []<class T>(CumulativeSum::Out<T>& out, const CumulativeSum::In<T>& in) {
          (void)in;
          auto first = in;
          first.axis = 0;
          if (Lanes::along(in.x.shape, 0)) out = *Wings<CumulativeSum>::fast(first);
        });

const auto registered_vjp =
    mutants<CumulativeSumVjp>()
        .spoils("same_direction", "the scan of ȳ from the same end", []<class T>(CumulativeSumVjp::Out<T>& out, const CumulativeSumVjp::In<T>& in) {
          (void)in;
          auto forward = in;
          forward.reversed = 1 - in.reversed;
          out = *Wings<CumulativeSumVjp>::fast(forward);
        })
        .spoils("mask_forgotten", "masked entries have a gradient", []<class T>(CumulativeSumVjp::Out<T>& out, const CumulativeSumVjp::In<T>& in) {
          (void)in;
          auto all = in;
          all.mask = Tensor<std::int64_t>({0});
          out = *Wings<CumulativeSumVjp>::fast(all);
        })
        .spoils("not_scanned", "ȳ itself", []<class T>(CumulativeSumVjp::Out<T>& out, const CumulativeSumVjp::In<T>& in) {
          (void)in;
          out.grad_x = in.cotangent.y;
        });

}  // namespace
}  // namespace etalon::verify
