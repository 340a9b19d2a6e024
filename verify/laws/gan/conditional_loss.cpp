#include "reference/contract/gan/conditional_loss.hpp"

#include "verify/laws/gan/critics.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::ConditionalLoss;
using contract::gan::ConditionalLossGradient;
using In = ConditionalLoss::In<double>;
using Variant = ConditionalLoss::Variant;

In samples(Draw& draw, std::int64_t d, std::int64_t e, int lowest = -3, int highest = 1) {
  const auto n = draw.extent(1, 5), k = draw.extent(1, 3);
  Tensor<double> features = draw.reals({n, d}, lowest, highest), embedding = draw.reals({k, e}, lowest, highest), weight = draw.reals({d}, lowest, highest), v = draw.reals({e}, lowest, highest);
  return In{std::move(features), draw.integers({n}, 0, k - 1), draw.integers({n}, 0, 1), std::move(embedding), std::move(weight), std::move(v), draw.real(lowest, highest)};
}

const auto registered =
    laws<ConditionalLoss>()
        .inputs(core, "samples", [](Draw& draw) {
          const auto d = draw.extent(1, 4);
          return samples(draw, d, d);
        })
        .inputs(extreme, "saturated", [](Draw& draw) {
          const auto d = draw.extent(1, 3);
          return samples(draw, d, d, 0, 3);
        })
        .inputs(edge, "one class, all real", [](Draw& draw) {
          const auto d = draw.extent(1, 3);
          In in = samples(draw, d, d);
          for (auto& y : in.classes) y = 0;
          for (auto& real : in.real) real = 1;
          return in;
        })
        .refuses("C3", "embeddings that do not fit the features", [](Draw& draw) {
          const auto d = draw.extent(1, 3);
          return samples(draw, d, d + draw.integer(1, 2));
        })
        .law("C4", "loss ≥ 0", [](Law<ConditionalLoss>& t) { t.exactly_at_most(0, t.out.loss, "loss ≥ 0"); })
        .theorem("C4", "without embeddings no class matters", [](Exact<ConditionalLoss>& t) {
          auto plain = t.in;
          for (Interval& x : plain.embedding) x = 0;
          auto other = plain;
          for (auto& y : other.classes) y = 0;
          t.equal(t.f(plain).loss, t.f(other).loss, "no class matters");
        })
        .theorem("C5", "a constant, or another weight", [](Exact<ConditionalLoss>& t) {
          auto one = t.in;
          for (auto& y : one.classes) y = 0;
          auto plain = one;
          for (Interval& x : plain.embedding) x = 0;
          if (t.variant == Variant::projection) {
            for (std::size_t j = 0; j < plain.weight.size(); ++j) plain.weight[j] += one.embedding[j];
          } else {
            for (std::size_t j = 0; j < one.embedding_weight.size(); ++j) plain.bias += one.embedding_weight[j] * one.embedding[j];
          }
          t.equal(t.f(one).loss, t.f(plain).loss, "of one class");
        });

const auto registered_gradient =
    laws<ConditionalLossGradient>()
        .law("C4", "0 of a class without samples", [](Law<ConditionalLossGradient>& t) {
          for (std::int64_t y = 0; y < t.in.embedding.shape[0]; ++y) {
            if (std::find(t.in.classes.begin(), t.in.classes.end(), y) != t.in.classes.end()) continue;
            for (std::int64_t j = 0; j < t.in.embedding.shape[1]; ++j) t.exactly(t.out.grad_embedding(y, j) == 0, "0 of a class without samples");
          }
        })
        .theorem("C5", "Σ over the classes of grad_embedding", [](Exact<ConditionalLossGradient>& t) {
          const auto out = t.f(t.in);
          for (std::int64_t j = 0; j < t.in.embedding.shape[1]; ++j) {
            Interval sum = 0, size = 0;
            for (std::int64_t y = 0; y < t.in.embedding.shape[0]; ++y) sum += out.grad_embedding(y, j), size += abs(out.grad_embedding(y, j));
            if (t.variant == Variant::projection) t.equal_within(sum, out.grad_weight[j], size, "grad_weight");
            else t.equal_within(sum, out.grad_bias * t.in.embedding_weight[j], size, "v times the bias's");
          }
        });

}  // namespace
}  // namespace etalon::verify
