#include "reference/contract/nn/nll_loss.hpp"

#include <algorithm>
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::nn::NllLoss;
using contract::nn::NllLossGradient;

const auto registered =
    mutants<NllLoss>()
        .spoils("sign", "Σ w_t·x_t", []<class T>(NllLoss::Out<T>& out, const NllLoss::In<T>& in) {
          (void)in;
          out.loss = -out.loss;
        })
        .spoils("weights_forgotten", "divided by the number of samples, whatever they weigh", []<class T>(NllLoss::Out<T>& out, const NllLoss::In<T>& in, NllLoss::Variant variant) {
          (void)in;
          if (variant == NllLoss::Variant::mean) out.loss = Wings<NllLoss>::fast(in, NllLoss::Variant::sample_mean)->loss;
        })
        .spoils("ignored_count", "samples that do not count are divided by", []<class T>(NllLoss::Out<T>& out, const NllLoss::In<T>& in, NllLoss::Variant variant) {
          (void)in;
          const T divisor = NllLoss::divisor<T>(in, variant);
          if (variant == NllLoss::Variant::mean) out.loss *= divisor / (divisor + static_cast<T>(std::count(in.target.begin(), in.target.end(), in.ignore_index)));
        })
        .spoils("class_before", "the class before the target", []<class T>(NllLoss::Out<T>& out, const NllLoss::In<T>& in) {
          (void)in;
          out.loss = 0;
          for (std::int64_t i = 0; i < in.x.shape[0]; ++i)
            if (NllLoss::counts(in, i)) out.loss -= in.x(i, std::max<std::int64_t>(in.target[i] - 1, 0));
        });

const auto registered_gradient =
    mutants<NllLossGradient>()
        .spoils("everywhere", "the whole row", []<class T>(NllLossGradient::Out<T>& out, const NllLossGradient::In<T>& in) {
          (void)in;
          for (std::int64_t i = 0; i < in.x.shape[0]; ++i)
            if (NllLoss::counts(in, i))
              for (std::int64_t k = 0; k < in.x.shape[1]; ++k) out.grad_x(i, k) = out.grad_x(i, in.target[i]);
        })
        .spoils("sign", "the other sign", []<class T>(NllLossGradient::Out<T>& out, const NllLossGradient::In<T>& in) {
          (void)in;
          for (std::size_t i = 0; i < out.grad_x.size(); ++i) out.grad_x[i] = -out.grad_x[i];
        })
        .spoils("not_weighted", "−1 whatever the target weighs", []<class T>(NllLossGradient::Out<T>& out, const NllLossGradient::In<T>& in, NllLoss::Variant variant) {
          (void)in;
          for (std::int64_t i = 0; i < in.x.shape[0]; ++i)
            if (NllLoss::counts(in, i)) out.grad_x(i, in.target[i]) = -1 / NllLoss::divisor<T>(in, variant);
        });

}  // namespace
}  // namespace etalon::verify
