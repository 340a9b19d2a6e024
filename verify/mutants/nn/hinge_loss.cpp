#include "reference/contract/nn/hinge_loss.hpp"

#include <algorithm>
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::nn::HingeLoss;
using contract::nn::HingeLossGradient;

const auto registered =
    mutants<HingeLoss>()
        .spoils("squared", "the squared hinge", []<class T>(HingeLoss::Out<T>& out, const HingeLoss::In<T>& in, HingeLoss::Variant variant) {
          (void)in;
          out.loss = 0;
          for (std::size_t i = 0; i < in.scores.size(); ++i) {
            const T m = std::max(1 - static_cast<T>(in.target[i]) * in.scores[i], T(0));
            out.loss += m * m / (variant == HingeLoss::Variant::mean ? static_cast<T>(in.scores.size()) : T(1));
          }
        })
        .spoils("labels_of_zero", "labels taken for 0 and 1", []<class T>(HingeLoss::Out<T>& out, const HingeLoss::In<T>& in, HingeLoss::Variant variant) {
          (void)in;
          out.loss = 0;
          for (std::size_t i = 0; i < in.scores.size(); ++i) out.loss += std::max(1 - static_cast<T>((in.target[i] + 1) / 2) * in.scores[i], T(0)) / (variant == HingeLoss::Variant::mean ? static_cast<T>(in.scores.size()) : T(1));
        })
        .spoils("perceptron", "max(0, −ts): no margin", []<class T>(HingeLoss::Out<T>& out, const HingeLoss::In<T>& in, HingeLoss::Variant variant) {
          (void)in;
          out.loss = 0;
          for (std::size_t i = 0; i < in.scores.size(); ++i) out.loss += std::max(-static_cast<T>(in.target[i]) * in.scores[i], T(0)) / (variant == HingeLoss::Variant::mean ? static_cast<T>(in.scores.size()) : T(1));
        });

const auto registered_gradient =
    mutants<HingeLossGradient>()
        .spoils("everywhere", "−t/n everywhere", []<class T>(HingeLossGradient::Out<T>& out, const HingeLossGradient::In<T>& in, HingeLoss::Variant variant) {
          (void)in;
          for (std::size_t i = 0; i < out.grad_scores.size(); ++i) out.grad_scores[i] = -static_cast<T>(in.target[i]) / (variant == HingeLoss::Variant::mean ? static_cast<T>(in.scores.size()) : T(1));
        })
        .spoils("sign", "t/n", []<class T>(HingeLossGradient::Out<T>& out, const HingeLossGradient::In<T>& in) {
          (void)in;
          for (std::size_t i = 0; i < out.grad_scores.size(); ++i) out.grad_scores[i] = -out.grad_scores[i];
        })
        .spoils("not_divided", "−t", []<class T>(HingeLossGradient::Out<T>& out, const HingeLossGradient::In<T>& in, HingeLoss::Variant variant) {
          (void)in;
          if (variant == HingeLoss::Variant::mean)
            for (std::size_t i = 0; i < out.grad_scores.size(); ++i) out.grad_scores[i] *= static_cast<T>(in.scores.size());
        });

}  // namespace
}  // namespace etalon::verify
