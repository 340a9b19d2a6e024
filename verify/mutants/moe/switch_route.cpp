#include "reference/contract/moe/switch_route.hpp"

#include <algorithm>
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::moe::SwitchRoute;
using Variant = SwitchRoute::Variant;

const auto registered =
    mutants<SwitchRoute>()
        .spoils("dropped_count", "the loads count those dropped", [](auto& out, const auto&) {
          std::fill(out.load.begin(), out.load.end(), 0);
          for (const std::int64_t e : out.expert) ++out.load[e];
        })
        .spoils("one_queue", "one queue for all experts: the wrong axis of the cumulative sum", []<class T>(SwitchRoute::Out<T>& out, const SwitchRoute::In<T>&) {
          std::fill(out.load.begin(), out.load.end(), 0);
          std::int64_t taken = 0;
          for (std::size_t token = 0; token < out.expert.size(); ++token) {
            out.position[token] = taken < out.capacity ? taken : -1;
            if (out.position[token] != -1) ++out.load[out.expert[token]];
            ++taken;
          }
        })
        .spoils("off_by_one", "a place more than there are: ≤ for <", []<class T>(SwitchRoute::Out<T>& out, const SwitchRoute::In<T>&) {
          for (std::size_t token = 0; token < out.expert.size(); ++token)
            if (out.position[token] == -1 && out.load[out.expert[token]] == out.capacity) out.position[token] = out.load[out.expert[token]]++;
        })
        .spoils("factor_forgotten", "t/n places, whatever the factor", []<class T>(SwitchRoute::Out<T>& out, const SwitchRoute::In<T>& in, Variant v) {
          auto other = in;
          other.capacity_factor = 1;
          out = *Wings<SwitchRoute>::fast(other, v);
        })
        .spoils("other_rounding", "down for up, and up for down", []<class T>(SwitchRoute::Out<T>& out, const SwitchRoute::In<T>& in, Variant v) {
          const Variant other = v == Variant::ceil ? Variant::floor : v == Variant::floor ? Variant::ceil : v == Variant::ceil_by_probability ? Variant::floor_by_probability : Variant::ceil_by_probability;
          out = *Wings<SwitchRoute>::fast(in, other);
        })
        .spoils("other_order", "the surest first for the first tokens, and the first tokens for the surest", []<class T>(SwitchRoute::Out<T>& out, const SwitchRoute::In<T>& in, Variant v) {
          const Variant other = v == Variant::ceil ? Variant::ceil_by_probability : v == Variant::floor ? Variant::floor_by_probability : v == Variant::ceil_by_probability ? Variant::ceil : Variant::floor;
          out = *Wings<SwitchRoute>::fast(in, other);
        })
        .spoils("last_first", "the last tokens first", []<class T>(SwitchRoute::Out<T>& out, const SwitchRoute::In<T>&) {
          std::fill(out.load.begin(), out.load.end(), 0);
          for (std::size_t token = out.expert.size(); token-- > 0;) {
            std::int64_t& taken = out.load[out.expert[token]];
            out.position[token] = taken < out.capacity ? taken++ : -1;
          }
        })
        .spoils("second_choice", "the least likely expert's probability", []<class T>(SwitchRoute::Out<T>& out, const SwitchRoute::In<T>& in) {
          for (T& p : out.probability) p = (1 - p) / static_cast<T>(std::max<std::int64_t>(1, in.logits.shape[1] - 1));
        });

}  // namespace
}  // namespace etalon::verify
