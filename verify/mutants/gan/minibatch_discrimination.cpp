#include "reference/contract/gan/minibatch_discrimination.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::gan::MinibatchDiscrimination;
using contract::gan::MinibatchDiscriminationVjp;
using Variant = MinibatchDiscrimination::Variant;

/// o of another nearness(the differences of one kernel).
template <class T, class F>
void near(Tensor<T>& o, const MinibatchDiscrimination::In<T>& in, Variant variant, F nearness) {
  const std::int64_t n = in.features.shape[0], a = in.tensor.shape[0], b = in.tensor.shape[1], c = in.tensor.shape[2];
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t kernel = 0; kernel < b; ++kernel) {
      T sum = variant == Variant::with_itself;
      for (std::int64_t j = 0; j < n; ++j) {
        if (j == i) continue;
        std::vector<T> differences(static_cast<std::size_t>(c));
        for (std::int64_t k = 0; k < c; ++k)
          for (std::int64_t f = 0; f < a; ++f) differences[static_cast<std::size_t>(k)] += (in.features(i, f) - in.features(j, f)) * in.tensor[(f * b + kernel) * c + k];
        sum += nearness(differences);
      }
      o(i, kernel) = sum;
    }
}

const auto registered =
    mutants<MinibatchDiscrimination>()
        .spoils("itself", "itself counted where it is not, and the reverse", [](auto& out, const auto&, Variant variant) {
          for (auto& o : out.o) o += variant == Variant::with_itself ? -1 : 1;
        })
        .spoils("squared", "exp(−Σ (M − M)²)", []<class T>(MinibatchDiscrimination::Out<T>& out, const MinibatchDiscrimination::In<T>& in, Variant variant) {
          near(out.o, in, variant, [](const std::vector<T>& differences) {
            T sum = 0;
            for (const T d : differences) sum += d * d;
            return std::exp(-sum);
          });
        })
        .spoils("averaged", "the mean distance of a kernel", []<class T>(MinibatchDiscrimination::Out<T>& out, const MinibatchDiscrimination::In<T>& in, Variant variant) {
          near(out.o, in, variant, [](const std::vector<T>& differences) {
            T sum = 0;
            for (const T d : differences) sum += std::fabs(d) / static_cast<T>(differences.size());
            return std::exp(-sum);
          });
        })
        .spoils("signed", "differences without |·|", []<class T>(MinibatchDiscrimination::Out<T>& out, const MinibatchDiscrimination::In<T>& in, Variant variant) {
          near(out.o, in, variant, [](const std::vector<T>& differences) {
            T sum = 0;
            for (const T d : differences) sum += d;
            return std::exp(-std::fabs(sum));
          });
        });

const auto registered_vjp =
    mutants<MinibatchDiscriminationVjp>()
        .spoils("others_detached", "the others held constant: half of each pair", [](auto& out, const auto& in, Variant variant) {
          const std::int64_t b = in.cotangent.o.shape[1];
          for (std::int64_t i = 0; i < in.features.shape[0]; ++i) {
            auto alone = in;
            for (std::size_t k = 0; k < alone.cotangent.o.size(); ++k)
              if (static_cast<std::int64_t>(k) / b != i) alone.cotangent.o[k] = 0;
            const auto of_one = *Wings<MinibatchDiscriminationVjp>::fast(alone, variant);
            for (std::int64_t f = 0; f < in.features.shape[1]; ++f) out.grad_features(i, f) = of_one.grad_features(i, f);
          }
        })
        .spoils("sign", "towards the others where it is away from them", [](auto& out, const auto&) {
          for (auto* gradient : {&out.grad_features, &out.grad_tensor})
            for (auto& g : *gradient) g = -g;
        })
        .spoils("last_sample", "T̄ of the last sample alone", [](auto& out, const auto& in, Variant variant) {
          auto last = in;
          for (std::size_t k = 0; k + static_cast<std::size_t>(in.cotangent.o.shape[1]) < last.cotangent.o.size(); ++k) last.cotangent.o[k] = 0;
          out.grad_tensor = Wings<MinibatchDiscriminationVjp>::fast(last, variant)->grad_tensor;
        });

}  // namespace
}  // namespace etalon::verify
