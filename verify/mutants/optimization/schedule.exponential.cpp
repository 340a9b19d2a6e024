#include <algorithm>
#include <cmath>

#include "reference/contract/optimization/schedule.exponential.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::ScheduleExponential;

const auto registered =
    mutants<ScheduleExponential>()
        .spoils("natural", "η₀·exp(−γt)", [](auto& out, const auto& in) { out.rate = in.learning_rate * std::exp(-in.decay * in.t); })
        .spoils("counts_from_one", "γ^(t + 1)", [](auto& out, const auto& in) { out.rate = in.learning_rate * std::pow(in.decay, decltype(out.rate)(in.t) + 1); })
        .spoils("chained_in_single_precision", "the rate of the step before, times γ, kept in float32", [](auto& out, const auto& in) {
          float rate = static_cast<float>(in.learning_rate);
          for (std::int64_t k = 0; k < std::min<std::int64_t>(in.t, 1000); ++k) rate *= static_cast<float>(in.decay);
          if (in.t <= 1000) out.rate = rate;
        })
        .spoils("floor", "the rate never falls below 10⁻⁴·η₀", [](auto& out, const auto& in) { out.rate = std::max(out.rate, in.learning_rate / 10000); });

}  // namespace
}  // namespace etalon::verify
