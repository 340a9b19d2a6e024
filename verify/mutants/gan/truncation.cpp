#include "reference/contract/gan/truncation.hpp"

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::gan::Truncation;
using contract::gan::TruncationVjp;

const auto registered =
    mutants<Truncation>()
        .spoils("wrong_way", "w + ψ(w̄ − w): the more ψ, the nearer to the mean", [](auto& out, const auto& in) {
          auto other = in;
          other.psi = 1 - in.psi;
          out.y = Wings<Truncation>::fast(other)->y;
        })
        .spoils("towards_zero", "ψw: the mean forgotten", [](auto& out, const auto& in) {
          auto other = in;
          for (auto& m : other.mean) m = 0;
          out.y = Wings<Truncation>::fast(other)->y;
        })
        .spoils("one_layer_more", "cutoff counted in", [](auto& out, const auto& in) {
          auto other = in;
          if (other.cutoff < in.w.shape[1]) ++other.cutoff;
          out.y = Wings<Truncation>::fast(other)->y;
        })
        .spoils("clamped", "ψ held in [0, 1]", [](auto& out, const auto& in) {
          auto other = in;
          if (in.psi > 1) other.psi = 1;
          if (in.psi < 0) other.psi = 0;
          out.y = Wings<Truncation>::fast(other)->y;
        })
        .spoils("as_written", "w̄ + ψ(w − w̄): a small style is lost beside its mean", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < out.y.size(); ++i)
            if (static_cast<std::int64_t>(i) / in.w.shape[2] % in.w.shape[1] < in.cutoff) out.y[i] = in.mean[i % in.mean.size()] + in.psi * (in.w[i] - in.mean[i % in.mean.size()]);
        });

const auto registered_vjp =
    mutants<TruncationVjp>()
        .spoils("not_truncated", "ȳ in every layer", [](auto& out, const auto& in) { out.grad_w = in.cotangent.y; })
        .spoils("mean_detached", "the mean held constant", [](auto& out, const auto&) {
          for (auto& g : out.grad_mean) g = 0;
        })
        .spoils("every_layer", "what is not truncated reaches the mean too", [](auto& out, const auto& in) {
          auto all = in;
          all.cutoff = in.w.shape[1];
          out.grad_mean = Wings<TruncationVjp>::fast(all)->grad_mean;
        });

}  // namespace
}  // namespace etalon::verify
