#include "reference/contract/nn/soft_cross_entropy.hpp"

#include <algorithm>
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::nn::SoftCrossEntropy;
using contract::nn::SoftCrossEntropyGradient;
using Variant = SoftCrossEntropy::Variant;

/// Σ of the weights that the targets choose: what the mean over classes is divided by.
template <class T>
T chosen_weights(const SoftCrossEntropy::In<T>& in) {
  T sum = 0;
  for (std::int64_t i = 0; i < in.x.shape[0]; ++i)
    for (std::int64_t k = 0; k < in.x.shape[1]; ++k) sum += in.target(i, k) * contract::ClassTargets::weight<T>(in, k);
  return sum;
}

const auto registered =
    mutants<SoftCrossEntropy>()
        .spoils("divided_by_weights", "divided by Σ w·t, as the mean over classes is", []<class T>(SoftCrossEntropy::Out<T>& out, const SoftCrossEntropy::In<T>& in, Variant variant) {
          if (variant == Variant::mean && in.weight.size() > 0) out.loss *= static_cast<T>(in.x.shape[0]) / std::max(chosen_weights(in), T(1) / 1024);
        })
        .spoils("smoothing_forgotten", "ε taken for 0", []<class T>(SoftCrossEntropy::Out<T>& out, const SoftCrossEntropy::In<T>& in, Variant variant) {
          auto plain = in;
          plain.label_smoothing = 0;
          out = *Wings<SoftCrossEntropy>::fast(plain, variant);
        })
        .spoils("largest_class", "the most probable class alone", []<class T>(SoftCrossEntropy::Out<T>& out, const SoftCrossEntropy::In<T>& in, Variant variant) {
          auto hard = in;
          for (std::int64_t i = 0; i < in.x.shape[0]; ++i) {
            T* row = hard.target.data.data() + i * in.x.shape[1];
            T* top = std::max_element(row, row + in.x.shape[1]);
            const T largest = *top;
            std::fill(row, row + in.x.shape[1], T(0));
            *top = largest > 0 ? T(1) : T(0);
          }
          out = *Wings<SoftCrossEntropy>::fast(hard, variant);
        })
        .spoils("unshifted", "log Σ exp x overflows", []<class T>(SoftCrossEntropy::Out<T>& out, const SoftCrossEntropy::In<T>& in, Variant variant) {
          out.loss = 0;
          for (std::int64_t i = 0; i < in.x.shape[0]; ++i) {
            T sum = 0;
            for (std::int64_t k = 0; k < in.x.shape[1]; ++k) sum += std::exp(in.x(i, k));
            for (std::int64_t k = 0; k < in.x.shape[1]; ++k) out.loss += SoftCrossEntropy::share(in, i, k) * (std::log(sum) - in.x(i, k)) / SoftCrossEntropy::divisor(in, variant);
          }
        });

const auto registered_gradient =
    mutants<SoftCrossEntropyGradient>()
        .spoils("of_unit_rows", "p − a: as if the shares added up to 1", []<class T>(SoftCrossEntropyGradient::Out<T>& out, const SoftCrossEntropyGradient::In<T>& in, Variant variant) {
          for (std::int64_t i = 0; i < in.x.shape[0]; ++i) {
            T top = in.x(i, 0), sum = 0;
            for (std::int64_t k = 0; k < in.x.shape[1]; ++k) top = std::max(top, in.x(i, k));
            for (std::int64_t k = 0; k < in.x.shape[1]; ++k) sum += std::exp(in.x(i, k) - top);
            for (std::int64_t k = 0; k < in.x.shape[1]; ++k) out.grad_x(i, k) = (std::exp(in.x(i, k) - top) / sum - SoftCrossEntropy::share(in, i, k)) / SoftCrossEntropy::divisor(in, variant);
          }
        })
        .spoils("not_divided", "the sum's", []<class T>(SoftCrossEntropyGradient::Out<T>& out, const SoftCrossEntropyGradient::In<T>& in) {
          out = *Wings<SoftCrossEntropyGradient>::fast(in, Variant::sum);
        })
        .spoils("weights_forgotten", "without weights", []<class T>(SoftCrossEntropyGradient::Out<T>& out, const SoftCrossEntropyGradient::In<T>& in, Variant variant) {
          auto plain = in;
          plain.weight = Tensor<T>({0});
          out = *Wings<SoftCrossEntropyGradient>::fast(plain, variant);
        });

}  // namespace
}  // namespace etalon::verify
