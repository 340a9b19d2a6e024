#include "reference/contract/gan/gradient_penalty.hpp"

#include "reference/contract/gan/r1_penalty.hpp"
#include "verify/mutants/gan/critics.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::GradientPenalty;
using contract::gan::GradientPenaltyGradient;
using Op = GradientPenalty;
using Variant = Op::Variant;

/// mean ‖∇‖² of all points.
template <class T>
T mean_square(Op::In<T> in) {
  in.strength = 2;
  return Wings<contract::gan::R1Penalty>::fast(in)->penalty;
}

const auto registered =
    mutants<GradientPenalty>()
        .spoils("norm_over_the_batch", "one norm of the gradients of all points together", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          const T norm = std::sqrt(mean_square(in) * static_cast<T>(in.x.shape[0]));
          out.penalty = v == Variant::two_sided || norm > 1 ? in.strength * (norm - 1) * (norm - 1) : T(0);
        })
        .spoils("wrong_points", "the gradient at points moved halfway to the origin: real samples for interpolated ones", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          auto other = in;
          for (T& x : other.x) x /= 2;
          out = *Wings<GradientPenalty>::fast(other, v);
        })
        .spoils("zero_centred", "‖∇‖² for (‖∇‖ − 1)²", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { out.penalty = in.strength * mean_square(in); })
        .spoils("the_other_side", "the other convention's sides", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          out = *Wings<GradientPenalty>::fast(in, v == Variant::two_sided ? Variant::one_sided : Variant::two_sided);
        })
        .spoils("halved", "½λ", [](auto& out, const auto&) { out.penalty /= 2; })
        .spoils("lambda_forgotten", "without λ", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          auto other = in;
          other.strength = 1;
          out = *Wings<GradientPenalty>::fast(other, v);
        });

const auto registered_gradient = penalty_gradient_mutants<GradientPenaltyGradient>();

}  // namespace
}  // namespace etalon::verify
