#include "reference/contract/gan/conditional_loss.hpp"

#include "verify/mutants/gan/answers.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::ConditionalLoss;
using contract::gan::ConditionalLossGradient;
using Op = ConditionalLoss;
using Variant = Op::Variant;

const auto registered =
    mutants<ConditionalLoss>()
        .spoils("unconditional", "the class ignored", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          auto other = in;
          for (T& x : other.embedding) x = 0;
          out = *Wings<ConditionalLoss>::fast(other, v);
        })
        .spoils("first_class", "the embedding of class 0 for all", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          auto other = in;
          for (auto& y : other.classes) y = 0;
          out = *Wings<ConditionalLoss>::fast(other, v);
        })
        .spoils("labels_exchanged", "generated samples taken for real ones", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          auto other = in;
          for (auto& real : other.real) real = 1 - real;
          out = *Wings<ConditionalLoss>::fast(other, v);
        })
        .spoils("projection_alone", "E_y·φ without w·φ", []<class T>(Op::Out<T>& out, const Op::In<T>& in, Variant v) {
          auto other = in;
          for (T& x : other.weight) x = 0;
          out = *Wings<ConditionalLoss>::fast(other, v);
        })
        .spoils("summed", "the sum over the samples", []<class T>(Op::Out<T>& out, const Op::In<T>& in) { out.loss *= static_cast<T>(in.features.shape[0]); });

const auto registered_gradient =
    mutants<ConditionalLossGradient>()
        .spoils("last_sample_wins", "embeddings assigned, not added, where a class comes twice", []<class T>(ConditionalLossGradient::Out<T>& out, const Op::In<T>& in, Variant v) {
          for (std::int64_t i = 0; i < in.features.shape[0]; ++i) {
            auto alone = in;
            for (std::int64_t k = 0; k < in.features.shape[0]; ++k)
              if (k != i) alone.classes[k] = in.classes[i] == 0 && in.embedding.shape[0] > 1 ? 1 : 0;
            const auto slopes = Wings<ConditionalLossGradient>::fast(alone, v);
            if (in.embedding.shape[0] > 1)
              for (std::int64_t j = 0; j < in.embedding.shape[1]; ++j) out.grad_embedding(in.classes[i], j) = slopes->grad_embedding(in.classes[i], j);
          }
        })
        .spoils("embedding_detached", "no gradient reaches the embeddings", [](auto& out, const auto&) {
          for (auto& g : out.grad_embedding) g = 0;
        })
        .spoils("sign", "the bias raised", [](auto& out, const auto&) { out.grad_bias = -out.grad_bias; })
        .spoils("features_of_the_linear_part", "φ without what the embedding adds", []<class T>(ConditionalLossGradient::Out<T>& out, const Op::In<T>& in, Variant v) {
          if (v != Variant::projection) scale(out.grad_features, T(2));
          else
            for (std::int64_t i = 0; i < in.features.shape[0]; ++i)
              for (std::int64_t j = 0; j < in.features.shape[1]; ++j)
                if (in.weight[j] + in.embedding(in.classes[i], j) != 0) out.grad_features(i, j) *= in.weight[j] / (in.weight[j] + in.embedding(in.classes[i], j));
        });

}  // namespace
}  // namespace etalon::verify
