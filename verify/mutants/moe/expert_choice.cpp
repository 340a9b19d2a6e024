#include "reference/contract/moe/expert_choice.hpp"

#include <algorithm>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::moe::ExpertChoice;

const auto registered =
    mutants<ExpertChoice>()
        .spoils("tokens_choose", "the probabilities of a token's experts ranked, not those of an expert's tokens", []<class T>(ExpertChoice::Out<T>& out, const ExpertChoice::In<T>& in) {
          for (std::int64_t i = 0; i < in.probabilities.shape[1]; ++i)
            for (std::int64_t place = 0; place < in.c; ++place) {
              const std::int64_t token = (i + place) % in.probabilities.shape[0];
              out.index(i, place) = token, out.weights(i, place) = *std::max_element(in.probabilities.begin() + token * in.probabilities.shape[1], in.probabilities.begin() + (token + 1) * in.probabilities.shape[1]);
            }
        })
        .spoils("smallest", "the c smallest", []<class T>(ExpertChoice::Out<T>& out, const ExpertChoice::In<T>& in) {
          auto other = in;
          for (T& p : other.probabilities) p = -p;
          out = *Wings<ExpertChoice>::fast(other);
          for (T& w : out.weights) w = -w;
        })
        .spoils("highest_index", "of equal ones the highest index", []<class T>(ExpertChoice::Out<T>& out, const ExpertChoice::In<T>& in) {
          if (in.c != 1) return;
          for (std::int64_t i = 0; i < in.probabilities.shape[1]; ++i)
            for (std::int64_t token = 0; token < in.probabilities.shape[0]; ++token)
              if (in.probabilities(token, i) == out.weights(i, 0)) out.index(i, 0) = token;
        })
        .spoils("normalised", "the weights divided by their sum", []<class T>(ExpertChoice::Out<T>& out, const ExpertChoice::In<T>& in) {
          for (std::int64_t i = 0; i < in.probabilities.shape[1]; ++i) {
            T sum = 0;
            for (std::int64_t place = 0; place < in.c; ++place) sum += out.weights(i, place);
            for (std::int64_t place = 0; place < in.c; ++place) out.weights(i, place) /= sum;
          }
        });

}  // namespace
}  // namespace etalon::verify
