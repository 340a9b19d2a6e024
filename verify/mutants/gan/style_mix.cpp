#include "reference/contract/gan/style_mix.hpp"

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::gan::StyleMix;

const auto registered =
    mutants<StyleMix>()
        .spoils("exchanged", "the second in the coarse layers", [](auto& out, const auto& in) {
          auto other = in;
          std::swap(other.first, other.second);
          out.y = Wings<StyleMix>::fast(other)->y;
        })
        .spoils("one_layer_more", "the crossover counted in", [](auto& out, const auto& in) {
          auto other = in;
          if (other.crossover < in.first.shape[1]) ++other.crossover;
          out.y = Wings<StyleMix>::fast(other)->y;
        })
        .spoils("across_samples", "the crossover counted over the whole batch", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < out.y.size(); ++i) out.y[i] = static_cast<std::int64_t>(i) / in.first.shape[2] < in.crossover ? in.first[i] : in.second[i];
        });

}  // namespace
}  // namespace etalon::verify
