#include "reference/contract/nn/embedding.hpp"

#include <algorithm>
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Embedding;
using contract::nn::EmbeddingVjp;

const auto registered =
    mutants<Embedding>()
        .spoils("next_word", "the row behind", []<class T>(Embedding::Out<T>& out, const Embedding::In<T>& in) {
          (void)in;
          const std::int64_t v = in.table.shape[0];
          auto other = in;
          for (auto& k : other.index) k = (k + 1) % v;
          out = *Wings<Embedding>::fast(other);
        })
        .spoils("padding_zero", "word 0 taken for padding: zeros", []<class T>(Embedding::Out<T>& out, const Embedding::In<T>& in) {
          (void)in;
          for (std::int64_t i = 0; i < out.y.shape[0]; ++i)
            for (std::int64_t j = 0; in.index[i] == 0 && j < out.y.shape[1]; ++j) out.y(i, j) = 0;
        })
        .spoils("scaled", "times √d", []<class T>(Embedding::Out<T>& out, const Embedding::In<T>& in) {
          (void)in;
          for (T& y : out.y) y *= std::sqrt(static_cast<T>(in.table.shape[1]));
        });

const auto registered_vjp =
    mutants<EmbeddingVjp>()
        .spoils("last_occurrence", "the cotangent of the last occurrence, not their sum", []<class T>(EmbeddingVjp::Out<T>& out, const EmbeddingVjp::In<T>& in) {
          (void)in;
          for (T& g : out.grad_table) g = 0;
          for (std::int64_t i = 0; i < in.index.shape[0]; ++i)
            for (std::int64_t j = 0; j < in.table.shape[1]; ++j) out.grad_table(in.index[i], j) = in.cotangent.y(i, j);
        })
        .spoils("averaged", "divided by how often a word occurs", []<class T>(EmbeddingVjp::Out<T>& out, const EmbeddingVjp::In<T>& in) {
          (void)in;
          for (std::int64_t v = 0; v < in.table.shape[0]; ++v)
            for (std::int64_t j = 0; j < in.table.shape[1]; ++j) out.grad_table(v, j) /= static_cast<T>(std::max<std::int64_t>(std::count(in.index.begin(), in.index.end(), v), 1));
        })
        .spoils("padding_zero", "nothing for word 0", []<class T>(EmbeddingVjp::Out<T>& out, const EmbeddingVjp::In<T>& in) {
          (void)in;
          for (std::int64_t j = 0; j < in.table.shape[1]; ++j) out.grad_table(0, j) = 0;
        });

}  // namespace
}  // namespace etalon::verify
