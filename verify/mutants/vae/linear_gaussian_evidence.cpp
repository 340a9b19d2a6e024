#include "reference/contract/vae/linear_gaussian_evidence.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::vae::LinearGaussianEvidence;

const auto registered =
    mutants<LinearGaussianEvidence>()
        .spoils("jitter", "10⁻³ added to σ², to be safe", []<class T>(LinearGaussianEvidence::Out<T>& out, const LinearGaussianEvidence::In<T>& in) {
          auto other = in;
          other.variance += T(1e-3);
          if (const auto wrong = Wings<LinearGaussianEvidence>::fast(other)) out = *wrong;
        })
        .spoils("deviation_for_variance", "σ⁴ for σ²: the variance taken for the deviation", []<class T>(LinearGaussianEvidence::Out<T>& out, const LinearGaussianEvidence::In<T>& in) {
          auto other = in;
          other.variance *= in.variance == 1 ? T(1) : in.variance;
          if (const auto wrong = Wings<LinearGaussianEvidence>::fast(other)) out = *wrong;
        })
        .spoils("bias_forgotten", "x is taken for centred", []<class T>(LinearGaussianEvidence::Out<T>& out, const LinearGaussianEvidence::In<T>& in) {
          auto centred = in;
          for (T& b : centred.b) b = 0;
          out = *Wings<LinearGaussianEvidence>::fast(centred);
        })
        .spoils("dimension_of_latents", "d·log 2π in place of p·log 2π", [](auto& out, const auto& in) {
          for (auto& y : out.log_evidence) y -= static_cast<float>(in.w.shape[1] - in.x.shape[1]) * 0.91893853f;
        })
        .spoils("latents_at_their_mean", "log p(x|z = 0): the latents' spread is forgotten", []<class T>(LinearGaussianEvidence::Out<T>& out, const LinearGaussianEvidence::In<T>& in) {
          auto none = in;
          for (T& w : none.w) w = 0;
          out = *Wings<LinearGaussianEvidence>::fast(none);
        });

}  // namespace
}  // namespace etalon::verify
