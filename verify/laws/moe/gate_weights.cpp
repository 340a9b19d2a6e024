#include "reference/contract/moe/gate_weights.hpp"

#include "reference/contract/nn/softmax.hpp"
#include "verify/laws/moe/routes.hpp"

namespace etalon::verify {
namespace {

using contract::moe::GateWeights;
using contract::moe::GateWeightsVjp;
using contract::nn::Softmax;
using contract::nn::SoftmaxVjp;
using In = GateWeights::In<double>;
using Variant = GateWeights::Variant;

/// Scores of a few tokens, and the experts with the largest ones or any.
template <class F>
In chosen(Draw& draw, bool by_score, F entry) {
  const std::int64_t t = draw.extent(1, 4), n = draw.extent(1, 6), k = draw.integer(1, n);
  Tensor<double> l = scores(draw, t, n, entry);
  Index index = by_score ? largest(l, k) : any_routes(draw, t, n, k);
  return {std::move(l), std::move(index)};
}
Matrix at(const Matrix& rows, const Index& index) {
  Matrix entries(index.shape);
  for (std::int64_t r = 0; r < index.shape[0]; ++r)
    for (std::int64_t j = 0; j < index.shape[1]; ++j) entries(r, j) = rows(r, index(r, j));
  return entries;
}
Matrix softmax(const Matrix& x) { return Wings<Softmax>::reference(Softmax::In<Interval>{x})->y; }
Matrix pulled(const Matrix& x, const Matrix& cotangent) { return Wings<SoftmaxVjp>::reference(SoftmaxVjp::In<Interval>{{x}, {cotangent}})->grad_x; }

const auto registered =
    laws<GateWeights>()
        .inputs(core, "the largest", [](Draw& draw) { return chosen(draw, true, [&] { return draw.real(-4, 2); }); })
        .inputs(core, "any", [](Draw& draw) { return chosen(draw, false, [&] { return draw.real(-4, 1); }); })
        .inputs(core, "sure", [](Draw& draw) { return chosen(draw, true, [&] { return draw.uniform(-40, 40); }); })
        .inputs(extreme, "beyond exp's range", [](Draw& draw) { return chosen(draw, true, [&] { return draw.real(draw.format.max_exponent / 2, draw.format.max_exponent - 2); }); })
        .inputs(edge, "the least", [](Draw& draw) { return chosen(draw, false, [&] { return draw.uniform(-300, 300); }); })
        .inputs(edge, "equal scores", [](Draw& draw) { return chosen(draw, true, [&] { return static_cast<double>(draw.integer(0, 1)); }); })
        .refuses("C2", "an expert that there is not, or twice", [](Draw& draw) {
          In in = chosen(draw, true, [&] { return draw.real(-4, 2); });
          spoil_routes(draw, in.index, in.logits.shape[1]);
          return in;
        })
        .theorem("C3", "nn.softmax of all, or of those chosen", [](Exact<GateWeights>& t) {
          const Matrix all = at(softmax(t.in.logits), t.in.index), few = softmax(at(t.in.logits, t.in.index));
          t.equal(t.f(t.in, Variant::softmax_then_top_k).weights, all, "of all scores");
          t.equal(t.f(t.in, Variant::top_k_then_softmax).weights, few, "of those chosen");
          const Matrix quotients = t.f(t.in, Variant::softmax_then_top_k_renormalised).weights;
          for (std::int64_t r = 0; r < all.shape[0]; ++r) {
            Interval sum = 0;
            for (std::int64_t j = 0; j < all.shape[1]; ++j) sum += all(r, j);
            for (std::int64_t j = 0; j < all.shape[1]; ++j) t.equal_within(quotients(r, j) * sum, all(r, j), 1, "renormalised: weights·Σ");
          }
          if (t.in.index.shape[1] == t.in.logits.shape[1]) t.equal(all, few, "where all are chosen");
          if (t.in.index.shape[1] == 1)
            for (const Interval& w : few) t.equal(w, 1, "the only one chosen");
        })
        .law("C4", "0 ≤ weights ≤ 1, and their sum", [](Law<GateWeights>& t) {
          for (std::int64_t r = 0; r < t.out.weights.shape[0]; ++r) {
            Interval sum = 0;
            for (std::int64_t j = 0; j < t.out.weights.shape[1]; ++j) {
              const Interval& w = t.out.weights(r, j);
              t.exactly_at_most(0, w, "0 ≤ weights"), t.exactly_at_most(w, 1, "weights ≤ 1");
              sum += w;
            }
            if (t.variant == Variant::softmax_then_top_k) t.at_most(sum, 1 + power_of_two(-100), "Σ weights");
            else t.equal(sum, 1, "Σ weights = 1");
          }
        });

const auto registered_vjp =
    laws<GateWeightsVjp>()
        .theorem("C3", "nn.softmax.vjp of all, or of those chosen", [](Exact<GateWeightsVjp>& t) {
          Matrix padded(t.in.logits.shape), of_few(t.in.logits.shape);
          const Matrix few = pulled(at(t.in.logits, t.in.index), t.in.cotangent.weights);
          Interval scale = 1;
          for (std::int64_t r = 0; r < t.in.index.shape[0]; ++r)
            for (std::int64_t j = 0; j < t.in.index.shape[1]; ++j) {
              padded(r, t.in.index(r, j)) = t.in.cotangent.weights(r, j), of_few(r, t.in.index(r, j)) = few(r, j);
              scale += abs(t.in.cotangent.weights(r, j));
            }
          const Matrix of_all = pulled(t.in.logits, padded);
          for (const Variant v : {Variant::softmax_then_top_k, Variant::softmax_then_top_k_renormalised, Variant::top_k_then_softmax}) {
            const Matrix grad = t.f(t.in, v).grad_logits;
            for (std::size_t i = 0; i < grad.size(); ++i) t.equal_within(grad[i], v == Variant::softmax_then_top_k ? of_all[i] : of_few[i], scale, "nn.softmax.vjp");
          }
        })
        .law("C4", "a token's gradients sum to 0", [](Law<GateWeightsVjp>& t) {
          for (std::int64_t r = 0; r < t.in.logits.shape[0]; ++r) {
            Interval sum = 0, scale = 0;
            for (std::int64_t i = 0; i < t.in.logits.shape[1]; ++i) sum += t.out.grad_logits(r, i);
            for (std::int64_t j = 0; j < t.in.index.shape[1]; ++j) scale += abs(t.in.cotangent.weights(r, j));
            t.equal_within(sum, 0, scale, "Σ over the experts");
          }
        });

}  // namespace
}  // namespace etalon::verify
