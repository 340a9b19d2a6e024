#include "reference/contract/moe/straight_through.hpp"

#include <algorithm>

#include "reference/contract/nn/softmax.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::moe::StraightThrough;
using contract::moe::StraightThroughVjp;
using contract::nn::Softmax;
using Variant = StraightThrough::Variant;

const auto registered =
    mutants<StraightThrough>()
        .spoils("smallest", "the smallest logit", []<class T>(StraightThrough::Out<T>& out, const StraightThrough::In<T>& in) {
          auto other = in;
          for (T& x : other.logits) x = -x;
          out = *Wings<StraightThrough>::fast(other, Variant::softmax);
        })
        .spoils("still_soft", "the softmax itself", []<class T>(StraightThrough::Out<T>& out, const StraightThrough::In<T>& in) {
          out.y = Wings<Softmax>::fast(Softmax::In<T>{in.logits}, Softmax::Variant::undefined)->y;
        })
        .spoils("all_of_equals", "every entry that is as large as the largest is 1", []<class T>(StraightThrough::Out<T>& out, const StraightThrough::In<T>& in) {
          for (std::int64_t token = 0; token < out.y.shape[0]; ++token) {
            T largest = in.logits(token, 0);
            for (std::int64_t i = 0; i < out.y.shape[1]; ++i) largest = std::max(largest, in.logits(token, i));
            for (std::int64_t i = 0; i < out.y.shape[1]; ++i) out.y(token, i) = static_cast<T>(in.logits(token, i) == largest);
          }
        })
        .spoils("of_the_batch", "one choice for all tokens", []<class T>(StraightThrough::Out<T>& out, const StraightThrough::In<T>& in) {
          if (in.logits.size() == 0) return;
          const auto at = std::max_element(in.logits.begin(), in.logits.end()) - in.logits.begin();
          for (std::size_t i = 0; i < out.y.size(); ++i) out.y[i] = static_cast<T>(static_cast<std::ptrdiff_t>(i) == at);
        });

const auto registered_vjp =
    mutants<StraightThroughVjp>()
        .spoils("lost", "the derivative of the step, 0", [](auto& out, const auto&) {
          for (auto& g : out.grad_logits) g = 0;
        })
        .spoils("other_convention", "ȳ for the softmax's, and the softmax's for ȳ", []<class T>(StraightThroughVjp::Out<T>& out, const StraightThroughVjp::In<T>& in, Variant v) {
          out = *Wings<StraightThroughVjp>::fast(in, v == Variant::softmax ? Variant::identity : Variant::softmax);
        })
        .spoils("chosen_alone", "none for what was not chosen", []<class T>(StraightThroughVjp::Out<T>& out, const StraightThroughVjp::In<T>& in) {
          const auto y = Wings<StraightThrough>::fast(in, Variant::softmax)->y;
          for (std::size_t i = 0; i < y.size(); ++i) out.grad_logits[i] *= y[i];
        });

}  // namespace
}  // namespace etalon::verify
