#include "reference/contract/moe/expert_mixture.hpp"

#include "verify/laws/moe/experts.hpp"

namespace etalon::verify {
namespace {

using contract::moe::ExpertMixture;
using contract::moe::ExpertMixtureVjp;
using contract::nn::Mlp;
using contract::nn::MlpVjp;
using In = ExpertMixture::In<double>;

In routed(Draw& draw, In in) {
  const std::int64_t t = in.x.shape[0], n = in.w1.shape[0], k = draw.integer(1, std::min<std::int64_t>(n, 3));
  in.index = any_routes(draw, t, n, k), in.weights = draw.reals({t, k}, -3, 0);
  return in;
}

const auto registered =
    expert_laws<ExpertMixture, routed>()
        .inputs(core, "all tokens at one expert", [](Draw& draw) {
          In in = routed(draw, experts<In>(draw, any_activation(draw)));
          const std::int64_t i = draw.integer(0, in.w1.shape[0] - 1);
          for (std::int64_t& route : in.index) route = i;
          return in;
        })
        .inputs(edge, "an expert twice for a token", [](Draw& draw) {
          In in = experts<In>(draw, any_activation(draw));
          const std::int64_t t = in.x.shape[0], n = in.w1.shape[0], k = draw.integer(2, 4);
          in.index = draw.integers({t, k}, 0, n - 1), in.weights = draw.reals({t, k}, -3, 0);
          return in;
        })
        .refuses("C2", "an expert that there is not", [](Draw& draw) {
          In in = routed(draw, experts<In>(draw, "relu"));
          in.index[0] = draw.coin() ? in.w1.shape[0] + draw.integer(0, 2) : -1;
          return in;
        })
        .theorem("C4", "nn.mlp of each route's expert", [](Exact<ExpertMixture>& t) {
          const Matrix y = t.f(t.in).y;
          Matrix sum(y.shape);
          for (std::int64_t r = 0; r < y.shape[0]; ++r)
            for (std::int64_t j = 0; j < t.in.index.shape[1]; ++j) {
              const Matrix answer = Wings<Mlp>::reference(layers_of(t.in, t.in.index(r, j), row(t.in.x, r)))->y;
              for (std::int64_t o = 0; o < y.shape[1]; ++o) sum(r, o) += t.in.weights(r, j) * answer(0, o);
            }
          same(t, y, sum, size_of(t.in) * (1 + max_norm(t.in.weights)), "nn.mlp of each route's expert");
        })
        .theorem("C5", "linear in the weights, in any order", [](Exact<ExpertMixture>& t) {
          const Matrix y = t.f(t.in).y;
          const std::int64_t k = t.in.index.shape[1];
          auto thrice = t.in, turned = t.in, split = t.in;
          for (Interval& w : thrice.weights) w *= 3;
          split.weights = Matrix({y.shape[0], 2 * k}), split.index = Index({y.shape[0], 2 * k});
          for (std::int64_t r = 0; r < y.shape[0]; ++r)
            for (std::int64_t j = 0; j < k; ++j) {
              turned.weights(r, j) = t.in.weights(r, k - 1 - j), turned.index(r, j) = t.in.index(r, k - 1 - j);
              split.index(r, j) = split.index(r, k + j) = t.in.index(r, j);
              split.weights(r, j) = t.in.weights(r, j) / 4, split.weights(r, k + j) = 3 * t.in.weights(r, j) / 4;
            }
          const Interval scale = size_of(t.in) * (1 + max_norm(t.in.weights));
          const Matrix three = t.f(thrice).y;
          for (std::size_t i = 0; i < y.size(); ++i) t.equal_within(three[i], 3 * y[i], scale, "three times the weights");
          same(t, t.f(reversed(t.in)).y, y, scale, "the experts in another order");
          same(t, t.f(turned).y, y, scale, "the routes in another order");
          same(t, t.f(split).y, y, scale, "every route in two");
        });

const auto registered_vjp =
    laws<ExpertMixtureVjp>()
        .theorem("C4", "nn.mlp.vjp of each route's expert", [](Exact<ExpertMixtureVjp>& t) {
          const auto grad = t.f(t.in);
          Matrix x(t.in.x.shape), w1(t.in.w1.shape), b2(t.in.b2.shape);
          for (std::int64_t r = 0; r < x.shape[0]; ++r)
            for (std::int64_t j = 0; j < t.in.index.shape[1]; ++j) {
              const std::int64_t i = t.in.index(r, j);
              Matrix cotangent = row(t.in.cotangent.y, r);
              for (Interval& c : cotangent) c *= t.in.weights(r, j);
              const auto pulled = Wings<MlpVjp>::reference(MlpVjp::In<Interval>{layers_of(t.in, i, row(t.in.x, r)), {cotangent}});
              for (std::int64_t a = 0; a < x.shape[1]; ++a) x(r, a) += pulled->grad_x(0, a);
              const std::size_t size = pulled->grad_weights[0].size();
              for (std::size_t a = 0; a < size; ++a) w1[static_cast<std::size_t>(i) * size + a] += pulled->grad_weights[0][a];
              for (std::int64_t o = 0; o < b2.shape[1]; ++o) b2(i, o) += pulled->grad_biases[1][o];
            }
          const Interval scale = size_of(t.in) * (1 + max_norm(t.in.weights)) * (1 + max_norm(t.in.cotangent.y));
          same(t, grad.grad_x, x, scale, "x̄"), same(t, grad.grad_w1, w1, scale, "W₁'s"), same(t, grad.grad_b2, b2, scale, "b₂'s");
        })
        .theorem("C5", "Σ weights̄·weights = ⟨ȳ, y⟩", [](Exact<ExpertMixtureVjp>& t) {
          const auto grad = t.f(t.in);
          const Matrix y = Wings<ExpertMixture>::reference(t.in)->y;
          Interval left = 0, right = 0;
          for (std::size_t a = 0; a < grad.grad_weights.size(); ++a) left += grad.grad_weights[a] * t.in.weights[a];
          for (std::size_t a = 0; a < y.size(); ++a) right += y[a] * t.in.cotangent.y[a];
          t.equal_within(left, right, size_of(t.in) * (1 + max_norm(t.in.weights)) * (1 + max_norm(t.in.cotangent.y)), "Σ weights̄·weights");
        })
        .law("C5", "an expert without tokens has gradient 0", [](Law<ExpertMixtureVjp>& t) {
          const auto without = [&](std::int64_t i) { return std::find(t.in.index.begin(), t.in.index.end(), i) == t.in.index.end(); };
          for (const Matrix* grad : {&t.out.grad_w1, &t.out.grad_b1, &t.out.grad_w2, &t.out.grad_b2}) {
            const auto size = static_cast<std::int64_t>(grad->size()) / grad->shape[0];
            for (std::int64_t a = 0; a < static_cast<std::int64_t>(grad->size()); ++a)
              if (without(a / size)) t.exactly((*grad)[static_cast<std::size_t>(a)].is_zero(), "an expert without tokens");
          }
        });

const ExpertKinks<ExpertMixtureVjp, reference::moe::ExpertMixtureFormula<AtKinks>> kinks;

}  // namespace
}  // namespace etalon::verify
