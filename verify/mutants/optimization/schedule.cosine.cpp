#include <algorithm>
#include <cmath>
#include <numbers>

#include "reference/contract/optimization/schedule.cosine.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::ScheduleCosine;

/// The formula, at another time.
template <class T>
T at(const ScheduleCosine::In<T>& in, double t, std::int64_t period) {
  const double share = (1 + std::cos(std::numbers::pi * t / static_cast<double>(period))) / 2;
  return static_cast<T>(in.least + (in.learning_rate - in.least) * share);
}

const auto registered =
    mutants<ScheduleCosine>()
        .spoils("whole_cosine", "cos(2πt/T): down and up again within T", [](auto& out, const auto& in) { out.rate = at(in, 2 * double(std::min(in.t, in.period)), in.period); })
        .spoils("periodic_by_default", "after T it goes back up", [](auto& out, const auto& in) { out.rate = at(in, double(in.t % in.period) + double(in.t / in.period % 2) * double(in.period), in.period); })
        .spoils("one_short", "T − 1 for T", [](auto& out, const auto& in) {
          if (in.period > 1) out.rate = at(in, double(std::min(in.t, in.period - 1)), in.period - 1);
        })
        .spoils("jumps_to_zero", "after T the rate is 0, not η_min", [](auto& out, const auto& in) {
          if (in.t > in.period) out.rate = 0;
        })
        .spoils("minimum_forgotten", "½η₀(1 + cos(πt/T))", [](auto& out, const auto& in) {
          auto other = in;
          other.least = 0;
          out.rate = at(other, double(std::min(in.t, in.period)), in.period);
        })
        .spoils("single_precision_angle", "πt/T in float32", [](auto& out, const auto& in) {
          const float angle = 3.14159265f * static_cast<float>(std::min(in.t, in.period)) / static_cast<float>(in.period);
          out.rate = in.least + (in.learning_rate - in.least) * (1 + std::cos(angle)) / 2;
        });

}  // namespace
}  // namespace etalon::verify
