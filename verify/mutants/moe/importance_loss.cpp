#include "reference/contract/moe/importance_loss.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::moe::ImportanceLoss;
using contract::moe::ImportanceLossGradient;
using Variant = ImportanceLoss::Variant;

template <class T>
ImportanceLoss::In<T> transposed(ImportanceLoss::In<T> in) {
  const auto before = in.gates;
  in.gates = Tensor<T>({before.shape[1], before.shape[0]});
  for (std::int64_t k = 0; k < before.shape[0]; ++k)
    for (std::int64_t i = 0; i < before.shape[1]; ++i) in.gates(i, k) = before(k, i);
  return in;
}

const auto registered =
    mutants<ImportanceLoss>()
        .spoils("not_squared", "CV itself", []<class T>(ImportanceLoss::Out<T>& out, const ImportanceLoss::In<T>& in) { out.loss = in.weight > 0 ? in.weight * std::sqrt(out.loss / in.weight) : T(0); })
        .spoils("other_variance", "n − 1 for n, and n for n − 1", []<class T>(ImportanceLoss::Out<T>& out, const ImportanceLoss::In<T>& in, Variant v) {
          const T n = static_cast<T>(in.gates.shape[1]);
          out.loss *= v == Variant::sample ? (n - 1) / n : n / (n - 1);
        })
        .spoils("over_tokens", "the gates summed over the experts of each token", []<class T>(ImportanceLoss::Out<T>& out, const ImportanceLoss::In<T>& in, Variant v) {
          const auto other = Wings<ImportanceLoss>::fast(transposed(in), v);
          out.loss = other ? other->loss : T(0);
        })
        .spoils("counted", "an expert's tokens counted, not its gates summed", []<class T>(ImportanceLoss::Out<T>& out, const ImportanceLoss::In<T>& in, Variant v) {
          auto other = in;
          for (T& g : other.gates) g = g > 0 ? T(1) : T(0);
          out = *Wings<ImportanceLoss>::fast(other, v);
        })
        .spoils("variance_alone", "not divided by the mean", []<class T>(ImportanceLoss::Out<T>& out, const ImportanceLoss::In<T>& in) {
          T mean = 0;
          for (const T g : in.gates) mean += g / static_cast<T>(in.gates.shape[1]);
          out.loss *= mean * mean + in.epsilon;
        });

const auto registered_gradient =
    mutants<ImportanceLossGradient>()
        .spoils("lost", "a detached loss: its value is right, and its gradient 0", [](auto& out, const auto&) {
          for (auto& g : out.grad_gates) g = 0;
        })
        .spoils("mean_held", "the mean below held constant", []<class T>(ImportanceLossGradient::Out<T>& out, const ImportanceLoss::In<T>& in, Variant v) {
          const T n = static_cast<T>(in.gates.shape[1]);
          T mean = 0;
          for (const T g : in.gates) mean += g / n;
          const T lost = 2 * Wings<ImportanceLoss>::fast(in, v)->loss * mean / n / (mean * mean + in.epsilon);
          for (T& g : out.grad_gates) g += lost;
        })
        .spoils("averaged", "over the tokens once more", []<class T>(ImportanceLossGradient::Out<T>& out, const ImportanceLoss::In<T>& in) {
          for (T& g : out.grad_gates) g /= static_cast<T>(in.gates.shape[0]);
        })
        .spoils("closed_gates", "none for a gate that is 0", []<class T>(ImportanceLossGradient::Out<T>& out, const ImportanceLoss::In<T>& in) {
          for (std::size_t i = 0; i < in.gates.size(); ++i)
            if (in.gates[i] == 0) out.grad_gates[i] = 0;
        });

}  // namespace
}  // namespace etalon::verify
