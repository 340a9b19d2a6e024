#include "reference/contract/moe/noisy_logits.hpp"

#include "reference/contract/nn/softplus.hpp"
#include "verify/laws/moe/noisy.hpp"

namespace etalon::verify {
namespace {

using contract::moe::NoisyLogits;
using contract::moe::NoisyLogitsVjp;
using contract::nn::Linear;
using contract::nn::LinearVjp;
using contract::nn::Softplus;
using contract::nn::SoftplusVjp;
using In = NoisyLogits::In<double>;

In nothing_more(Draw&, In in) { return in; }

template <class I>
I with_noise(I in, const Interval& factor) {
  for (Interval& e : in.noise) e *= factor;
  return in;
}
LinearVjp::In<Interval> linear_vjp(const Matrix& x, const Matrix& weight, const Matrix& cotangent) { return {{x, weight, Matrix({weight.shape[0]})}, {cotangent}}; }

const auto registered =
    noisy_laws<NoisyLogits, nothing_more>()
        .theorem("C2", "without noise nn.linear", [](Exact<NoisyLogits>& t) {
          const Matrix base = linear_of(t.in.x, t.in.gate), h = t.f(t.in).h, twice = t.f(with_noise(t.in, 2)).h;
          t.equal(t.f(with_noise(t.in, 0)).h, base, "without noise");
          for (std::size_t i = 0; i < h.size(); ++i) t.equal_within(twice[i] - base[i], 2 * (h[i] - base[i]), abs(h[i]) + abs(base[i]), "twice the noise");
        })
        .theorem("C3", "ε·softplus more", [](Exact<NoisyLogits>& t) {
          const Matrix base = linear_of(t.in.x, t.in.gate), h = t.f(t.in).h, less = t.f(with_noise(t.in, -1)).h;
          const Matrix size = Wings<Softplus>::reference(Softplus::In<Interval>{linear_of(t.in.x, t.in.noise_weights)})->y;
          for (std::size_t i = 0; i < h.size(); ++i) {
            t.equal_within(h[i] - base[i], t.in.noise[i] * size[i], abs(h[i]) + abs(base[i]), "ε·softplus");
            t.equal_within(h[i] + less[i], 2 * base[i], abs(h[i]) + abs(base[i]), "−ε");
          }
        });

const auto registered_vjp =
    laws<NoisyLogitsVjp>()
        .theorem("C2", "without noise nn.linear.vjp", [](Exact<NoisyLogitsVjp>& t) {
          const auto grad = t.f(with_noise(t.in, 0));
          const auto plain = Wings<LinearVjp>::reference(linear_vjp(t.in.x, t.in.gate, t.in.cotangent.h));
          t.equal(grad.grad_x, plain->grad_x, "x̄"), t.equal(grad.grad_gate, plain->grad_weight, "the gate's");
          for (const Interval& g : grad.grad_noise_weights) t.equal_within(g, 0, 1, "0 for the noise's weights");
        })
        .theorem("C3", "nn.linear.vjp of both", [](Exact<NoisyLogitsVjp>& t) {
          const auto grad = t.f(t.in);
          Matrix of_size = t.in.cotangent.h;
          for (std::size_t i = 0; i < of_size.size(); ++i) of_size[i] *= t.in.noise[i];
          of_size = Wings<SoftplusVjp>::reference(SoftplusVjp::In<Interval>{{linear_of(t.in.x, t.in.noise_weights)}, {of_size}})->grad_x;
          const auto plain = Wings<LinearVjp>::reference(linear_vjp(t.in.x, t.in.gate, t.in.cotangent.h)), noise = Wings<LinearVjp>::reference(linear_vjp(t.in.x, t.in.noise_weights, of_size));
          t.equal(grad.grad_gate, plain->grad_weight, "the gate's");
          const Interval scale = max_norm(t.in.cotangent.h) * max_norm(t.in.x) + max_norm(of_size) * max_norm(t.in.x);
          for (std::size_t i = 0; i < noise->grad_weight.size(); ++i) t.equal_within(grad.grad_noise_weights[i], noise->grad_weight[i], scale, "the noise's weights'");
          for (std::size_t i = 0; i < grad.grad_x.size(); ++i)
            t.equal_within(grad.grad_x[i], plain->grad_x[i] + noise->grad_x[i], abs(plain->grad_x[i]) + max_norm(of_size) * max_norm(t.in.noise_weights) + max_norm(t.in.cotangent.h), "x̄");
        });

}  // namespace
}  // namespace etalon::verify
