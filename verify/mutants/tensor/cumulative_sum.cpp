#include "reference/contract/tensor/cumulative_sum.hpp"

#include "verify/mutants/tensor/scan.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::CumulativeSum;
using contract::tensor::CumulativeSumVjp;

const auto registered = wrong_scans<CumulativeSum>();

const auto registered_vjp =
    wrong_scans_back<CumulativeSumVjp>()
        .spoils("not_scanned", "ȳ itself", []<class T>(CumulativeSumVjp::Out<T>& out, const CumulativeSumVjp::In<T>& in) {
          (void)in;
          out.grad_x = in.cotangent.y;
        });

}  // namespace
}  // namespace etalon::verify
