#include "reference/contract/calculus/ad_cost.hpp"

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::calculus::AdCost;

const auto registered =
    mutants<AdCost>()
        .spoils("modes_exchanged", "m passes forward and n sweeps, and one more", []<class T>(AdCost::Out<T>& out, const AdCost::In<T>&) {
          std::swap(out.forward, out.reverse);
          if (out.forward == out.reverse) ++out.forward;
        })
        .spoils("sums_counted", "a multiplication by 1 for each argument of a sum", []<class T>(AdCost::Out<T>& out, const AdCost::In<T>& in) {
          for (const Formula::Step& step : contract::function_of(in.function, in.x.shape[0]).steps)
            if (step.operation == Formula::Operation::add) out.slopes += 2;
        })
        .spoils("values_too", "the products of the function itself are counted with them", []<class T>(AdCost::Out<T>& out, const AdCost::In<T>& in) {
          out.forward += static_cast<std::int64_t>(contract::function_of(in.function, in.x.shape[0]).steps.size());
        });

}  // namespace
}  // namespace etalon::verify
