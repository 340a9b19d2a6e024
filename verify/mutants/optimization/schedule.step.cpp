#include <cmath>

#include "reference/contract/optimization/schedule.step.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::ScheduleStep;

const auto registered =
    mutants<ScheduleStep>()
        .spoils("continuous_by_default", "γ^(t/s)", [](auto& out, const auto& in) { out.rate = in.learning_rate * std::pow(in.decay, decltype(out.rate)(in.t) / in.period); })
        .spoils("jumps_late", "the rate falls after step ks, not at it", [](auto& out, const auto& in) {
          if (in.t > 0) out.rate = in.learning_rate * std::pow(in.decay, (in.t - 1) / in.period);
        })
        .spoils("counts_from_one", "t + 1 for t", [](auto& out, const auto& in) {
          if (in.t < INT64_MAX) out.rate = in.learning_rate * std::pow(in.decay, (in.t + 1) / in.period);
        })
        .spoils("once", "one decay and no more", [](auto& out, const auto& in) { out.rate = in.t < in.period ? in.learning_rate : in.learning_rate * in.decay; })
        .spoils("every_step", "γᵗ, the period forgotten", [](auto& out, const auto& in) { out.rate = in.learning_rate * std::pow(in.decay, in.t); });

}  // namespace
}  // namespace etalon::verify
