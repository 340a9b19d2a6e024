#include "reference/contract/calculus/affine_coupling_inverse.hpp"

#include "reference/contract/calculus/affine_coupling.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/calculus/couplings.hpp"

namespace etalon::verify {
namespace {

using contract::calculus::AffineCoupling;
using contract::calculus::AffineCouplingInverse;
using contract::calculus::AffineCouplingInverseVjp;

const char* const overflows = "Wy overflows in its parts although tanh does not";

const auto registered =
    laws<AffineCouplingInverse>()
        .inputs(core, "layers", [](Draw& draw) { return coupling_layer<AffineCouplingInverse::In<double>>(draw, -6, 2, draw.extent(1, 3)); })
        .inputs(core, "nothing passed", [](Draw& draw) { return coupling_layer<AffineCouplingInverse::In<double>>(draw, -6, 2, 0); })
        .inputs(core, "saturated scales", [](Draw& draw) { return coupling_layer<AffineCouplingInverse::In<double>>(draw, 0, 6, draw.extent(1, 3)); })
        .refuses("C2", "a column too many", [](Draw& draw) {
          auto in = coupling_layer<AffineCouplingInverse::In<double>>(draw, -6, 2, draw.extent(1, 3));
          in.y = draw.reals({in.y.shape[0], in.y.shape[1] + 1});
          return in;
        })
        .leaves_out("one or two entries far from the others", overflows)
        .leaves_out("one input far from the others", overflows)
        .theorem("C3", "forward ∘ inverse = id", [](Exact<AffineCouplingInverse>& t) {
          const auto back = t.f(t.in);
          const auto forward = Wings<AffineCoupling>::reference(AffineCoupling::In<Interval>{back.x, t.in.scale_weight, t.in.scale_bias, t.in.shift_weight, t.in.shift_bias});
          for (std::size_t i = 0; i < t.in.y.size(); ++i) t.equal_within(forward->y[i], t.in.y[i], abs(t.in.y[i]) + abs(back.x[i]), "y again");
          t.equal(forward->log_density, back.log_density, "the density of y is one");
        });

const auto registered_vjp =
    laws<AffineCouplingInverseVjp>()
        .leaves_out("one or two entries far from the others", "s̄ overflows although nothing takes it: a weight of 0 beside it")
        .leaves_out("one input far from the others", "s̄ overflows although nothing takes it: a weight of 0 beside it")
        .law("C3", "b̄ₜ = −Σ ȳ₂", [](Law<AffineCouplingInverseVjp>& t) {
          const std::int64_t k = t.in.scale_weight.shape[1];
          for (std::int64_t j = 0; j < t.out.grad_shift_bias.shape[0]; ++j) {
            Interval sum = 0, size = 0;
            for (std::int64_t i = 0; i < t.in.y.shape[0]; ++i) sum -= t.out.grad_y(i, k + j), size += abs(t.out.grad_y(i, k + j));
            t.equal_within(t.out.grad_shift_bias[j], sum, size, "−Σ ȳ₂");
          }
        });

}  // namespace
}  // namespace etalon::verify
