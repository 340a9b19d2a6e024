#include "reference/contract/linalg/inverse.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/entries.hpp"
#include "verify/laws/linalg/inverses.hpp"
#include "verify/laws/linalg/squares.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Inverse;
using contract::linalg::InverseVjp;
using In = Inverse::In<double>;

const auto registered =
    laws<Inverse>()
        .matrices({.shape = gen::Matrices::square, .full_rank = true, .blocks = false}, [](Draw&, Tensor<double> a) { return In{std::move(a)}; })
        .inputs(core, "around the sizes of blocks", [](Draw& draw) { return In{square_block(draw)}; })
        .inputs(core, "tiny first pivot", [](Draw& draw) {  // without pivoting, nothing is left of the other entries
          const auto n = draw.extent(2, 6);
          auto a = draw.uniforms({n, n}, -1, 1);
          for (std::int64_t i = 0; i < n; ++i) a(i, n - 1 - i) = static_cast<double>(n + 1);
          a(0, 0) = std::ldexp(1.0, -draw.format.precision - 2);
          return In{a};
        })
        .refuses("C2", "singular", [](Draw& draw) { return In{surely_singular(draw)}; })
        .theorem("C3", "AX = XA = I", [](Exact<Inverse>& t) {
          const Matrix x = t.f(t.in).x, one = identity(x.shape[0]);
          for (const auto& [left, right] : {std::pair{&t.in.a, &x}, std::pair{&x, &t.in.a}}) {
            const Matrix product = multiply(*left, *right), size = multiply(absolute(*left), absolute(*right));
            for (std::size_t i = 0; i < one.size(); ++i) t.equal_within(product[i], one[i], size[i], "I");
          }
        })
        .theorem("C4", "the inverse of Aᵀ", [](Exact<Inverse>& t) { equal_entries(t, t.f({transpose(t.in.a)}).x, transpose(t.f(t.in).x), "A⁻ᵀ"); })
        .theorem("C4", "the inverse of DA", [](Exact<Inverse>& t) {
          Matrix a = t.in.a, x = t.f(t.in).x;
          for (std::int64_t i = 0; i < a.shape[0]; ++i)
            for (std::int64_t j = 0; j < a.shape[0]; ++j) a(i, j) *= Interval(2 * i + 1) / 4, x(i, j) /= Interval(2 * j + 1) / 4;
          equal_entries(t, t.f({a}).x, x, "(DA)⁻¹");
        })
        .requirement("C5", "|AX − I| or |XA − I| ≤ γn²ω·max |x_ij| + cn²(1 + ω)η", [](Trial<Inverse>& t) {
          // Higham, section 14.3: |AX − I| ≤ γ|L||U||X| by columns, |XA − I| ≤ γ|X||L||U| by getri; entries of |L||U| are at
          // most nω. What underflows is off by η, and A, L or U multiply it.
          const Interval n = t.sizes.at("n"), c = 3 * n + 2;
          const auto unit = gamma(c, t.u);
          if (!unit) return t.says_nothing("c·u ≥ 1");
          const Precision precision(residual_bits);
          const Matrix one = identity(t.in.a.shape[0]);
          const Interval allowed = square(n) * (*unit * t.truth.omega * max_norm(t.out.x) + c * (1 + t.truth.omega) * t.eta);
          const Interval right = max_norm(subtract(multiply(t.in.a, t.out.x), one)), left = max_norm(subtract(multiply(t.out.x, t.in.a), one));
          t.at_most(min(right, left), allowed, "min(|AX − I|, |XA − I|)");
        });

const auto registered_vjp =
    laws<InverseVjp>()
        .leaves_out("around the sizes of blocks", too_many_sweeps)
        .leaves_out("near underflow", "A⁻¹ is near overflow, and its products overflow on the way where the result does not")
        .theorem("C3", "AᵀĀAᵀ = −X̄", [](Exact<InverseVjp>& t) {
          const Matrix at = transpose(t.in.a);
          equal_product(t, at, t.f(t.in).grad_a, at, times(t.in.cotangent.x, -1), "AᵀĀAᵀ");
        })
        .requirement("C5", "‖Ā̂ − Ā‖_F by the residual of X̂", [](Trial<InverseVjp>& t) {
          const auto inverse = Wings<Inverse>::reference(t.in);
          require_inverse_gradient(t, inverse->x, t.in.cotangent.x, t.truth.grad_a, t.out.grad_a, inverse->omega, t.u, t.eta);
        });

}  // namespace
}  // namespace etalon::verify
