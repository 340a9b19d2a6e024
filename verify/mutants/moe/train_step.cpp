#include "reference/contract/moe/train_step.hpp"

#include "verify/mutants/moe/experts.hpp"

namespace etalon::verify {
namespace {

using contract::moe::TrainStep;
using Op = TrainStep;
using Variant = Op::Variant;

template <class T>
Op::In<T> at_alpha(Op::In<T> in, T alpha) {
  in.alpha = alpha;
  return in;
}

const auto registered =
    mutants<Op>()
        .spoils("gate_held", "the experts are trained, and the gate is not; the loss is right", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { out.gate_next = in.gate; })
        .spoils("gate_by_the_balance_alone", "the gate gets nothing through the weights of the answers", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          const auto plain = Wings<Op>::fast(at_alpha(in, T(0)), v);
          for (std::size_t i = 0; i < in.gate.size(); ++i) out.gate_next[i] -= plain->gate_next[i] - in.gate[i];
        })
        .spoils("balance_in_the_loss_alone", "the balance is reported, and moves nothing", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          out.gate_next = Wings<Op>::fast(at_alpha(in, T(0)), v)->gate_next;
        })
        .spoils("soft_fractions", "twice the balance's gradient: f differentiated as if it were P", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          out.gate_next = Wings<Op>::fast(at_alpha(in, 2 * in.alpha), v)->gate_next;
        })
        .spoils("ascent", "the experts climb", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          for (std::size_t i = 0; i < in.w2.size(); ++i) out.w2_next[i] = 2 * in.w2[i] - out.w2_next[i];
        })
        .spoils("summed", "the squares summed over the answers of a token", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          const T balance = out.loss - Wings<Op>::fast(at_alpha(in, T(0)), v)->loss;
          out.loss = balance + (out.loss - balance) * static_cast<T>(1 + in.target.shape[1]);
        })
        .spoils("next_expert", "expert indices off by one", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) { out = *Wings<Op>::fast(off_by_one(in), v); });

}  // namespace
}  // namespace etalon::verify
