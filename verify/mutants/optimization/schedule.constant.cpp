#include "reference/contract/optimization/schedule.constant.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::ScheduleConstant;

const auto registered =
    mutants<ScheduleConstant>()
        .spoils("one_step_more", "the start ends after step s, not before it", [](auto& out, const auto& in) {
          if (in.t == in.steps) out.rate = in.learning_rate * in.factor;
        })
        .spoils("counts_from_one", "t + 1 for t", [](auto& out, const auto& in) {
          if (in.t < in.steps && in.steps - in.t == 1) out.rate = in.learning_rate;
        })
        .spoils("factor_stays", "the factor is never taken away", [](auto& out, const auto& in) { out.rate = in.learning_rate * in.factor; })
        .spoils("factor_divides", "η₀/f at the start", [](auto& out, const auto& in) {
          if (in.t < in.steps) out.rate = in.learning_rate / in.factor;
        });

}  // namespace
}  // namespace etalon::verify
