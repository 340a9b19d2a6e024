#include "reference/contract/optimization/schedule.warmup.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::ScheduleWarmup;

const auto registered =
    mutants<ScheduleWarmup>()
        .spoils("jumps_at_the_boundary", "what follows starts at t, not at t − w", []<class T>(ScheduleWarmup::Out<T>& out, const ScheduleWarmup::In<T>& in, ScheduleWarmup::Variant variant) {
          auto other = in;
          other.warmup = 0;
          if (in.t >= in.warmup) out.rate = Wings<ScheduleWarmup>::fast(other, variant)->rate;
        })
        .spoils("one_step_early", "what follows starts with step w − 1", []<class T>(ScheduleWarmup::Out<T>& out, const ScheduleWarmup::In<T>& in, ScheduleWarmup::Variant variant) {
          auto other = in;
          if (in.warmup > 0) --other.warmup;
          if (in.t >= other.warmup) out.rate = Wings<ScheduleWarmup>::fast(other, variant)->rate;
        })
        .spoils("line_goes_on", "nothing ends the line", [](auto& out, const auto& in) {
          if (in.warmup > 0) out.rate = in.learning_rate * (decltype(out.rate)(in.t) + 1) / in.warmup;
        })
        .spoils("line_of_w_plus_one", "(t + 1)/(w + 1)", [](auto& out, const auto& in) {
          if (in.t < in.warmup) out.rate = in.learning_rate * (decltype(out.rate)(in.t) + 1) / (decltype(out.rate)(in.warmup) + 1);
        })
        .spoils("starts_at_zero", "t/w", [](auto& out, const auto& in) {
          if (in.t < in.warmup) out.rate = in.learning_rate * decltype(out.rate)(in.t) / in.warmup;
        });

}  // namespace
}  // namespace etalon::verify
