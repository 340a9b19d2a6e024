#include "reference/contract/moe/load_loss.hpp"

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::moe::LoadLoss;
using contract::moe::LoadLossGradient;
using Variant = LoadLoss::Variant;

template <class T>
LoadLoss::In<T> without_noise(LoadLoss::In<T> in) {
  for (T& e : in.noise) e = 0;
  return in;
}
template <class T>
LoadLoss::In<T> with_k(LoadLoss::In<T> in, std::int64_t more) {
  in.k = in.k + more < in.clean.shape[1] ? in.k + more : 1;
  return in;
}
/// The deviations themselves, where their logits are meant.
template <class T>
LoadLoss::In<T> without_softplus(LoadLoss::In<T> in) {
  for (T& r : in.noise_logits) r = r > 1 ? r : T(1);
  return in;
}

const auto registered =
    mutants<LoadLoss>()
        .add("clean_threshold", "the k-th of the logits without noise", []<class T>(const LoadLoss::In<T>& in, Variant v) { return Wings<LoadLoss>::fast(without_noise(in), v); })
        .add("next_threshold", "k + 1 for k: the threshold of those that are in, for all", []<class T>(const LoadLoss::In<T>& in, Variant v) { return Wings<LoadLoss>::fast(with_k(in, 1), v); })
        .add("clamped_spread", "a deviation that is 1 at least", []<class T>(const LoadLoss::In<T>& in, Variant v) { return Wings<LoadLoss>::fast(without_softplus(in), v); })
        .spoils("other_variance", "n − 1 for n, and n for n − 1", []<class T>(LoadLoss::Out<T>& out, const LoadLoss::In<T>& in, Variant v) {
          const T n = static_cast<T>(in.clean.shape[1]);
          out.loss *= v == Variant::sample ? (n - 1) / n : n / (n - 1);
        })
        .spoils("weight_forgotten", "CV² itself", []<class T>(LoadLoss::Out<T>& out, const LoadLoss::In<T>& in) { out.loss /= in.weight; });

const auto registered_gradient =
    mutants<LoadLossGradient>()
        .spoils("lost", "a detached loss: its value is right, and its gradient 0", [](auto& out, const auto&) {
          for (auto& g : out.grad_clean) g = 0;
          for (auto& g : out.grad_noise_logits) g = 0;
        })
        .spoils("noise_held", "no gradient through the noise's deviation", [](auto& out, const auto&) {
          for (auto& g : out.grad_noise_logits) g = 0;
        })
        .spoils("clean_threshold", "the k-th of the logits without noise", []<class T>(LoadLossGradient::Out<T>& out, const LoadLoss::In<T>& in, Variant v) { out = *Wings<LoadLossGradient>::fast(without_noise(in), v); })
        .spoils("half", "the factor 2 of a square forgotten", [](auto& out, const auto&) {
          for (auto& g : out.grad_clean) g /= 2;
        });

}  // namespace
}  // namespace etalon::verify
