#include "reference/contract/linalg/lu_solve.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/entries.hpp"
#include "verify/laws/linalg/solved.hpp"
#include "verify/laws/linalg/squares.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::LuSolve;
using contract::linalg::LuSolveVjp;
using In = LuSolve::In<double>;

/// Right sides at random, or AX₀, so that X is as small as B lets it be.
In with_sides(Draw& draw, Tensor<double> a) {
  const std::int64_t n = a.shape[0], sides = draw.extent(draw.integer(0, 9) == 0 ? 0 : 1, 3);
  if (draw.coin()) {
    auto b = draw.reals({n, sides});
    return In{std::move(a), std::move(b)};
  }
  const auto x = draw.integers({n, sides}, -3, 3);
  Tensor<double> b({n, sides});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < sides; ++j) {
      for (std::int64_t k = 0; k < n; ++k) b(i, j) += a(i, k) * static_cast<double>(x(k, j));
      b(i, j) = round_to(b(i, j), draw.format);
    }
  return In{std::move(a), std::move(b)};
}

const auto registered =
    laws<LuSolve>()
        .matrices({.shape = gen::Matrices::square, .full_rank = true}, with_sides)
        .inputs(core, "tiny first pivot", [](Draw& draw) {  // without pivoting, nothing is left of the other entries
          const auto n = draw.extent(2, 6);
          auto a = draw.uniforms({n, n}, -1, 1);
          for (std::int64_t i = 0; i < n; ++i) a(i, n - 1 - i) = static_cast<double>(n + 1);
          a(0, 0) = std::ldexp(1.0, -draw.format.precision - 2);
          return with_sides(draw, a);
        })
        .inputs(edge, "growth 2ⁿ⁻¹", [](Draw& draw) {
          const auto n = draw.extent(1, 12);
          Tensor<double> a({n, n});
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = 0; j < n; ++j) a(i, j) = i == j || j == n - 1 ? 1 : j < i ? -1 : 0;
          return with_sides(draw, a);
        })
        .refuses("C2", "singular", [](Draw& draw) {
          auto a = surely_singular(draw);
          auto b = draw.reals({a.shape[0], draw.extent(1, 3)});
          return In{std::move(a), std::move(b)};
        })
        .theorem("C3", "AX = B", [](Exact<LuSolve>& t) {
          const Matrix x = t.f(t.in).x, ax = multiply(t.in.a, x), size = multiply(absolute(t.in.a), absolute(x));
          for (std::size_t i = 0; i < ax.size(); ++i) t.equal_within(ax[i], t.in.b[i], size[i], "AX");
        })
        .theorem("C4", "the solution of AX = AX₀ is X₀", [](Exact<LuSolve>& t) {
          Matrix x({t.in.a.shape[0], 2});
          for (std::int64_t i = 0; i < x.shape[0]; ++i) x(i, 0) = 1 - i, x(i, 1) = Interval(2 * i + 1) / 8;
          equal_entries(t, t.f({t.in.a, multiply(t.in.a, x)}).x, x, "X₀");
        })
        .theorem("C5", "−3B has −3X", [](Exact<LuSolve>& t) {
          const auto thrice = [](const Interval& x) { return -3 * x; };
          equal_entries(t, t.f({t.in.a, map(t.in.b, thrice)}).x, map(t.f(t.in).x, thrice), "X(−3B)");
        })
        .theorem("C5", "equations scaled and in reverse order", [](Exact<LuSolve>& t) {
          Matrix a = t.in.a, b = t.in.b;
          const std::int64_t n = a.shape[0];
          for (const auto& [to, from] : {std::pair{&a, &t.in.a}, std::pair{&b, &t.in.b}})
            for (std::int64_t i = 0; i < n; ++i)
              for (std::int64_t j = 0; j < to->shape[1]; ++j) (*to)(i, j) = (*from)(n - 1 - i, j) * Interval(i + 3) / 4;
          equal_entries(t, t.f({a, b}).x, t.f(t.in).x, "X of other equations");
        })
        .requirement("C6", "|b − Ax| ≤ γnωΣ|x_j| + cn(1 + ω)η", [](Trial<LuSolve>& t) {
          solves_by_elimination(t, t.in.a, t.in.b, t.out.x, t.truth.omega, t.u, t.eta);
        });

const auto registered_vjp =
    laws<LuSolveVjp>()
        .leaves_out("around the sizes of blocks", too_many_sweeps)
        .leaves_out("near overflow", "A⁻¹ falls below the normal numbers, where what underflows is multiplied by its condition")
        .leaves_out("near underflow", "A⁻¹ is near overflow, and its products overflow on the way where the result does not")
        .theorem("C3", "AᵀB̄ = X̄", [](Exact<LuSolveVjp>& t) { equal_product(t, transpose(t.in.a), t.f(t.in).grad_b, t.in.cotangent.x, "AᵀB̄"); })
        .theorem("C4", "ĀAᵀ = −B̄Bᵀ", [](Exact<LuSolveVjp>& t) {
          const auto grad = t.f(t.in);
          const auto x = Wings<LuSolve>::reference(t.in);
          const Matrix expected = multiply(times(grad.grad_b, -1), transpose(t.in.b)), at = transpose(t.in.a), product = multiply(grad.grad_a, at);
          // Ā is small beside |B̄||Xᵀ| where several sides cancel.
          const Matrix size = multiply(multiply(absolute(grad.grad_b), absolute(transpose(x->x))), absolute(at));
          for (std::size_t i = 0; i < expected.size(); ++i) t.equal_within(product[i], expected[i], size[i], "ĀAᵀ");
        });

}  // namespace
}  // namespace etalon::verify
