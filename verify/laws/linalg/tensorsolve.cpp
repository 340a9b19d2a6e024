#include "reference/contract/linalg/tensorsolve.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/entries.hpp"
#include "verify/laws/linalg/squares.hpp"
#include "verify/laws/linalg/unfolding.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Tensorsolve;
using contract::linalg::TensorsolveVjp;
using In = Tensorsolve::In<double>;

/// The rows of a matrix over axes P, its columns over Q; a right side at random, or Ax₀, so that x is as small as b lets it be.
In folded(Draw& draw, const Tensor<double>& a, const Dimensions& p, const Dimensions& q) {
  In in{Tensor<double>(joined(p, q), a.data), draw.reals(p)};
  if (draw.coin()) return in;
  const std::int64_t n = a.shape[0];
  const auto x = draw.integers({n}, -3, 3);
  for (std::int64_t i = 0; i < n; ++i) {
    double sum = 0;
    for (std::int64_t j = 0; j < n; ++j) sum += a(i, j) * static_cast<double>(x[j]);
    in.b[i] = round_to(sum, draw.format);
  }
  return in;
}
In with_any_axes(Draw& draw, Tensor<double> a) { return folded(draw, a, axes_of(draw, a.shape[0]), axes_of(draw, a.shape[0])); }

/// Whether the shapes fit or not.
In with_shapes(Draw& draw, const Dimensions& a, const Dimensions& b) { return In{draw.reals(a), draw.reals(b)}; }

const auto registered =
    laws<Tensorsolve>()
        .matrices({.shape = gen::Matrices::square, .full_rank = true, .blocks = false}, with_any_axes)
        .inputs(core, "several axes", [](Draw& draw) {
          const std::int64_t n = draw.one_of({4, 6, 8, 12});
          return with_any_axes(draw, gen::any_spectrum(draw, n, n, {.shape = gen::Matrices::square, .full_rank = true}));
        })
        .inputs(core, "NumPy's example", [](Draw& draw) {  // a = eye(24) there, of shape (6, 4, 2, 3, 4)
          return folded(draw, gen::any_spectrum(draw, 24, 24, {.shape = gen::Matrices::square, .full_rank = true}), {6, 4}, {2, 3, 4});
        })
        .inputs(core, "around the sizes of blocks", [](Draw& draw) { return with_any_axes(draw, square_block(draw)); })
        .inputs(edge, "one equation", [](Draw& draw) {
          return folded(draw, Tensor<double>({1, 1}, {draw.uniform(1, 2)}), axes_of(draw, 1), axes_of(draw, 1));
        })
        .refuses("C2", "singular", [](Draw& draw) { return with_any_axes(draw, surely_singular(draw)); })
        .refuses("C3", "not as many equations as unknowns", [](Draw& draw) {
          switch (draw.integer(0, 7)) {
            case 0: return with_shapes(draw, {2, 3, 4}, {2, 3});
            case 1: return with_shapes(draw, {2, 2, 2}, {2});
            case 2: return with_shapes(draw, {3, 2}, {3});
            case 3: return with_shapes(draw, {2, 3}, {2});
            case 4: return with_shapes(draw, {2, 2}, {});
            case 5: return with_shapes(draw, {4, 4}, {2, 2});
            case 6: return with_shapes(draw, {0, 2}, {0});
            default: return with_shapes(draw, {2}, {2});
          }
        })
        .refuses("C4", "the axes of b in another form", [](Draw& draw) {
          switch (draw.integer(0, 3)) {
            case 0: return with_shapes(draw, {2, 3, 6}, {3, 2});
            case 1: return with_shapes(draw, {2, 2, 4}, {4, 1});
            case 2: return with_shapes(draw, {2, 3, 3, 2}, {1, 6});
            default: return with_shapes(draw, {1}, {1, 1});
          }
        })
        .theorem("C5", "Σ_q a[p, q]·x[q] = b[p]", [](Exact<Tensorsolve>& t) {
          const auto n = static_cast<std::int64_t>(t.in.b.size());
          const Matrix a = unfolded(t.in.a, n, n), x = unfolded(t.f(t.in).x, n, 1);
          const Matrix ax = multiply(a, x), size = multiply(absolute(a), absolute(x));
          for (std::size_t i = 0; i < ax.size(); ++i) t.equal_within(ax[i], t.in.b[i], size[i], "Σ_q a[p, q]·x[q]");
        })
        .theorem("C5", "the solution for Σ_q a[p, q]·x₀[q] is x₀", [](Exact<Tensorsolve>& t) {
          Matrix x = t.f(t.in).x;
          for (std::size_t i = 0; i < x.size(); ++i) x[i] = Interval(2 * static_cast<std::int64_t>(i) - 3) / 8;
          const auto n = static_cast<std::int64_t>(x.size());
          const Matrix b(t.in.b.shape, multiply(unfolded(t.in.a, n, n), unfolded(x, n, 1)).data);
          equal_entries(t, t.f({t.in.a, b}).x, x, "x₀");
        })
        .theorem("C6", "the axes Q in reverse", [](Exact<Tensorsolve>& t) {
          const std::size_t rank = t.in.a.rank(), first = t.in.b.rank();
          const Matrix x = t.f(t.in).x;
          equal_entries(t, t.f({with_axes(t.in.a, reversed(rank, first, rank)), t.in.b}).x, with_axes(x, reversed(x.rank(), 0, x.rank())), "x");
        })
        .theorem("C6", "the axes P in reverse", [](Exact<Tensorsolve>& t) {
          const std::size_t rank = t.in.a.rank(), p = t.in.b.rank();
          equal_entries(t, t.f({with_axes(t.in.a, reversed(rank, 0, p)), with_axes(t.in.b, reversed(p, 0, p))}).x, t.f(t.in).x, "x");
        })
        .requirement("C7", "|b − Ax| ≤ γnωΣ|x_q| + cn(1 + ω)η", [](Trial<Tensorsolve>& t) {
          // Higham, Theorem 9.4, with (|L||U||x|)_i ≤ Σ_k Σ_{j≥k} |u_kj||x_j|, as |l_ij| ≤ 1. What underflows in x or in the
          // solution of Ly = b is off by η, and A, L or U multiply it.
          const std::int64_t order = t.sizes.at("n");
          const Interval n = order, c = 3 * n + 2;
          const auto unit = gamma(c, t.u);
          if (!unit) return t.says_nothing("c·u ≥ 1");
          const Precision precision(residual_bits);
          const Matrix residual = subtract(unfolded(t.in.b, order, 1), multiply(unfolded(t.in.a, order, order), unfolded(t.out.x, order, 1)));
          t.at_most(max_norm(residual), *unit * n * t.truth.omega * one_norm(t.out.x) + c * n * (1 + t.truth.omega) * t.eta, "|b − Ax|");
        });

const auto registered_vjp =
    laws<TensorsolveVjp>()
        .leaves_out("NumPy's example", too_many_sweeps)
        .leaves_out("around the sizes of blocks", too_many_sweeps)
        .leaves_out("near overflow", "A⁻¹ falls below the normal numbers, where what underflows is multiplied by its condition")
        .leaves_out("near underflow", "A⁻¹ is near overflow, and its products overflow on the way where the result does not")
        .theorem("C5", "Σ_p a[p, q]·b̄[p] = x̄[q]", [](Exact<TensorsolveVjp>& t) {
          const auto n = static_cast<std::int64_t>(t.in.b.size());
          equal_product(t, transpose(unfolded(t.in.a, n, n)), unfolded(t.f(t.in).grad_b, n, 1), unfolded(t.in.cotangent.x, n, 1), "Aᵀb̄");
        })
        .theorem("C6", "Σ_q ā[p, q]·a[p′, q] = −b̄[p]·b[p′]", [](Exact<TensorsolveVjp>& t) {
          const auto n = static_cast<std::int64_t>(t.in.b.size());
          const auto grad = t.f(t.in);
          const Matrix expected = multiply(times(unfolded(grad.grad_b, n, 1), -1), unfolded(t.in.b, 1, n));
          equal_product(t, unfolded(grad.grad_a, n, n), transpose(unfolded(t.in.a, n, n)), expected, "ĀAᵀ");
        });

}  // namespace
}  // namespace etalon::verify
