#include "reference/contract/gan/pix2pix_loss.hpp"

#include "verify/mutants/gan/answers.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::Pix2pixLoss;
using contract::gan::Pix2pixLossGradient;
using Op = Pix2pixLoss;

/// The loss with another mean for the distance.
template <class T, class F>
T with_distance(const Op::In<T>& in, F f, T n) {
  T loss = Wings<Pix2pixLoss>::fast(Op::In<T>{in.logits, in.target, in.target, in.lambda})->loss, sum = 0;
  for (std::size_t i = 0; i < in.target.size(); ++i) sum += f(in.generated[i] - in.target[i]);
  return loss + in.lambda * sum / n;
}

const auto registered =
    mutants<Pix2pixLoss>()
        .spoils("squared", "L2 for L1", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { out.loss = with_distance(in, [](T x) { return x * x; }, static_cast<T>(in.target.size())); })
        .spoils("summed_distance", "the sum of the distances", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { out.loss = with_distance(in, [](T x) { return std::fabs(x); }, T(1)); })
        .spoils("mean_over_patches", "the sum of the distances over the number of patches", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          out.loss = with_distance(in, [](T x) { return std::fabs(x); }, static_cast<T>(in.logits.size()));
        })
        .spoils("sign", "the discriminator's label of generated images", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          out = *Wings<Pix2pixLoss>::fast(Op::In<T>{map(in.logits, [](T s) { return -s; }), in.generated, in.target, in.lambda});
        })
        .spoils("lambda_forgotten", "the distance without its weight", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { out = *Wings<Pix2pixLoss>::fast(Op::In<T>{in.logits, in.generated, in.target, 1}); });

const auto registered_gradient =
    mutants<Pix2pixLossGradient>()
        .spoils("detached", "the distance of detached images", [](auto& out, const auto&) {
          for (auto& g : out.grad_generated) g = 0;
        })
        .spoils("sign", "away from the target", [](auto& out, const auto&) {
          for (auto& g : out.grad_generated) g = -g;
        })
        .spoils("squared", "2λ(G(x) − y)/n", []<class T>(Pix2pixLossGradient::Out<T>& out, const Op::In<T>& in) {
          for (std::size_t i = 0; i < in.target.size(); ++i) out.grad_generated[i] = 2 * in.lambda * (in.generated[i] - in.target[i]) / static_cast<T>(in.target.size());
        })
        .spoils("saturated", "σ(s) − 1 of a computed σ", []<class T>(Pix2pixLossGradient::Out<T>& out, const Op::In<T>& in) {
          for (std::size_t i = 0; i < in.logits.size(); ++i) out.grad_logits[i] = (sigmoid(in.logits[i]) - 1) / static_cast<T>(in.logits.size());
        });

}  // namespace
}  // namespace etalon::verify
