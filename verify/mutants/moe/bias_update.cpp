#include "reference/contract/moe/bias_update.hpp"

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::moe::BiasUpdate;

const auto registered =
    mutants<BiasUpdate>()
        .spoils("wrong_way", "a crowded expert is made more attractive", []<class T>(BiasUpdate::Out<T>& out, const BiasUpdate::In<T>& in) {
          for (std::size_t i = 0; i < out.bias_next.size(); ++i) out.bias_next[i] = in.bias[i] - (out.bias_next[i] - in.bias[i]);
        })
        .spoils("proportional", "γ times the difference instead of its sign", []<class T>(BiasUpdate::Out<T>& out, const BiasUpdate::In<T>& in) {
          T mean = 0;
          for (const std::int64_t c : in.counts) mean += static_cast<T>(c) / static_cast<T>(in.counts.size());
          for (std::size_t i = 0; i < out.bias_next.size(); ++i) out.bias_next[i] = in.bias[i] + in.gamma * (mean - static_cast<T>(in.counts[i]));
        })
        .spoils("rounded_mean", "the mean in integers", []<class T>(BiasUpdate::Out<T>& out, const BiasUpdate::In<T>& in) {
          std::int64_t sum = 0;
          for (const std::int64_t c : in.counts) sum += c;
          const std::int64_t mean = sum / static_cast<std::int64_t>(in.counts.size());
          for (std::size_t i = 0; i < out.bias_next.size(); ++i) out.bias_next[i] = in.bias[i] + (in.counts[i] < mean ? in.gamma : in.counts[i] > mean ? -in.gamma : T(0));
        })
        .spoils("never_at_rest", "an expert at the mean gains γ", []<class T>(BiasUpdate::Out<T>& out, const BiasUpdate::In<T>& in) {
          for (std::size_t i = 0; i < out.bias_next.size(); ++i)
            if (out.bias_next[i] == in.bias[i]) out.bias_next[i] += in.gamma;
        });

}  // namespace
}  // namespace etalon::verify
