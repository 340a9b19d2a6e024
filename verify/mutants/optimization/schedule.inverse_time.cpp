#include <cmath>

#include "reference/contract/optimization/schedule.inverse_time.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::ScheduleInverseTime;

const auto registered =
    mutants<ScheduleInverseTime>()
        .spoils("root", "η₀/√(1 + k·t/s)", [](auto& out, const auto& in) { out.rate = in.learning_rate / std::sqrt(1 + in.decay * in.t / in.period); })
        .spoils("counts_from_one", "t + 1 for t", [](auto& out, const auto& in) { out.rate = in.learning_rate / (1 + in.decay * (decltype(out.rate)(in.t) + 1) / in.period); })
        .spoils("staircase_by_default", "⌊t/s⌋", [](auto& out, const auto& in) { out.rate = in.learning_rate / (1 + in.decay * (in.t / in.period)); })
        .spoils("one_forgotten", "η₀/(k·t/s)", [](auto& out, const auto& in) {
          if (in.t > 0) out.rate = in.learning_rate / (in.decay * in.t / in.period);
        });

}  // namespace
}  // namespace etalon::verify
