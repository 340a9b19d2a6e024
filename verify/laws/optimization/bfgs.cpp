#include "reference/contract/optimization/bfgs.hpp"

#include "reference/linalg/gauss.hpp"
#include "verify/laws/optimization/models.hpp"
#include "verify/laws/optimization/pairs.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::Bfgs;
using reference::linalg::symmetric;
using Variant = Bfgs::Variant;
using In = Bfgs::In<double>;

In update(Draw& draw, Tensor<double> h, int bits = 4) {
  auto [s, y] = curved_pair(draw, h.shape[0], bits);
  return {std::move(h), std::move(s), std::move(y)};
}
Tensor<double> unit(std::int64_t n) {
  Tensor<double> one({n, n});
  for (std::int64_t i = 0; i < n; ++i) one(i, i) = 1;
  return one;
}

/// |x| with room for what underflows.
Matrix enlarged(const Matrix& x, const Interval& by) {
  return map(x, [&](const Interval& entry) { return abs(entry) + by; });
}
/// xyᵀ.
Matrix outer(const Matrix& x, const Matrix& y) { return multiply(as_column(x), transpose(as_column(y))); }

const auto registered =
    laws<Bfgs>()
        .inputs(core, "a definite H", [](Draw& draw) { return update(draw, any_definite(draw, 6)); })
        .inputs(core, "the first step", [](Draw& draw) { return update(draw, unit(draw.extent(1, 6))); })
        .inputs(core, "much curvature in some directions", [](Draw& draw) {
          const int bits = draw.format.precision / 3;
          return update(draw, gen::positive_definite(draw, draw.extent(1, 5), bits), bits);
        })
        .inputs(core, "integers", [](Draw& draw) {
          const std::int64_t n = draw.extent(1, 5);
          In in{product_with_signs(draw, std::vector<double>(n, 1.0)), Tensor<double>({n}), Tensor<double>({n})};
          for (std::int64_t i = 0; i < n; ++i) in.s[i] = static_cast<double>(draw.integer(1, 3)), in.y[i] = static_cast<double>(draw.integer(1, 3));
          return in;
        })
        .inputs(extreme, "other units", [](Draw& draw) {
          const int e = draw.format.max_exponent / 4;
          In in = update(draw, times_power(draw, any_definite(draw, 4), static_cast<int>(draw.integer(-e, e))));
          in.s = times_power(draw, in.s, static_cast<int>(draw.integer(-e, e)) / 2), in.y = times_power(draw, in.y, static_cast<int>(draw.integer(-e, e)) / 2);
          return in;
        })
        .inputs(extreme, "squares of s and y out of range", [](Draw& draw) {
          In in = update(draw, any_definite(draw, 4));
          const int e = (draw.coin() ? 1 : -1) * 3 * draw.format.max_exponent / 4;
          in.s = times_power(draw, in.s, e), in.y = times_power(draw, in.y, e);
          return in;
        })
        .inputs(edge, "anything above the diagonal", [](Draw& draw) { return update(draw, with_noise_above(draw, any_definite(draw, 4))); })
        .leaves_out("one or two entries far from the others", far_hessian)
        .leaves_out("one input far from the others", "units of s, y and H by which H′ stays in the range are a class of their own")
        .leaves_out("lanes at levels of their own", far_hessian)
        .refuses("C2", "no curvature along s", [](Draw& draw) {
          const std::int64_t n = draw.extent(1, 4);
          auto [s, y] = flat_pair(draw, n);
          return In{unit(n), std::move(s), std::move(y)};
        })
        .refuses("C3", "a negative H", [](Draw& draw) {
          In in = update(draw, unit(draw.extent(1, 4)));
          for (double& entry : in.h) entry = -entry;
          return in;
        })
        .theorem("C4", "the secant equation", [](Exact<Bfgs>& t) {
          const Matrix next = t.f(t.in).h_next;
          if (!(inner_product(t.in.s, t.in.y) > 0)) return;
          const bool direct = t.variant == Variant::direct;
          equal_product(t, next, as_column(direct ? t.in.s : t.in.y), as_column(direct ? t.in.y : t.in.s), "H′y = s");
        })
        .theorem("C5", "symmetric, and positive definite if H is", [](Exact<Bfgs>& t) {
          const Matrix h = symmetric(t.in.h), next = t.f(t.in).h_next;
          for (std::int64_t i = 0; i < next.shape[0]; ++i)
            for (std::int64_t j = 0; j < i; ++j) t.equal_within(next(i, j), next(j, i), max_norm(next), "h′_ij = h′_ji");
          const std::int64_t n = std::min<std::int64_t>(6, next.shape[0]);
          for (std::int64_t k = 1; k <= n; ++k)
            if (!(determinant(block(h, k, k)) > 0).certainly()) return;
          for (std::int64_t k = 1; k <= n; ++k) t.holds(determinant(block(next, k, k)) > 0, "a leading minor is positive");
        })
        .theorem("C6", "B′H′ = I for B = H⁻¹", [](Exact<Bfgs>& t) {
          const auto factors = reference::linalg::eliminate(symmetric(t.in.h));
          if (reference::linalg::is_singular(factors) || !(inner_product(t.in.s, t.in.y) > 0)) return;
          const Matrix inverse = reference::linalg::solve(factors, identity(t.in.s.shape[0]));
          if (!(inner_product(t.in.s, apply_to(inverse, t.in.s)) > 0)) return;
          equal_product(t, t.f({inverse, t.in.s, t.in.y}, Variant::direct).h_next, t.f(t.in, Variant::inverse).h_next, identity(t.in.s.shape[0]), "B′H′");
        })
        .theorem("C7", "lengths make no difference, and H′ = H where H is right", [](Exact<Bfgs>& t) {
          if (!(inner_product(t.in.s, t.in.y) > 0)) return;
          const Matrix h = symmetric(t.in.h), next = t.f(t.in).h_next;
          equal_entries(t, t.f({h, times(t.in.s, Interval(-5) / 3), times(t.in.y, Interval(-5) / 3)}).h_next, next, "for −5/3 of both");
          const Matrix image = apply_to(h, t.in.y), other = t.variant == Variant::direct ? apply_to(h, t.in.s) : t.in.y;
          if (t.variant == Variant::direct ? !(inner_product(t.in.s, other) > 0) : !(inner_product(image, t.in.y) > 0)) return;
          equal_entries(t, t.f({h, t.variant == Variant::direct ? t.in.s : image, other}).h_next, h, "H");
        })
        .requirement("C8", "|Ĥ′ − H′| ≤ φM", [](Trial<Bfgs>& t) {
          const std::int64_t n = t.in.s.shape[0];
          const auto unit_error = gamma(*Bfgs::c.at(t.sizes), t.u);
          if (!unit_error) return t.says_nothing("c·u ≥ 1");
          const Precision precision(residual_bits);
          const Matrix given = symmetric(t.in.h);
          const Interval curvature = inner_product(t.in.s, t.in.y);
          if (t.variant == Variant::skip && !(curvature > 0)) {
            for (std::size_t i = 0; i < given.size(); ++i) t.holds(t.out.h_next[i] == given[i], "H as it is");
            return;
          }
          const Interval tiny = t.eta / t.u;
          const Matrix h = enlarged(given, tiny), s = enlarged(t.in.s, tiny), y = enlarged(t.in.y, tiny);
          Interval cancelled = inner_product(s, y) / curvature;
          Matrix size({n, n});
          if (t.variant == Variant::direct) {
            const Matrix hs = apply_to(h, s);
            const Interval along = inner_product(t.in.s, apply_to(given, t.in.s));
            cancelled = max(cancelled, inner_product(s, hs) / along);
            size = plus(plus(h, times(outer(hs, hs), 1 / along)), times(outer(y, y), 1 / curvature));
          } else {
            const Matrix a = plus(identity(n), times(outer(s, y), 1 / curvature));
            size = plus(multiply(multiply(a, h), transpose(a)), times(outer(s, s), 1 / curvature));
          }
          const Interval theta = *unit_error * cancelled;
          if (!(theta < 1).certainly()) return t.says_nothing("θ ≥ 1");
          const Interval phi = (1 + *unit_error) / square(1 - theta) - 1;
          for (std::size_t i = 0; i < size.size(); ++i) t.at_most(abs(t.out.h_next[i] - t.truth.h_next[i]), phi * size[i], "|Ĥ′ − H′|");
        });

}  // namespace
}  // namespace etalon::verify
