#include "reference/contract/optimization/newton.hpp"
#include "verify/laws/linalg/solved.hpp"
#include "verify/laws/linalg/squares.hpp"
#include "verify/laws/optimization/models.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Newton;
using reference::linalg::symmetric;
using In = Newton::In<double>;

In model_with(Draw& draw, Tensor<double> h) {
  auto x = draw.reals({h.shape[0]}), g = gradient_of(draw, h);
  return In{std::move(x), std::move(g), std::move(h)};
}

const auto registered =
    laws<Newton>()
        .matrices({.shape = gen::Matrices::definite}, model_with)
        .leaves_out("one or two entries far from the others", far_hessian)
        .leaves_out("one input far from the others", far_hessian)
        .leaves_out("lanes at levels of their own", far_hessian)
        .leaves_out("an extent beside a power of two", "H has sizes around the blocks of LAPACK")
        .inputs(extreme, "scaled over the range", [](Draw& draw) { return model_with(draw, widely_scaled(draw)); })
        .inputs(edge, "anything above the diagonal", [](Draw& draw) { return model_with(draw, with_noise_above(draw, any_definite(draw, 6))); })
        .inputs(edge, "a stationary point", [](Draw& draw) {
          In in = model_with(draw, any_definite(draw, 4));
          for (double& g : in.g) g = 0;
          return in;
        })
        .refuses("C2", "indefinite", [](Draw& draw) { return model_with(draw, product_with_one(draw, -1)); })
        .refuses("C2", "singular", [](Draw& draw) {
          const std::int64_t n = draw.extent(1, 5), zero = draw.integer(0, n - 1);
          In in{draw.reals({n}), draw.reals({n}), Tensor<double>({n, n})};
          for (std::int64_t i = 0; i < n; ++i) in.h(i, i) = i == zero ? 0 : static_cast<double>(draw.integer(1, 9));
          return in;
        })
        .theorem("C3", "Hp = −g", [](Exact<Newton>& t) { equal_product(t, symmetric(t.in.h), as_column(t.f(t.in).p), as_column(negative(t.in.g)), "Hp"); })
        .theorem("C4", "in the coordinates of x = Az", [](Exact<Newton>& t) {
          const Matrix a = other_coordinates(t.in.x.shape[0]), h = multiply(transpose(a), multiply(symmetric(t.in.h), a)), p = t.f(t.in).p;
          const Matrix other = t.f({t.in.x, apply_to(transpose(a), t.in.g), h}).p;
          equal_entries(t, apply_to(a, other), p, "A times the other step");
        })
        .theorem("C5", "the stationary point of a quadratic", [](Exact<Newton>& t) {
          Matrix point = t.in.x;
          for (std::size_t i = 0; i < point.size(); ++i) point[i] = Interval(static_cast<std::int64_t>(2 * i) - 3) / 5;
          const Matrix g = apply_to(symmetric(t.in.h), subtract(t.in.x, point)), next = t.f({t.in.x, g, t.in.h}).next;
          for (std::size_t i = 0; i < point.size(); ++i) t.equal_within(next[i], point[i], max_norm(point) + max_norm(t.in.x), "next");
        })
        .theorem("C6", "gᵀp < 0, and one step in both conventions", [](Exact<Newton>& t) {
          const Matrix p = t.f(t.in, Newton::Variant::definite).p;
          const bool stationary = max_norm(t.in.g).is_zero();
          t.holds(stationary ? inner_product(t.in.g, p) == 0 : inner_product(t.in.g, p) < 0, "gᵀp < 0");
          equal_entries(t, t.f(t.in, Newton::Variant::nonsingular).p, p, "p");
        })
        .requirement("C7", "|g + Hp|", [](Trial<Newton>& t) {
          const Matrix h = symmetric(t.in.h), side = as_column(negative(t.in.g)), p = as_column(t.out.p);
          if (t.variant == Newton::Variant::definite) solves_by_cholesky(t, h, side, p, t.u, t.eta);
          else solves_by_elimination(t, h, side, p, t.truth.omega, t.u, t.eta);
        })
        .requirement("C8", "next = x + p", [](Trial<Newton>& t) {
          for (std::size_t i = 0; i < t.out.p.size(); ++i) {
            const Interval next = t.in.x[i] + t.out.p[i];
            t.at_most(abs(t.out.next[i] - next), t.u * (abs(next) + 2 * abs(t.out.p[i])) + 2 * t.eta, "|next − (x + p)|");
          }
        });

}  // namespace
}  // namespace etalon::verify
