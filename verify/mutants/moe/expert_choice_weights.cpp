#include "reference/contract/moe/expert_choice_weights.hpp"

#include "reference/contract/nn/softmax.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::moe::ExpertChoiceWeights;
using contract::moe::ExpertChoiceWeightsVjp;
using contract::nn::Softmax;

const auto registered =
    mutants<ExpertChoiceWeights>()
        .spoils("over_tokens", "the softmax over the tokens of an expert", []<class T>(ExpertChoiceWeights::Out<T>& out, const ExpertChoiceWeights::In<T>& in) {
          const auto p = Wings<Softmax>::fast(Softmax::In<T>{in.logits, 0}, Softmax::Variant::undefined)->y;
          for (std::int64_t i = 0; i < out.weights.shape[0]; ++i)
            for (std::int64_t j = 0; j < out.weights.shape[1]; ++j) out.weights(i, j) = p(in.index(i, j), i);
        })
        .spoils("of_the_chosen", "divided by the sum over an expert's tokens", []<class T>(ExpertChoiceWeights::Out<T>& out, const ExpertChoiceWeights::In<T>&) {
          for (std::int64_t i = 0; i < out.weights.shape[0]; ++i) {
            T sum = 0;
            for (std::int64_t j = 0; j < out.weights.shape[1]; ++j) sum += out.weights(i, j);
            for (std::int64_t j = 0; j < out.weights.shape[1]; ++j) out.weights(i, j) /= sum;
          }
        })
        .spoils("first_expert", "the weight of the first expert for all", []<class T>(ExpertChoiceWeights::Out<T>& out, const ExpertChoiceWeights::In<T>& in) {
          const auto p = Wings<Softmax>::fast(Softmax::In<T>{in.logits}, Softmax::Variant::undefined)->y;
          for (std::int64_t i = 0; i < out.weights.shape[0]; ++i)
            for (std::int64_t j = 0; j < out.weights.shape[1]; ++j) out.weights(i, j) = p(in.index(i, j), 0);
        });

const auto registered_vjp =
    mutants<ExpertChoiceWeightsVjp>()
        .spoils("lost", "no gradient through the weights", [](auto& out, const auto&) {
          for (auto& g : out.grad_logits) g = 0;
        })
        .spoils("last_place", "a token that several took has the cotangent of the last alone: assigned, not added", []<class T>(ExpertChoiceWeightsVjp::Out<T>& out, const ExpertChoiceWeightsVjp::In<T>& in) {
          auto other = in;
          for (std::int64_t i = 0; i < in.index.shape[0]; ++i)
            for (std::int64_t j = 0; j < in.index.shape[1]; ++j)
              for (std::int64_t later = j + 1; later < in.index.shape[1]; ++later)
                if (in.index(i, later) == in.index(i, j)) other.cotangent.weights(i, j) = 0;
          out = *Wings<ExpertChoiceWeightsVjp>::fast(other);
        })
        .spoils("diagonal", "p(1 − p)w̄ at the place alone", []<class T>(ExpertChoiceWeightsVjp::Out<T>& out, const ExpertChoiceWeightsVjp::In<T>& in) {
          const auto p = Wings<Softmax>::fast(Softmax::In<T>{in.logits}, Softmax::Variant::undefined)->y;
          for (T& g : out.grad_logits) g = 0;
          for (std::int64_t i = 0; i < in.index.shape[0]; ++i)
            for (std::int64_t j = 0; j < in.index.shape[1]; ++j) {
              const T q = p(in.index(i, j), i);
              out.grad_logits(in.index(i, j), i) += q * (1 - q) * in.cotangent.weights(i, j);
            }
        });

}  // namespace
}  // namespace etalon::verify
