#include <algorithm>
#include <cmath>

#include "reference/contract/optimization/schedule.polynomial.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::SchedulePolynomial;

const auto registered =
    mutants<SchedulePolynomial>()
        .spoils("not_clamped", "beyond T the power of what is less than nothing: 0 or NaN", [](auto& out, const auto& in) {
          if (in.t > in.period) out.rate = static_cast<decltype(out.rate)>(in.least + (in.learning_rate - in.least) * std::pow(1 - double(in.t) / double(in.period), double(in.power)));
        })
        .spoils("power_of_time", "1 − (t/T)ᵖ", [](auto& out, const auto& in) {
          const double done = std::pow(double(std::min(in.t, in.period)) / double(in.period), double(in.power));
          out.rate = static_cast<decltype(out.rate)>(in.learning_rate + (in.least - in.learning_rate) * done);
        })
        .spoils("linear", "p is forgotten", [](auto& out, const auto& in) {
          const double left = 1 - double(std::min(in.t, in.period)) / double(in.period);
          out.rate = static_cast<decltype(out.rate)>(in.least + (in.learning_rate - in.least) * left);
        })
        .spoils("jumps_at_the_end", "step T still takes η₀", [](auto& out, const auto& in) {
          if (in.t == in.period) out.rate = in.learning_rate;
        })
        .spoils("minimum_forgotten", "(1 − t/T)ᵖ·η₀, down to 0", [](auto& out, const auto& in) {
          const double left = 1 - double(std::min(in.t, in.period)) / double(in.period);
          out.rate = static_cast<decltype(out.rate)>(in.learning_rate * std::pow(left, double(in.power)));
        });

}  // namespace
}  // namespace etalon::verify
