#include "reference/contract/optimization/trust_region.exact.hpp"
#include "reference/linalg/spectral.hpp"
#include "verify/judge/freedom.hpp"
#include "verify/laws/optimization/trust_region.hpp"

namespace etalon::verify {
namespace {

using Op = contract::optimization::TrustRegionExact;
using reference::linalg::symmetric;
using In = TrustRegionIn;

/// An integer matrix with a known eigenvalue λ₁ ≤ 0 of few vectors, and g orthogonal to these: H = λ₁I + MMᵀ, g in the range of M.
In hard(Draw& draw, std::int64_t least) {
  const std::int64_t n = draw.extent(2, 5), rank = draw.integer(1, n - 1);
  const auto m = draw.integers({n, rank}, -2, 2), weights = draw.integers({rank}, -2, 2);
  In in{Tensor<double>({n}), Tensor<double>({n, n}), 0};
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t k = 0; k < rank; ++k) {
      in.g[i] += static_cast<double>(m(i, k) * weights[k]);
      for (std::int64_t j = 0; j < n; ++j) in.h(i, j) += static_cast<double>(m(i, k) * m(j, k));
    }
  for (std::int64_t i = 0; i < n; ++i) in.h(i, i) += static_cast<double>(least);
  in.delta = draw.magnitude(-2, 6);
  return in;
}

In with_signs(Draw& draw) {
  std::vector<double> lambda;
  for (std::int64_t n = draw.extent(1, 5); n > 0; --n) lambda.push_back((draw.coin() ? 1 : -1) * draw.magnitude(-6, 4));
  return region_with(draw, gen::symmetric_with_spectrum(draw, lambda));
}

const auto registered =
    laws<Op>()
        .inputs(core, "any signs", with_signs)
        .inputs(core, "definite", definite_region)
        .inputs(core, "the hard case", [](Draw& draw) { return hard(draw, draw.integer(-4, -1)); })
        .inputs(core, "semidefinite", [](Draw& draw) { return hard(draw, 0); })
        .inputs(core, "near the hard case", [](Draw& draw) {
          In in = hard(draw, draw.integer(-4, -1));
          for (double& g : in.g) g = round_to(g + std::ldexp(draw.uniform(0.5, 1), -static_cast<int>(draw.integer(4, draw.format.precision - 4))), draw.format);
          return in;
        })
        .inputs(core, "integers", [](Draw& draw) {
          const auto n = draw.extent(1, 5);
          std::vector<double> signs(static_cast<std::size_t>(n));
          for (double& sign : signs) sign = draw.coin() ? 1 : -1;
          return region_with(draw, product_with_signs(draw, signs));
        })
        .inputs(extreme, "other units", [](Draw& draw) { return in_other_units(draw, draw.coin() ? with_signs(draw) : hard(draw, -2)); })
        .inputs(edge, "anything above the diagonal", [](Draw& draw) {
          In in = with_signs(draw);
          in.h = with_noise_above(draw, in.h);
          return in;
        })
        .inputs(edge, "a saddle", [](Draw& draw) {
          In in = hard(draw, -1);
          for (double& g : in.g) g = 0;
          return in;
        })
        .inputs(edge, "a stationary point", stationary)
        .leaves_out("one or two entries far from the others", "a far entry leaves of the others what the eigenvectors do not keep")
        .leaves_out("one input far from the others", "as one entry")
        .leaves_out("lanes at levels of their own", "as one entry")
        .leaves_out("an extent beside a power of two", "the proof of a large spectrum takes seconds")
        .theorem("C4", "Moré and Sorensen", [](Exact<Op>& t) {
          const auto out = t.f(t.in);
          const Matrix h = symmetric(t.in.h), shifted = plus(h, times(identity(t.in.g.shape[0]), out.lambda));
          const Interval room = power_of_two(-40), size = frobenius_norm(h) + out.lambda, length = frobenius_norm(out.p);
          const Matrix residual = plus(apply_to(shifted, out.p), t.in.g);
          for (const Interval& entry : residual) t.equal_within(entry, 0, size * length + frobenius_norm(t.in.g), "(H + λI)p = −g");
          t.at_most(length, t.in.delta * (1 + room), "‖p‖ ≤ Δ");
          t.at_most(out.lambda * (t.in.delta - length), room * size * t.in.delta, "λ(Δ − ‖p‖) = 0");
          t.at_most(-out.lambda, room * size, "λ ≥ 0");
          if (!h.data.empty()) t.at_most(-reference::linalg::eigenvalues(h).front(), out.lambda + room * size, "H + λI is positive semidefinite");
        })
        .theorem("C5", "Cauchy decrease", [](Exact<Op>& t) { cauchy_decrease(t, t.in.g, symmetric(t.in.h), t.in.delta, t.f(t.in).p); })
        .theorem("C6", "the hard case", [](Exact<Op>& t) {
          // diag(−2, 1, …, 1) and g across the first axis: λ = 2, and p = (±√(Δ² − ‖g/3‖²), −g/3).
          const std::int64_t n = t.in.g.shape[0];
          if (n == 0) return;
          Matrix h = identity(n), g = t.in.g;
          h(0, 0) = -2, g[0] = 0;
          const Interval delta = 1 + frobenius_norm(g);
          const auto out = t.f({g, h, delta});
          t.equal(out.lambda, 2, "λ");
          t.equal(square(out.p[0]), square(delta) - inner_product(g, g) / 9, "p₁²");
          for (std::int64_t i = 1; i < n; ++i) t.equal_within(out.p[i], -g[i] / 3, delta, "the rest of p");
        })
        .requirement("C7", "‖(H + λI)p + g‖", [](Trial<Op>& t) {
          const Interval c = *Op::c.at(t.sizes), n = t.sizes.at("n");
          const Precision precision(residual_bits);
          const Matrix h = symmetric(t.in.h), residual = plus(plus(apply_to(h, t.out.p), times(t.out.p, t.out.lambda)), t.in.g);
          const Interval size = frobenius_norm(h);
          t.at_most(frobenius_norm(residual),
                    c * (t.u * (size + abs(t.out.lambda)) * frobenius_norm(t.out.p) + t.u * frobenius_norm(t.in.g) + n * t.eta * (1 + size)), "‖(H + λI)p + g‖");
        })
        .requirement("C8", "λ ≥ 0, ‖p‖ ≤ Δ, λ(Δ − ‖p‖) = 0, and no eigenvalue is below −λ", [](Trial<Op>& t) {
          const Interval c = *Op::c.at(t.sizes), n = t.sizes.at("n");
          const Precision precision(residual_bits);
          const Matrix h = symmetric(t.in.h);
          const Interval length = frobenius_norm(t.out.p), room = c * (t.u * (frobenius_norm(h) + abs(t.out.lambda)) + n * t.eta);
          t.holds(t.out.lambda >= 0, "λ ≥ 0");
          t.at_most(length, t.in.delta * (1 + c * t.u) + n * t.eta, "‖p‖ ≤ Δ");
          t.at_most(t.out.lambda * abs(t.in.delta - length), room * t.in.delta, "λ|Δ − ‖p‖|");
          if (!h.data.empty()) t.at_most(-reference::linalg::eigenvalues(h).front() - t.out.lambda, room, "−λ₁ ≤ λ");
        });

/// Without g any eigenvector of λ₁ has its negative.
const FreeInSign<Op> signs("C6", {"p"}, [](const auto& in, const auto&, const auto&, const auto&, const auto&) { return max_norm(in.g).is_zero(); });

}  // namespace
}  // namespace etalon::verify
