#include "reference/contract/nn/huber_loss.hpp"

#include <algorithm>
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::nn::HuberLoss;
using contract::nn::HuberLossGradient;

const auto registered =
    mutants<HuberLoss>()
        .spoils("smooth_l1", "divided by δ: the smooth L1 loss", []<class T>(HuberLoss::Out<T>& out, const HuberLoss::In<T>& in) {
          (void)in;
          out.loss /= in.delta;
        })
        .spoils("no_offset", "δ|d| beyond δ, without −δ²/2", []<class T>(HuberLoss::Out<T>& out, const HuberLoss::In<T>& in, HuberLoss::Variant variant) {
          (void)in;
          for (std::size_t i = 0; i < in.x.size(); ++i)
            if (std::fabs(in.x[i] - in.target[i]) > in.delta) out.loss += in.delta * in.delta / 2 / (variant == HuberLoss::Variant::mean ? static_cast<T>(in.x.size()) : T(1));
        })
        .spoils("squares", "d²/2 everywhere", []<class T>(HuberLoss::Out<T>& out, const HuberLoss::In<T>& in, HuberLoss::Variant variant) {
          (void)in;
          out.loss = 0;
          for (std::size_t i = 0; i < in.x.size(); ++i) out.loss += (in.x[i] - in.target[i]) * (in.x[i] - in.target[i]) / 2 / (variant == HuberLoss::Variant::mean ? static_cast<T>(in.x.size()) : T(1));
        });

const auto registered_gradient =
    mutants<HuberLossGradient>()
        .spoils("not_cut", "d/n everywhere", []<class T>(HuberLossGradient::Out<T>& out, const HuberLossGradient::In<T>& in, HuberLoss::Variant variant) {
          (void)in;
          for (std::size_t i = 0; i < out.grad_x.size(); ++i) out.grad_x[i] = (in.x[i] - in.target[i]) / (variant == HuberLoss::Variant::mean ? static_cast<T>(in.x.size()) : T(1));
        })
        .spoils("delta_of_one", "cut at ±1", []<class T>(HuberLossGradient::Out<T>& out, const HuberLossGradient::In<T>& in, HuberLoss::Variant variant) {
          (void)in;
          for (std::size_t i = 0; i < out.grad_x.size(); ++i) out.grad_x[i] = std::min(std::max(in.x[i] - in.target[i], T(-1)), T(1)) / (variant == HuberLoss::Variant::mean ? static_cast<T>(in.x.size()) : T(1));
        })
        .spoils("not_divided", "not divided by n", []<class T>(HuberLossGradient::Out<T>& out, const HuberLossGradient::In<T>& in, HuberLoss::Variant variant) {
          (void)in;
          if (variant == HuberLoss::Variant::mean)
            for (std::size_t i = 0; i < out.grad_x.size(); ++i) out.grad_x[i] *= static_cast<T>(in.x.size());
        });

}  // namespace
}  // namespace etalon::verify
