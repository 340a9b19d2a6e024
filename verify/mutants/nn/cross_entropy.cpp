#include "reference/contract/nn/cross_entropy.hpp"

#include <algorithm>
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::nn::CrossEntropy;
using contract::nn::CrossEntropyGradient;

const auto registered =
    mutants<CrossEntropy>()
        .spoils("smoothing_forgotten", "ε taken for 0", []<class T>(CrossEntropy::Out<T>& out, const CrossEntropy::In<T>& in, CrossEntropy::Variant variant) {
          (void)in;
          auto plain = in;
          plain.label_smoothing = 0;
          out = *Wings<CrossEntropy>::fast(plain, variant);
        })
        .spoils("smoothed_over_the_others", "ε shared by the other classes alone", []<class T>(CrossEntropy::Out<T>& out, const CrossEntropy::In<T>& in, CrossEntropy::Variant variant) {
          (void)in;
          out.loss = 0;
          auto plain = in;
          plain.label_smoothing = std::min(in.label_smoothing * static_cast<T>(in.x.shape[1]) / static_cast<T>(in.x.shape[1] - 1), T(1));
          out = *Wings<CrossEntropy>::fast(plain, variant);
        })
        .spoils("weights_forgotten", "divided by the number of samples, whatever they weigh", []<class T>(CrossEntropy::Out<T>& out, const CrossEntropy::In<T>& in, CrossEntropy::Variant variant) {
          (void)in;
          if (variant == CrossEntropy::Variant::mean) out.loss = Wings<CrossEntropy>::fast(in, CrossEntropy::Variant::sample_mean)->loss;
        })
        .spoils("unshifted", "log Σ exp x overflows", []<class T>(CrossEntropy::Out<T>& out, const CrossEntropy::In<T>& in, CrossEntropy::Variant variant) {
          (void)in;
          out.loss = 0;
          for (std::int64_t i = 0; i < in.x.shape[0]; ++i) {
            if (!CrossEntropy::counts(in, i)) continue;
            T sum = 0;
            for (std::int64_t k = 0; k < in.x.shape[1]; ++k) sum += std::exp(in.x(i, k));
            out.loss += CrossEntropy::weight<T>(in, in.target[i]) * (std::log(sum) - in.x(i, in.target[i])) / CrossEntropy::divisor<T>(in, variant);
          }
        });

const auto registered_gradient =
    mutants<CrossEntropyGradient>()
        .spoils("minus_one", "p − 1 at the target loses the digits of a confident right answer", []<class T>(CrossEntropyGradient::Out<T>& out, const CrossEntropyGradient::In<T>& in, CrossEntropy::Variant variant) {
          (void)in;
          for (std::int64_t i = 0; i < in.x.shape[0]; ++i) {
            if (!CrossEntropy::counts(in, i) || in.label_smoothing > 0) continue;
            T top = in.x(i, 0), sum = 0;
            for (std::int64_t k = 0; k < in.x.shape[1]; ++k) top = std::max(top, in.x(i, k));
            for (std::int64_t k = 0; k < in.x.shape[1]; ++k) sum += std::exp(in.x(i, k) - top);
            out.grad_x(i, in.target[i]) = (std::exp(in.x(i, in.target[i]) - top) / sum - 1) * CrossEntropy::weight<T>(in, in.target[i]) / CrossEntropy::divisor<T>(in, variant);
          }
        })
        .spoils("not_divided", "not divided", []<class T>(CrossEntropyGradient::Out<T>& out, const CrossEntropyGradient::In<T>& in, CrossEntropy::Variant variant) {
          (void)in;
          for (std::size_t i = 0; i < out.grad_x.size(); ++i) out.grad_x[i] *= CrossEntropy::divisor<T>(in, variant);
        })
        .spoils("ignored_count", "samples that do not count have a gradient", []<class T>(CrossEntropyGradient::Out<T>& out, const CrossEntropyGradient::In<T>& in) {
          (void)in;
          for (std::int64_t i = 0; i < in.x.shape[0]; ++i)
            if (!CrossEntropy::counts(in, i)) out.grad_x(i, 0) = 1;
        })
        .spoils("weight_of_each", "weighted by each class, not by the target", []<class T>(CrossEntropyGradient::Out<T>& out, const CrossEntropyGradient::In<T>& in) {
          (void)in;
          if (in.weight.size() > 0)
            for (std::int64_t i = 0; i < in.x.shape[0]; ++i)
              for (std::int64_t k = 0; k < in.x.shape[1]; ++k)
                if (CrossEntropy::counts(in, i) && k != in.target[i]) out.grad_x(i, k) *= in.weight[static_cast<std::size_t>(k)] / std::max(in.weight[static_cast<std::size_t>(in.target[i])], T(1e-3));
        });

}  // namespace
}  // namespace etalon::verify
