#include "reference/contract/vae/anomaly_score.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::vae::AnomalyScore;
using Variant = AnomalyScore::Variant;

const auto registered =
    mutants<AnomalyScore>()
        .spoils("likelihood", "log p(x|z) itself: what is unlike scores least", [](auto& out, const auto&) {
          for (auto& score : out.score) score = -score;
        })
        .spoils("divergence_forgotten", "−log p(x|z) under the name of the bound", []<class T>(AnomalyScore::Out<T>& out, const AnomalyScore::In<T>& in) { out = *Wings<AnomalyScore>::fast(in, Variant::reconstruction); })
        .spoils("saturated", "the logarithm of probabilities that have rounded to 1", []<class T>(AnomalyScore::Out<T>& out, const AnomalyScore::In<T>& in, Variant v) {
          if (in.likelihood != "bernoulli") return;
          const Tensor<T> rest = Wings<AnomalyScore>::fast(in, Variant::reconstruction)->score;
          for (std::int64_t i = 0; i < in.x.shape[0]; ++i) {
            T sum = v == Variant::negative_elbo ? out.score[i] - rest[i] : T(0);
            for (std::int64_t j = 0; j < in.x.shape[1]; ++j) {
              const T q = 1 / (1 + std::exp(-in.decoded(i, j)));
              sum -= in.x(i, j) * std::log(q) + (1 - in.x(i, j)) * std::log(1 - q);
            }
            out.score[i] = sum;
          }
        })
        .spoils("averaged", "the mean of all samples for each", [](auto& out, const auto&) {
          for (std::size_t i = 1; i < out.score.size(); ++i) out.score[0] += out.score[i];
          for (std::size_t i = out.score.size(); i-- > 0;) out.score[i] = out.score[0] / static_cast<float>(out.score.size());
        });

}  // namespace
}  // namespace etalon::verify
