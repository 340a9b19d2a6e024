#include "reference/contract/gan/progressive_fade.hpp"

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::gan::ProgressiveFade;
using contract::gan::ProgressiveFadeVjp;

const auto registered =
    mutants<ProgressiveFade>()
        .spoils("other_way", "α of low: the new resolution fades out", [](auto& out, const auto& in) {
          auto other = in;
          other.alpha = 1 - in.alpha;
          out.y = Wings<ProgressiveFade>::fast(other)->y;
        })
        .spoils("one_product", "high + (1 − α)(low − high): what is small is lost beside the other", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < out.y.size(); ++i) out.y[i] = in.high[i] + (1 - in.alpha) * (in.low[ProgressiveFade::below(in.high.shape, i)] - in.high[i]);
        })
        .spoils("tiled", "low repeated as a whole instead of entry by entry", [](auto& out, const auto& in) {
          const auto length = static_cast<std::size_t>(in.high.shape.back());
          for (std::size_t i = 0; i < out.y.size(); ++i) {
            const std::size_t line = i / length * length, k = i - line;
            out.y[i] = (1 - in.alpha) * in.low[ProgressiveFade::below(in.high.shape, line) + k % (length / 2)] + in.alpha * in.high[i];
          }
        })
        .spoils("added", "low + α·high", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < out.y.size(); ++i) out.y[i] = in.low[ProgressiveFade::below(in.high.shape, i)] + in.alpha * in.high[i];
        });

const auto registered_vjp =
    mutants<ProgressiveFadeVjp>()
        .spoils("averaged", "the mean over a cell", [](auto& out, const auto& in) {
          for (auto& g : out.grad_low) g /= static_cast<float>(in.high.size() / in.low.size());
        })
        .spoils("other_way", "α for 1 − α", [](auto& out, const auto& in) {
          auto other = in;
          other.alpha = 1 - in.alpha;
          out = *Wings<ProgressiveFadeVjp>::fast(other);
        })
        .spoils("one_of_a_cell", "the cotangent of a cell's first entry alone", [](auto& out, const auto& in) {
          for (std::size_t i = in.high.size(); i-- > 0;) out.grad_low[ProgressiveFade::below(in.high.shape, i)] = (1 - in.alpha) * in.cotangent.y[i];
        });

}  // namespace
}  // namespace etalon::verify
