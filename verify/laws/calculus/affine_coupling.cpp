#include "reference/contract/calculus/affine_coupling.hpp"

#include "verify/language/laws.hpp"
#include "verify/laws/calculus/couplings.hpp"

namespace etalon::verify {
namespace {

using contract::calculus::AffineCoupling;
using contract::calculus::AffineCouplingVjp;

const char* const overflows = "Wx overflows in its parts although tanh does not";

const auto registered =
    laws<AffineCoupling>()
        .inputs(core, "layers", [](Draw& draw) { return coupling_layer<AffineCoupling::In<double>>(draw, -6, 2, draw.extent(1, 3)); })
        .inputs(core, "nothing passes", [](Draw& draw) { return coupling_layer<AffineCoupling::In<double>>(draw, -6, 2, 0); })
        .inputs(core, "saturated scales", [](Draw& draw) { return coupling_layer<AffineCoupling::In<double>>(draw, 0, 6, draw.extent(1, 3)); })
        .inputs(edge, "no layer: weights and biases are 0", [](Draw& draw) {
          auto in = coupling_layer<AffineCoupling::In<double>>(draw, -6, 2, draw.extent(1, 3));
          for (auto* all : {&in.scale_weight, &in.scale_bias, &in.shift_weight, &in.shift_bias})
            for (double& entry : *all) entry = 0;
          return in;
        })
        .refuses("C2", "a column too many", [](Draw& draw) {
          auto in = coupling_layer<AffineCoupling::In<double>>(draw, -6, 2, draw.extent(1, 3));
          in.x = draw.reals({in.x.shape[0], in.x.shape[1] + 1});
          return in;
        })
        .leaves_out("one or two entries far from the others", overflows)
        .leaves_out("one input far from the others", overflows)
        .theorem("C3", "inverse ∘ forward = id", [](Exact<AffineCoupling>& t) {
          const auto y = t.f(t.in).y;
          const std::int64_t k = t.in.scale_weight.shape[1];
          for (std::int64_t i = 0; i < y.shape[0]; ++i)
            for (std::int64_t j = 0; j < y.shape[1]; ++j) {
              if (j < k) {
                t.equal(y(i, j), t.in.x(i, j), "x₁ passes");
                continue;
              }
              Interval a = t.in.scale_bias[j - k], shift = t.in.shift_bias[j - k];
              for (std::int64_t l = 0; l < k; ++l) a += t.in.scale_weight(j - k, l) * y(i, l), shift += t.in.shift_weight(j - k, l) * y(i, l);
              t.equal_within((y(i, j) - shift) * exp(-tanh(a)), t.in.x(i, j), abs(t.in.x(i, j)) + abs(shift) + 1, "x₂");
            }
        })
        .theorem("C4", "the density of x, moved by the volume", [](Exact<AffineCoupling>& t) {
          auto still = t.in;
          for (auto* all : {&still.scale_weight, &still.scale_bias, &still.shift_weight, &still.shift_bias})
            for (Interval& entry : *all) entry = 0;
          const auto plain = t.f(still), moved = t.f(t.in);
          t.equal(plain.y, t.in.x, "without a layer, the identity");
          const std::int64_t k = t.in.scale_weight.shape[1];
          const Interval step = power_of_two(-300);
          for (std::int64_t i = 0; i < plain.y.shape[0]; ++i) {
            Interval volume = 0;  // y₂ is linear in x₂: a difference is its slope
            auto ahead = t.in;
            for (std::int64_t j = k; j < plain.y.shape[1]; ++j) ahead.x(i, j) += step;
            const auto y = t.f(ahead).y;
            for (std::int64_t j = k; j < plain.y.shape[1]; ++j) volume += log((y(i, j) - moved.y(i, j)) / step);
            const Interval size = abs(plain.log_density[i]) + 1 + t.in.x.shape[1];
            t.holds(abs(plain.log_density[i] - volume - moved.log_density[i]) <= power_of_two(-60) * size, "log N(x) − log|det J|");
          }
        });

const auto registered_vjp =
    laws<AffineCouplingVjp>()
        .leaves_out("one or two entries far from the others", "s̄ overflows although nothing takes it: a weight of 0 beside it")
        .leaves_out("one input far from the others", "s̄ overflows although nothing takes it: a weight of 0 beside it")
        .law("C3", "b̄ₜ = Σ ȳ₂", [](Law<AffineCouplingVjp>& t) {
          const std::int64_t k = t.in.scale_weight.shape[1];
          for (std::int64_t j = 0; j < t.out.grad_shift_bias.shape[0]; ++j) {
            Interval sum = 0, size = 0;
            for (std::int64_t i = 0; i < t.in.x.shape[0]; ++i) sum += t.in.cotangent.y(i, k + j), size += abs(t.in.cotangent.y(i, k + j));
            t.equal_within(t.out.grad_shift_bias[j], sum, size, "Σ ȳ₂");
          }
        })
        .theorem("C3", "of the density alone", [](Exact<AffineCouplingVjp>& t) {
          auto in = t.in;
          for (Interval& entry : in.cotangent.y) entry = 0;
          for (Interval& entry : in.cotangent.log_density) entry = 1;
          const auto grad = t.f(in).grad_x;
          for (std::int64_t i = 0; i < grad.shape[0]; ++i)
            for (std::int64_t j = t.in.scale_weight.shape[1]; j < grad.shape[1]; ++j) t.equal(grad(i, j), -t.in.x(i, j), "x̄₂ = −x₂");
        });

}  // namespace
}  // namespace etalon::verify
