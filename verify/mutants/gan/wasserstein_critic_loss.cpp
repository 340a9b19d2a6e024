#include "reference/contract/gan/wasserstein_critic_loss.hpp"

#include "verify/mutants/gan/answers.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::WassersteinCriticLoss;
using contract::gan::WassersteinCriticLossGradient;
using Op = WassersteinCriticLoss;

const auto registered =
    mutants<WassersteinCriticLoss>()
        .spoils("sign", "the estimate that is raised, where a loss is lowered", [](auto& out, const auto&) { out.loss = -out.loss; })
        .spoils("sigmoid", "a sigmoid at the critic's end, left from the minimax game", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          out.loss = mean(in.fake, [](T s) { return sigmoid(s); }) - mean(in.real, [](T s) { return sigmoid(s); });
        })
        .spoils("wrong_size", "both sums over the number of real samples", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          const auto itself = [](T s) { return s; };
          out.loss = mean(in.fake, itself) * static_cast<T>(in.fake.size()) / static_cast<T>(in.real.size()) - mean(in.real, itself);
        })
        .spoils("added", "the sum of both means", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          const auto itself = [](T s) { return s; };
          out.loss = mean(in.fake, itself) + mean(in.real, itself);
        });

const auto registered_gradient =
    mutants<WassersteinCriticLossGradient>()
        .spoils("sign", "the generated samples' scores pushed up", [](auto& out, const auto&) {
          for (auto& g : out.grad_fake) g = -g;
        })
        .spoils("detached", "the generated samples' part detached from the critic", [](auto& out, const auto&) {
          for (auto& g : out.grad_fake) g = 0;
        })
        .spoils("wrong_size", "1/n for the generated samples too", []<class T>(WassersteinCriticLossGradient::Out<T>& out, const Op::In<T>& in) {
          for (T& g : out.grad_fake) g = 1 / static_cast<T>(in.real.size());
        });

}  // namespace
}  // namespace etalon::verify
