#include "reference/contract/nn/embedding.hpp"

#include <algorithm>
#include <cmath>

#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Embedding;
using contract::nn::EmbeddingVjp;
using In = Embedding::In<double>;


Interval pairing(const Tensor<Interval>& x, const Tensor<Interval>& y) {
  Interval sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}

const auto registered =
    laws<Embedding>()
        .inputs(core, "words", [](Draw& draw) {
          const std::int64_t v = draw.extent(1, 5);
          return In{draw.reals({v, draw.extent(1, 4)}), draw.integers({draw.extent(1, 6)}, 0, v - 1)};
        })
        .inputs(core, "one word again and again", [](Draw& draw) {
          const std::int64_t v = draw.extent(1, 4), word = draw.integer(0, v - 1);
          return In{draw.reals({v, draw.extent(1, 3)}), draw.integers({draw.extent(2, 6)}, word, word)};
        })
        .inputs(edge, "no words", [](Draw& draw) { return In{draw.reals({2, draw.extent(0, 2)}), Tensor<std::int64_t>({0})}; })
        .refuses("C2", "no row of the table", [](Draw& draw) {
          const std::int64_t v = draw.extent(1, 3);
          return In{draw.reals({v, 2}), Tensor<std::int64_t>({2}, {0, draw.coin() ? v : -1})};
        })
        .theorem("C4", "the product of one-hot rows with the table", [](Exact<Embedding>& t) {
          const auto y = t.f(t.in).y;
          for (std::int64_t i = 0; i < y.shape[0]; ++i)
            for (std::int64_t j = 0; j < y.shape[1]; ++j) {
              Interval sum = 0;
              for (std::int64_t v = 0; v < t.in.table.shape[0]; ++v) sum += Interval(v == t.in.index[i] ? 1 : 0) * t.in.table(v, j);
              t.equal(y(i, j), sum, "one-hot rows times the table");
            }
        });

const auto registered_vjp =
    laws<EmbeddingVjp>()
        .theorem("C4", "⟨its gradient, table⟩ = ⟨ȳ, y⟩", [](Exact<EmbeddingVjp>& t) {
          const auto g = t.f(t.in).grad_table;
          const auto y = Wings<Embedding>::reference(t.in)->y;
          Interval scale = 0;
          for (std::size_t i = 0; i < y.size(); ++i) scale += abs(y[i] * t.in.cotangent.y[i]);
          t.equal_within(pairing(g, t.in.table), pairing(t.in.cotangent.y, y), scale, "⟨its gradient, table⟩ = ⟨ȳ, y⟩");
        });

}  // namespace
}  // namespace etalon::verify
