#include "reference/contract/moe/shared_experts.hpp"

#include "verify/laws/moe/experts.hpp"

namespace etalon::verify {
namespace {

using contract::moe::EnsembleAverage;
using contract::moe::EnsembleAverageVjp;
using contract::moe::SharedExperts;
using contract::moe::SharedExpertsVjp;
using contract::moe::SparseLayer;
using contract::moe::SparseLayerVjp;
using In = SharedExperts::In<double>;

In with_shared(Draw& draw, In in) {
  const std::int64_t t = in.x.shape[0], n = in.w1.shape[0], d = in.x.shape[1], m = in.w2.shape[1], s = draw.extent(1, 2), hs = draw.extent(1, 3);
  in.index = any_routes(draw, t, n, draw.integer(1, std::min<std::int64_t>(n, 2)));
  // As large as the others, whatever class they are of.
  const auto like = [&](const Tensor<double>& others, Dimensions shape) {
    Tensor<double> x(std::move(shape));
    for (double& entry : x) entry = others[static_cast<std::size_t>(draw.integer(0, static_cast<std::int64_t>(others.size()) - 1))];
    return x;
  };
  in.shared_w1 = like(in.w1, {s, hs, d}), in.shared_b1 = like(in.b1, {s, hs}), in.shared_w2 = like(in.w2, {s, m, hs}), in.shared_b2 = like(in.b2, {s, m});
  return in;
}

SparseLayer::In<Interval> layer_of(const SharedExperts::In<Interval>& in) { return {in.x, in.gate, in.index, in.w1, in.b1, in.w2, in.b2, in.activation}; }
EnsembleAverage::In<Interval> ensemble_of(const SharedExperts::In<Interval>& in) { return {in.x, in.shared_w1, in.shared_b1, in.shared_w2, in.shared_b2, in.activation}; }
Interval scale_of(const SharedExperts::In<Interval>& in) { return size_of(in) * size_of(ensemble_of(in)); }

const auto registered =
    expert_laws<SharedExperts, with_shared>()
        .refuses("C2", "an expert that there is not, or twice", [](Draw& draw) {
          In in = with_shared(draw, experts<In>(draw, "relu"));
          spoil_routes(draw, in.index, in.gate.shape[0]);
          return in;
        })
        .theorem("C4", "moe.sparse_layer, and s times moe.ensemble_average", [](Exact<SharedExperts>& t) {
          const Matrix y = t.f(t.in).y, mean = Wings<EnsembleAverage>::reference(ensemble_of(t.in))->y;
          Matrix sum = Wings<SparseLayer>::reference(layer_of(t.in), t.variant)->y;
          for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += Interval(t.in.shared_w1.shape[0]) * mean[i];
          same(t, y, sum, scale_of(t.in), "moe.sparse_layer, and s times moe.ensemble_average");
        })
        .theorem("C5", "silent, and split in two", [](Exact<SharedExperts>& t) {
          auto silent = t.in, split = t.in;
          for (Interval& w : silent.shared_w2) w = 0;
          for (Interval& b : silent.shared_b2) b = 0;
          same(t, t.f(silent).y, Wings<SparseLayer>::reference(layer_of(t.in), t.variant)->y, scale_of(t.in), "shared experts that answer 0");
          // Each hidden entry twice, each with half of what it counts.
          const std::int64_t s = t.in.shared_w1.shape[0], hs = t.in.shared_w1.shape[1], d = t.in.shared_w1.shape[2], m = t.in.shared_w2.shape[1];
          split.shared_w1 = Matrix({s, 2 * hs, d}), split.shared_b1 = Matrix({s, 2 * hs}), split.shared_w2 = Matrix({s, m, 2 * hs});
          for (std::int64_t i = 0; i < s; ++i)
            for (std::int64_t u = 0; u < 2 * hs; ++u) {
              split.shared_b1(i, u) = t.in.shared_b1(i, u % hs);
              for (std::int64_t j = 0; j < d; ++j) split.shared_w1[static_cast<std::size_t>((i * 2 * hs + u) * d + j)] = t.in.shared_w1[static_cast<std::size_t>((i * hs + u % hs) * d + j)];
              for (std::int64_t o = 0; o < m; ++o) split.shared_w2[static_cast<std::size_t>((i * m + o) * 2 * hs + u)] = t.in.shared_w2[static_cast<std::size_t>((i * m + o) * hs + u % hs)] / 2;
            }
          same(t, t.f(split).y, t.f(t.in).y, scale_of(t.in), "the hidden layer in two halves");
        });

const auto registered_vjp =
    laws<SharedExpertsVjp>().theorem("C4", "moe.sparse_layer.vjp, and s times moe.ensemble_average.vjp", [](Exact<SharedExpertsVjp>& t) {
      const auto grad = t.f(t.in);
      const auto sparse = Wings<SparseLayerVjp>::reference(SparseLayerVjp::In<Interval>{layer_of(t.in), {t.in.cotangent.y}}, t.variant);
      Matrix all = t.in.cotangent.y;
      for (Interval& c : all) c *= Interval(t.in.shared_w1.shape[0]);
      const auto shared = Wings<EnsembleAverageVjp>::reference(EnsembleAverageVjp::In<Interval>{ensemble_of(t.in), {all}});
      const Interval scale = scale_of(t.in) * (1 + max_norm(t.in.gate)) * (1 + max_norm(t.in.cotangent.y));
      Matrix x = sparse->grad_x;
      for (std::size_t i = 0; i < x.size(); ++i) x[i] += shared->grad_x[i];
      same(t, grad.grad_x, x, scale, "x̄"), same(t, grad.grad_gate, sparse->grad_gate, scale, "the gate's");
      same(t, grad.grad_w1, sparse->grad_w1, scale, "W₁'s"), same(t, grad.grad_w2, sparse->grad_w2, scale, "W₂'s");
      same(t, grad.grad_shared_w1, shared->grad_w1, scale, "the shared W₁'s"), same(t, grad.grad_shared_b1, shared->grad_b1, scale, "the shared b₁'s");
      same(t, grad.grad_shared_w2, shared->grad_w2, scale, "the shared W₂'s"), same(t, grad.grad_shared_b2, shared->grad_b2, scale, "the shared b₂'s");
    });

using SharedKinks = ExpertKinks<SharedExpertsVjp, reference::moe::SharedExpertsFormula<AtKinks>>;
const SharedKinks kinks;
const Kinks<SharedExpertsVjp> of_shared_w1("C4", "grad_shared_w1", SharedKinks::of<&SharedKinks::Out::grad_shared_w1>()), of_shared_b1("C4", "grad_shared_b1", SharedKinks::of<&SharedKinks::Out::grad_shared_b1>());

}  // namespace
}  // namespace etalon::verify
