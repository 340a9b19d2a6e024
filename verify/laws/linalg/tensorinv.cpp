#include "reference/contract/linalg/tensorinv.hpp"
#include "reference/contract/linalg/tensorsolve.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/entries.hpp"
#include "verify/laws/linalg/inverses.hpp"
#include "verify/laws/linalg/squares.hpp"
#include "verify/laws/linalg/unfolding.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Tensorinv;
using contract::linalg::TensorinvVjp;
using contract::linalg::Tensorsolve;
using In = Tensorinv::In<double>;

/// The rows of a matrix over axes P, at least one, its columns over Q.
In folded(Draw& draw, Tensor<double> a) {
  Dimensions p = axes_of(draw, a.shape[0]);
  if (p.empty()) p.push_back(1);
  return In{Tensor<double>(joined(p, axes_of(draw, a.shape[0])), a.data), static_cast<std::int64_t>(p.size())};
}
In with_shape(Draw& draw, const Dimensions& shape, std::int64_t ind) { return In{draw.reals(shape), ind}; }

/// The n of an n×n unfolding.
std::int64_t rows(const Tensor<Interval>& a, std::int64_t ind) { return count_of(Dimensions(a.shape.begin(), a.shape.begin() + ind)); }

const auto registered =
    laws<Tensorinv>()
        .matrices({.shape = gen::Matrices::square, .full_rank = true, .blocks = false}, folded)
        .inputs(core, "several axes", [](Draw& draw) {
          const std::int64_t n = draw.one_of({4, 6, 8, 4, 6, 8, 12});  // of 12 in float32 the gradient's C7 says nothing at the highest condition
          return folded(draw, gen::any_spectrum(draw, n, n, {.shape = gen::Matrices::square, .full_rank = true}));
        })
        .inputs(core, "NumPy's examples", [](Draw& draw) {  // a = eye(24) there, of these shapes
          const auto a = gen::any_spectrum(draw, 24, 24, {.shape = gen::Matrices::square, .full_rank = true});
          return draw.coin() ? In{Tensor<double>({4, 6, 8, 3}, a.data), 2} : In{Tensor<double>({24, 8, 3}, a.data), 1};
        })
        .inputs(core, "around the sizes of blocks", [](Draw& draw) { return folded(draw, square_block(draw)); })
        .inputs(edge, "one entry", [](Draw& draw) { return folded(draw, Tensor<double>({1, 1}, {draw.uniform(1, 2)})); })
        .refuses("C2", "singular", [](Draw& draw) { return folded(draw, surely_singular(draw)); })
        .refuses("C3", "not square", [](Draw& draw) {
          switch (draw.integer(0, 5)) {
            case 0: return with_shape(draw, {2, 3}, 1);
            case 1: return with_shape(draw, {2, 3, 4}, 2);
            case 2: return with_shape(draw, {2, 2}, 2);
            case 3: return with_shape(draw, {2, 2, 4}, 1);
            case 4: return with_shape(draw, {0, 2}, 1);
            default: return with_shape(draw, {2, 0, 3}, 2);
          }
        })
        .refuses("C4", "ind is not of an axis", [](Draw& draw) {
          switch (draw.integer(0, 4)) {
            case 0: return with_shape(draw, {2, 2}, 0);
            case 1: return with_shape(draw, {2, 2}, -1);
            case 2: return with_shape(draw, {2, 2}, 3);
            case 3: return with_shape(draw, {1, 1}, 3);
            default: return with_shape(draw, {}, draw.integer(0, 1));
          }
        })
        .theorem("C5", "Σ_q a[p, q]·ainv[q, p′] = δ and Σ_p ainv[q, p]·a[p, q′] = δ", [](Exact<Tensorinv>& t) {
          const std::int64_t n = rows(t.in.a, t.in.ind);
          const Matrix a = unfolded(t.in.a, n, n), x = unfolded(t.f(t.in).ainv, n, n), one = identity(n);
          for (const auto& [left, right] : {std::pair{&a, &x}, std::pair{&x, &a}}) {
            const Matrix product = multiply(*left, *right), size = multiply(absolute(*left), absolute(*right));
            for (std::size_t i = 0; i < one.size(); ++i) t.equal_within(product[i], one[i], size[i], "δ");
          }
        })
        .theorem("C6", "Σ_p ainv[q, p]·b[p] = tensorsolve(a, b)", [](Exact<Tensorinv>& t) {
          const std::int64_t n = rows(t.in.a, t.in.ind);
          Matrix b(Dimensions(t.in.a.shape.begin(), t.in.a.shape.begin() + t.in.ind));
          for (std::size_t i = 0; i < b.size(); ++i) b[i] = Interval(2 * static_cast<std::int64_t>(i) - 3) / 8;
          const Matrix ainv = unfolded(t.f(t.in).ainv, n, n), side = unfolded(b, n, 1);
          const auto solved = Wings<Tensorsolve>::reference(Tensorsolve::In<Interval>{t.in.a, b});
          if (!solved) throw Refused{solved.failure()};
          const Matrix product = multiply(ainv, side), size = multiply(absolute(ainv), absolute(side));
          for (std::size_t i = 0; i < b.size(); ++i) t.equal_within(product[i], solved->x[i], size[i], "x");
        })
        .theorem("C7", "the axes P in reverse, and the axes Q", [](Exact<Tensorinv>& t) {
          const std::size_t rank = t.in.a.rank(), p = static_cast<std::size_t>(t.in.ind), q = rank - p;
          const Matrix x = t.f(t.in).ainv;
          equal_entries(t, t.f({with_axes(t.in.a, reversed(rank, 0, p)), t.in.ind}).ainv, with_axes(x, reversed(rank, q, rank)), "P in reverse");
          equal_entries(t, t.f({with_axes(t.in.a, reversed(rank, p, rank)), t.in.ind}).ainv, with_axes(x, reversed(rank, 0, q)), "Q in reverse");
        })
        .requirement("C8", "|AX − I| or |XA − I| ≤ γn²ω·max |x_ij| + cn²(1 + ω)η", [](Trial<Tensorinv>& t) {
          // Higham, section 14.3: |AX − I| ≤ γ|L||U||X| by columns, |XA − I| ≤ γ|X||L||U| by getri; entries of |L||U| are at
          // most nω. What underflows is off by η, and A, L or U multiply it.
          const std::int64_t order = t.sizes.at("n");
          const Interval n = order, c = 3 * n + 2;
          const auto unit = gamma(c, t.u);
          if (!unit) return t.says_nothing("c·u ≥ 1");
          const Precision precision(residual_bits);
          const Matrix a = unfolded(t.in.a, order, order), x = unfolded(t.out.ainv, order, order), one = identity(order);
          const Interval allowed = square(n) * (*unit * t.truth.omega * max_norm(x) + c * (1 + t.truth.omega) * t.eta);
          t.at_most(min(max_norm(subtract(multiply(a, x), one)), max_norm(subtract(multiply(x, a), one))), allowed, "min(|AX − I|, |XA − I|)");
        });

const auto registered_vjp =
    laws<TensorinvVjp>()
        .leaves_out("NumPy's examples", too_many_sweeps)
        .leaves_out("around the sizes of blocks", too_many_sweeps)
        .leaves_out("near underflow", "A⁻¹ is near overflow, and its products overflow on the way where the result does not")
        .theorem("C5", "AᵀĀAᵀ = −X̄", [](Exact<TensorinvVjp>& t) {
          const std::int64_t n = rows(t.in.a, t.in.ind);
          const Matrix at = transpose(unfolded(t.in.a, n, n));
          equal_product(t, at, unfolded(t.f(t.in).grad_a, n, n), at, times(unfolded(t.in.cotangent.ainv, n, n), -1), "AᵀĀAᵀ");
        })
        .requirement("C7", "‖Ā̂ − Ā‖_F by the residual of X̂", [](Trial<TensorinvVjp>& t) {
          const std::int64_t n = rows(t.in.a, t.in.ind);
          const auto inverse = Wings<Tensorinv>::reference(t.in);
          require_inverse_gradient(t, unfolded(inverse->ainv, n, n), unfolded(t.in.cotangent.ainv, n, n), unfolded(t.truth.grad_a, n, n),
                                   unfolded(t.out.grad_a, n, n), inverse->omega, t.u, t.eta);
        });

}  // namespace
}  // namespace etalon::verify
