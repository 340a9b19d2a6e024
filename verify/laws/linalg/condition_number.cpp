#include "reference/contract/linalg/condition_number.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/singular.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::ConditionNumber;
using In = ConditionNumber::In<double>;

Interval kappa_of(const Exact<ConditionNumber>& t, Matrix a) { return t.f({std::move(a)}).kappa; }

const auto registered =
    laws<ConditionNumber>()
        .inputs(core, "of any rank", [](Draw& draw) { return In{gen::any_spectrum(draw, draw.extent(1, 8), draw.extent(1, 8), {})}; })
        .inputs(core, "regular", [](Draw& draw) {
          return In{gen::any_spectrum(draw, draw.extent(1, 8), draw.extent(1, 8), {.full_rank = true})};
        })
        .inputs(core, "around the size of a block", [](Draw& draw) { return In{gen::around_a_block(draw)}; })
        .inputs(core, "integers of low rank", [](Draw& draw) {
          Tensor<double> a({draw.extent(2, 6), draw.extent(2, 6)});
          for (std::int64_t i = 0; i < a.shape[0]; ++i)
            for (std::int64_t j = 0; j < a.shape[1]; ++j) a(i, j) = static_cast<double>((i % 3 - 1) * (2 * j % 5 - 2));
          return In{a};
        })
        .inputs(core, "with columns of zeros", [](Draw& draw) {
          Tensor<double> a = gen::any_spectrum(draw, draw.extent(2, 6), draw.extent(1, 2), {.full_rank = true});
          for (std::int64_t i = 0; i < a.shape[0]; ++i) a(i, 0) = 0;
          return In{a};
        })
        .inputs(core, "permutations", [](Draw& draw) {
          const auto n = draw.extent(1, 6), shift = draw.integer(0, 5);
          Tensor<double> a({n, n});
          for (std::int64_t i = 0; i < n; ++i) a(i, (i + shift) % n) = draw.coin() ? 1 : -1;
          return In{a};
        })
        .inputs(extreme, "near overflow", [](Draw& draw) {
          Tensor<double> a = gen::any_spectrum(draw, draw.extent(1, 6), draw.extent(1, 6), {.full_rank = true});
          for (double& x : a) x = std::ldexp(x, draw.format.max_exponent - 8);
          return In{a};
        })
        .inputs(extreme, "near underflow", [](Draw& draw) {
          Tensor<double> a = gen::any_spectrum(draw, draw.extent(1, 6), draw.extent(1, 6), {.full_rank = true});
          for (double& x : a) x = round_to(std::ldexp(x, draw.format.min_exponent + draw.format.precision + 8), draw.format);
          return In{a};
        })
        .inputs(edge, "zero", [](Draw& draw) { return In{Tensor<double>({draw.extent(1, 3), draw.extent(1, 3)})}; })
        .theorem("C2", "κ ≥ 1, finite exactly for full rank", [](Exact<ConditionNumber>& t) {
          const Interval kappa = t.f(t.in).kappa;
          const auto sigma = singular_values(t.in.a);
          t.at_most(1, kappa, "1 ≤ κ");
          t.holds(kappa.is_finite() == !sigma.data.back().is_zero(), "finite for full rank");
        })
        .theorem("C3", "κ(Aᵀ) = κ(αA) = κ(A)", [](Exact<ConditionNumber>& t) {
          const Interval kappa = t.f(t.in).kappa;
          t.equal(kappa_of(t, transpose(t.in.a)), kappa, "κ(Aᵀ)");
          t.equal(kappa_of(t, scaled(t.in.a, Interval(-11) / 8)), kappa, "κ(αA)");
        })
        .theorem("C4", "κ(AᵀA) = κ(A)²", [](Exact<ConditionNumber>& t) {
          const Matrix tall = t.in.a.shape[0] >= t.in.a.shape[1] ? t.in.a : transpose(t.in.a);
          t.equal(kappa_of(t, multiply(transpose(tall), tall)), square(t.f(t.in).kappa), "κ(AᵀA)");
        })
        .theorem("C5", "κ without the last column is no larger", [](Exact<ConditionNumber>& t) {
          const Matrix tall = t.in.a.shape[0] >= t.in.a.shape[1] ? t.in.a : transpose(t.in.a);
          if (tall.shape[1] > 1) t.at_most(kappa_of(t, block(tall, tall.shape[0], tall.shape[1] - 1)), kappa_of(t, tall), "κ(A′) ≤ κ(A)");
        })
        .theorem("C6", "σ₁/κ is the distance to lower rank: no column is nearer to the span of the others", [](Exact<ConditionNumber>& t) {
          // Making two columns equal to their mean, or the only one zero, is one way to lower the rank.
          const Matrix tall = t.in.a.shape[0] >= t.in.a.shape[1] ? t.in.a : transpose(t.in.a);
          const Interval kappa = t.f(t.in).kappa;
          if (!kappa.is_finite()) return;
          Matrix change({tall.shape[0], 2});
          for (std::int64_t i = 0; i < tall.shape[0]; ++i) {
            change(i, 0) = tall.shape[1] > 1 ? (tall(i, 0) - tall(i, 1)) / 2 : tall(i, 0);
            change(i, 1) = tall.shape[1] > 1 ? -change(i, 0) : Interval(0);
          }
          t.at_most(largest(singular_values(tall)) / kappa, frobenius_norm(change), "σ₁/κ ≤ ‖E‖_F");
        })
        .requirement("C2", "(1 + cu)κ̂ ≥ 1", [](Trial<ConditionNumber>& t) {  // a quotient of a value by a smaller one, or a product of norms
          t.holds((1 + *ConditionNumber::c.at(t.sizes) * t.u) * t.out.kappa >= 1, "(1 + cu)κ̂ ≥ 1");
        })
        .may_be_infinite("kappa")
        .requirement("C7", "|σ_k − σ₁/κ̂| ≤ c(u·σ₁ + η)(1 + 1/κ̂)", [](Trial<ConditionNumber>& t) {
          // σ_k + δ′ = (σ₁ + δ″)/κ̂ for δ′ and δ″ up to the error of a singular value.
          Precision guard(256);
          const auto sigma = singular_values(t.in.a);
          const Interval room = *ConditionNumber::c.at(t.sizes) * (t.u * sigma[0] + t.eta);
          const Interval inverse = t.out.kappa.is_infinity(+1) ? Interval(0) : 1 / t.out.kappa;
          t.at_most(abs(sigma.data.back() - sigma[0] * inverse), room * (1 + inverse), "|σ_k − σ₁/κ̂|");
        });

}  // namespace
}  // namespace etalon::verify
