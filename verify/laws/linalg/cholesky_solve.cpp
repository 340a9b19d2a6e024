#include "reference/contract/linalg/cholesky_solve.hpp"
#include "reference/linalg/symmetric.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/definite.hpp"
#include "verify/laws/linalg/entries.hpp"
#include "verify/laws/linalg/solved.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::CholeskySolve;
using contract::linalg::CholeskySolveVjp;
using reference::linalg::symmetric;
using In = CholeskySolve::In<double>;

/// Right sides at random, or AX₀, so that X is as small as B lets it be.
In with_sides(Draw& draw, Tensor<double> a) {
  const std::int64_t n = a.shape[0], sides = draw.extent(draw.integer(0, 9) == 0 ? 0 : 1, 3);
  auto b = draw.reals({n, sides});
  if (draw.coin())
    for (std::int64_t j = 0; j < sides; ++j) {
      std::vector<double> x;
      for (std::int64_t k = 0; k < n; ++k) x.push_back(static_cast<double>(draw.integer(-3, 3)));
      for (std::int64_t i = 0; i < n; ++i) {
        double sum = 0;
        for (std::int64_t k = 0; k < n; ++k) sum += (k <= i ? a(i, k) : a(k, i)) * x[k];
        b(i, j) = round_to(sum, draw.format);
      }
    }
  return In{std::move(a), std::move(b)};
}

const auto registered =
    laws<CholeskySolve>()
        .matrices({.shape = gen::Matrices::definite}, with_sides)
        .inputs(extreme, "scaled over the range", [](Draw& draw) { return with_sides(draw, widely_scaled(draw)); })
        .inputs(edge, "anything above the diagonal", [](Draw& draw) {
          return with_sides(draw, with_noise_above(draw, any_definite(draw, 6)));
        })
        .refuses("C2", "indefinite", [](Draw& draw) { return with_sides(draw, product_with_one(draw, -1)); })
        .refuses("C2", "singular", [](Draw& draw) { return with_sides(draw, product_with_one(draw, 0)); })
        .theorem("C3", "AX = B", [](Exact<CholeskySolve>& t) {
          const Matrix a = symmetric(t.in.a), x = t.f(t.in).x, ax = multiply(a, x), size = multiply(absolute(a), absolute(x));
          for (std::size_t i = 0; i < ax.size(); ++i) t.equal_within(ax[i], t.in.b[i], size[i], "AX");
        })
        .theorem("C4", "the solution of AX = AX₀ is X₀", [](Exact<CholeskySolve>& t) {
          Matrix x({t.in.a.shape[0], 2});
          for (std::int64_t i = 0; i < x.shape[0]; ++i) x(i, 0) = 1 - i, x(i, 1) = Interval(2 * i + 1) / 8;
          equal_entries(t, t.f({t.in.a, multiply(symmetric(t.in.a), x)}).x, x, "X₀");
        })
        .theorem("C5", "DADy = Db", [](Exact<CholeskySolve>& t) {
          Matrix b = t.in.b, x = t.f(t.in).x;
          for (std::int64_t i = 0; i < b.shape[0]; ++i)
            for (std::int64_t j = 0; j < b.shape[1]; ++j) b(i, j) *= Interval(2 * i + 3) / 4, x(i, j) /= Interval(2 * i + 3) / 4;
          equal_entries(t, t.f({congruent(t.in.a), b}).x, x, "D⁻¹x");
        })
        .theorem("C6", "the upper triangle changes nothing", [](Exact<CholeskySolve>& t) {
          equal_entries(t, t.f({with_sevens_above(t.in.a), t.in.b}).x, t.f(t.in).x, "X with another upper triangle");
        })
        .requirement("C7", "|b − Ax|_i ≤ γ/(1 − γ)·√a_ii·Σ √a_jj|x_j| + cη(1 + √a_ii)(1 + Σ √a_jj)", [](Trial<CholeskySolve>& t) {
          solves_by_cholesky(t, symmetric(t.in.a), t.in.b, t.out.x, t.u, t.eta);
        });

const auto registered_vjp =
    laws<CholeskySolveVjp>()
        .leaves_out("around the sizes of blocks", too_many_sweeps)
        .leaves_out("scaled over the range", "B̄ and X leave the range of the format on the way")
        .leaves_out("near overflow", "A⁻¹ falls below the normal numbers, where what underflows is multiplied by its condition")
        .leaves_out("near underflow", "A⁻¹ is near overflow, and its products overflow on the way where the result does not")
        .theorem("C3", "AB̄ = X̄", [](Exact<CholeskySolveVjp>& t) { equal_product(t, symmetric(t.in.a), t.f(t.in).grad_b, t.in.cotangent.x, "AB̄"); })
        .theorem("C4", "A(Ā + Āᵀ)A = −(X̄Bᵀ + BX̄ᵀ)", [](Exact<CholeskySolveVjp>& t) {
          const Matrix a = symmetric(t.in.a), grad = t.f(t.in).grad_a;
          zero_above_the_diagonal(t, grad);
          const Matrix both = multiply(multiply(a, plus_transpose(grad)), a), expected = plus_transpose(multiply(t.in.cotangent.x, transpose(t.in.b)));
          const auto forward = Wings<CholeskySolve>::reference(t.in);
          // Beside |A||B̄||Xᵀ||A|: sides may cancel in Ā.
          const Matrix part = multiply(multiply(absolute(a), absolute(t.f(t.in).grad_b)), multiply(transpose(absolute(forward->x)), absolute(a)));
          const Matrix size = plus_transpose(part);
          for (std::size_t i = 0; i < both.size(); ++i) t.equal_within(both[i], -expected[i], size[i], "A(Ā + Āᵀ)A");
        });

}  // namespace
}  // namespace etalon::verify
