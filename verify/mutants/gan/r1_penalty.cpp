#include "reference/contract/gan/r1_penalty.hpp"

#include <cmath>

#include "verify/mutants/gan/critics.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::R1Penalty;
using contract::gan::R1PenaltyGradient;
using Op = R1Penalty;

const auto registered =
    mutants<R1Penalty>()
        .spoils("without_half", "γ for ½γ", [](auto& out, const auto&) { out.penalty *= 2; })
        .spoils("summed", "the sum over the samples", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { out.penalty *= static_cast<T>(in.x.shape[0]); })
        .spoils("mean_over_entries", "the mean over the entries of the gradients too", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { out.penalty /= static_cast<T>(in.x.shape[1]); })
        .spoils("norm", "‖∇‖ for its square", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          if (in.strength > 0) out.penalty = in.strength / 2 * std::sqrt(2 * out.penalty / in.strength);
        })
        .spoils("wrong_points", "the gradient at other points: generated samples, as R2's", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          auto other = in;
          for (T& x : other.x) x = -x;
          out = *Wings<R1Penalty>::fast(other);
        });

const auto registered_gradient = penalty_gradient_mutants<R1PenaltyGradient>();

}  // namespace
}  // namespace etalon::verify
