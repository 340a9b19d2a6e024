#include "reference/contract/moe/diversity_loss.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::moe::DiversityLoss;
using contract::moe::DiversityLossGradient;
using Variant = DiversityLoss::Variant;

const auto registered =
    mutants<DiversityLoss>()
        .spoils("with_itself", "the cosine of each expert with itself among the pairs", []<class T>(DiversityLoss::Out<T>& out, const DiversityLoss::In<T>& in) {
          const T n = static_cast<T>(in.outputs.shape[0]);
          out.loss = (out.loss * (n - 1) + 1) / n;
        })
        .spoils("summed", "over the pairs", [](auto& out, const auto& in) { out.loss *= static_cast<float>(in.outputs.shape[0] * (in.outputs.shape[0] - 1)); })
        .spoils("rewards_alike", "the sign turned: alike experts are rewarded", [](auto& out, const auto&) { out.loss = -out.loss; })
        .spoils("other_power", "|cos| for cos², and cos² for |cos|", []<class T>(DiversityLoss::Out<T>& out, const DiversityLoss::In<T>& in, Variant v) {
          if (v != Variant::signed_cosine) out = *Wings<DiversityLoss>::fast(in, v == Variant::squared ? Variant::absolute : Variant::squared);
          else out = *Wings<DiversityLoss>::fast(in, Variant::absolute);
        })
        .spoils("over_tokens", "answers to different tokens compared, those of all tokens as one", []<class T>(DiversityLoss::Out<T>& out, const DiversityLoss::In<T>& in, Variant v) {
          auto other = in;
          other.outputs.shape = {in.outputs.shape[0], 1, in.outputs.shape[1] * in.outputs.shape[2]};
          out = *Wings<DiversityLoss>::fast(other, v);
        });

const auto registered_gradient =
    mutants<DiversityLossGradient>()
        .spoils("lost", "a detached loss: its value is right, and its gradient 0", [](auto& out, const auto&) {
          for (auto& g : out.grad_outputs) g = 0;
        })
        .spoils("one_of_a_pair", "the gradient of one of each pair alone", []<class T>(DiversityLossGradient::Out<T>& out, const DiversityLoss::In<T>& in) {
          for (T& g : out.grad_outputs) g /= 2;
          (void)in;
        })
        .spoils("lengths_held", "the lengths held constant: b̂ without câ", []<class T>(DiversityLossGradient::Out<T>& out, const DiversityLoss::In<T>& in, Variant v) {
          const std::int64_t n = in.outputs.shape[0], t = in.outputs.shape[1], m = in.outputs.shape[2];
          for (std::int64_t token = 0; token < t; ++token)
            for (std::int64_t i = 0; i < n; ++i) {
              const auto row = [&](std::int64_t e) { return in.outputs.data.data() + (e * t + token) * m; };
              const auto dot = [&](const T* a, const T* b) {
                T sum = 0;
                for (std::int64_t o = 0; o < m; ++o) sum += a[o] * b[o];
                return sum;
              };
              const T square = dot(row(i), row(i));
              for (std::int64_t j = 0; j < n; ++j) {
                if (j == i) continue;
                const T c = dot(row(i), row(j)) / std::sqrt(square) / std::sqrt(dot(row(j), row(j)));
                const T slope = (v == Variant::squared ? 2 * c : v == Variant::absolute ? std::copysign(T(1), c) : T(1)) * c / square * 2 / static_cast<T>(t * n * (n - 1));
                for (std::int64_t o = 0; o < m; ++o) out.grad_outputs[static_cast<std::size_t>((i * t + token) * m + o)] += slope * row(i)[o];
              }
            }
        });

}  // namespace
}  // namespace etalon::verify
