#include "reference/contract/gan/modulated_weight.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::gan::ModulatedWeight;
using contract::gan::ModulatedWeightVjp;
using Variant = ModulatedWeight::Variant;

/// As it is written, but Σ of squares over other entries than those of one output channel: each of `together` rows that follow one another.
template <class T>
void demodulated(Tensor<T>& y, const ModulatedWeight::In<T>& in, std::size_t together) {
  y = Wings<ModulatedWeight>::fast(in, Variant::modulated)->y;
  const std::size_t length = in.weight.size() / static_cast<std::size_t>(in.weight.shape[0]) * together;
  for (std::size_t first = 0; first < y.size(); first += length) {
    T sum = in.epsilon;
    for (std::size_t j = first; j < first + length; ++j) sum += y[j] * y[j];
    for (std::size_t j = first; j < first + length; ++j) y[j] /= std::sqrt(sum);
  }
}

const auto registered =
    mutants<ModulatedWeight>()
        .spoils("as_written", "squares overflow and underflow", [](auto& out, const auto& in, Variant variant) {
          if (variant == Variant::demodulated) demodulated(out.y, in, 1);
        })
        .spoils("whole_kernel", "one norm for all output channels", [](auto& out, const auto& in, Variant variant) {
          if (variant == Variant::demodulated) demodulated(out.y, in, static_cast<std::size_t>(in.weight.shape[0]));
        })
        .spoils("epsilon_outside", "√Σ + ε", []<class T>(ModulatedWeight::Out<T>& out, const ModulatedWeight::In<T>& in, Variant variant) {
          if (variant == Variant::modulated) return;
          out.y = Wings<ModulatedWeight>::fast(in, Variant::modulated)->y;
          const std::size_t length = in.weight.size() / static_cast<std::size_t>(in.weight.shape[0]);
          for (std::size_t first = 0; first < out.y.size(); first += length) {
            T sum = 0;
            for (std::size_t j = first; j < first + length; ++j) sum += out.y[j] * out.y[j];
            for (std::size_t j = first; j < first + length; ++j) out.y[j] /= std::sqrt(sum) + in.epsilon;
          }
        })
        .spoils("one_style", "the style of the first sample for all", [](auto& out, const auto& in, Variant variant) {
          auto same = in;
          for (std::size_t i = 0; i < same.style.size(); ++i) same.style[i] = in.style[i % static_cast<std::size_t>(in.style.shape[1])];
          out.y = Wings<ModulatedWeight>::fast(same, variant)->y;
        })
        .spoils("other_convention", "demodulated where it is not, and the reverse", [](auto& out, const auto& in, Variant variant) {
          out.y = Wings<ModulatedWeight>::fast(in, variant == Variant::modulated ? Variant::demodulated : Variant::modulated)->y;
        });

const auto registered_vjp =
    mutants<ModulatedWeightVjp>()
        .spoils("norm_held", "d held constant", []<class T>(ModulatedWeightVjp::Out<T>& out, const ModulatedWeightVjp::In<T>& in, Variant variant) {
          if (variant == Variant::modulated) return;
          auto divided = in;
          const auto w = Wings<ModulatedWeight>::fast(in, Variant::modulated)->y;
          const std::size_t length = in.weight.size() / static_cast<std::size_t>(in.weight.shape[0]);
          for (std::size_t first = 0; first < w.size(); first += length) {
            T sum = in.epsilon;
            for (std::size_t j = first; j < first + length; ++j) sum += w[j] * w[j];
            for (std::size_t j = first; j < first + length; ++j) divided.cotangent.y[j] /= std::sqrt(sum);
          }
          out = *Wings<ModulatedWeightVjp>::fast(divided, Variant::modulated);
        })
        .spoils("last_sample", "w̄ of the last sample alone", [](auto& out, const auto& in, Variant variant) {
          auto last = in;
          const std::size_t others = in.cotangent.y.size() - in.weight.size();
          for (std::size_t i = 0; i < others; ++i) last.cotangent.y[i] = 0;
          out.grad_weight = Wings<ModulatedWeightVjp>::fast(last, variant)->grad_weight;
        })
        .spoils("weight_for_style", "s̄ sums ā alone", [](auto& out, const auto& in, Variant variant) {
          auto ones = in;
          for (auto& w : ones.weight) w = 1;
          out.grad_style = Wings<ModulatedWeightVjp>::fast(ones, variant)->grad_style;
        });

}  // namespace
}  // namespace etalon::verify
