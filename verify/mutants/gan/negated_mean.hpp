#pragma once
#include "verify/mutants/gan/answers.hpp"

namespace etalon::verify::gan {

template <class Op>
Mutants<Op> negated_mean_mutants() {
  return mutants<Op>()
      .spoils("sign", "the mean itself: the critic's sign", [](auto& out, const auto&) { out.loss = -out.loss; })
      .spoils("summed", "the sum over the batch", [](auto& out, const auto& in) { out.loss *= static_cast<float>(in.fake.size()); })
      .spoils("unbiased", "divided by m − 1, as a variance is", [](auto& out, const auto& in) {
        if (in.fake.size() > 1) out.loss *= static_cast<float>(in.fake.size()) / static_cast<float>(in.fake.size() - 1);
      })
      .spoils("hinged", "max(0, 1 − s), the discriminator's hinge", [](auto& out, const auto& in) { out.loss = mean(in.fake, [](auto s) { return s < 1 ? 1 - s : 0; }); });
}

template <class Op>
Mutants<Op> negated_mean_gradient_mutants() {
  return mutants<Op>()
      .spoils("sign", "1/m: the generator fools nobody", [](auto& out, const auto&) {
        for (auto& g : out.grad_fake) g = -g;
      })
      .spoils("summed", "−1, the sum's slope", [](auto& out, const auto&) {
        for (auto& g : out.grad_fake) g = -1;
      })
      .spoils("detached", "0: the samples detached from the generator", [](auto& out, const auto&) {
        for (auto& g : out.grad_fake) g = 0;
      });
}

}  // namespace etalon::verify::gan
