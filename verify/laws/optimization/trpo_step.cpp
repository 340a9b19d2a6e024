#include "reference/contract/optimization/trpo_step.hpp"

#include "verify/laws/optimization/models.hpp"
#include "verify/laws/optimization/pairs.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::TrpoStep;
using reference::linalg::symmetric;
using In = TrpoStep::In<double>;

In with_fisher(Draw& draw, Tensor<double> f) {
  auto g = gradient_of(draw, f);
  if (!g.data.empty()) g[0] = draw.magnitude(-4, 4);
  const double delta = draw.one_of({round_to(0.01, draw.format), 0.5, draw.magnitude(-12, 2)});
  return In{std::move(g), std::move(f), delta};
}
struct Sizes {
  Matrix root;
  Interval sum, along;  ///< Σ √f_jj and Σ √f_jj|x_j|
};
Sizes sizes_of(const Matrix& f, const Matrix& x) {
  Sizes sizes{x, 0, 0};
  for (std::size_t i = 0; i < x.size(); ++i) sizes.root[i] = sqrt(f(i, i)), sizes.sum += sizes.root[i], sizes.along += sizes.root[i] * abs(x[i]);
  return sizes;
}

const auto registered =
    laws<TrpoStep>()
        .inputs(core, "definite", [](Draw& draw) { return with_fisher(draw, any_definite(draw, 6)); })
        .inputs(core, "small integers", [](Draw& draw) { return with_fisher(draw, product_with_signs(draw, std::vector<double>(draw.extent(1, 5), 1.0))); })
        .inputs(core, "damped", [](Draw& draw) {  // a mean of few outer products, and a little of I
          const auto n = draw.extent(2, 6);
          const auto score = draw.uniforms({n}, -1, 1);
          Tensor<double> f({n, n});
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = 0; j <= i; ++j) f(i, j) = f(j, i) = round_to(score[i] * score[j] + (i == j ? 0.125 : 0), draw.format);
          return with_fisher(draw, f);
        })
        .inputs(extreme, "other units", [](Draw& draw) {
          const int e = draw.format.max_exponent / 4, a = static_cast<int>(draw.integer(-e, e)), b = static_cast<int>(draw.integer(-e, e));
          In in = with_fisher(draw, any_definite(draw, 4));
          return In{times_power(draw, in.g, a), times_power(draw, in.f, b), in.delta};
        })
        .inputs(edge, "anything above the diagonal", [](Draw& draw) { return with_fisher(draw, with_noise_above(draw, any_definite(draw, 5))); })
        .leaves_out("one or two entries far from the others", far_hessian)
        .leaves_out("one input far from the others", far_hessian)
        .leaves_out("lanes at levels of their own", far_hessian)
        .refuses("C2", "indefinite", [](Draw& draw) { return with_fisher(draw, product_with_one(draw, -1)); })
        .refuses("C2", "singular", [](Draw& draw) { return with_fisher(draw, product_with_one(draw, 0)); })
        .refuses("C4", "no gradient", [](Draw& draw) {
          In in = with_fisher(draw, any_definite(draw, 4));
          for (double& g : in.g) g = 0;
          return in;
        })
        .theorem("C5", "½xᵀFx = δ, Fx = tg, and gᵀx", [](Exact<TrpoStep>& t) {
          const auto out = t.f(t.in);
          const Matrix f = symmetric(t.in.f), image = apply_to(f, out.step), size = apply_to(absolute(f), absolute(out.step));
          t.equal_within(inner_product(out.step, image) / 2, t.in.delta, inner_product(absolute(out.step), size), "½xᵀFx");
          t.equal_within(inner_product(t.in.g, out.step) * out.scale, 2 * t.in.delta, out.scale * inner_product(absolute(t.in.g), absolute(out.step)), "t·gᵀx = 2δ");
          t.holds(out.scale > 0, "t > 0");
          for (std::size_t i = 0; i < image.size(); ++i) t.equal_within(image[i], out.scale * t.in.g[i], size[i], "Fx = tg");
        })
        .theorem("C6", "for θ = Aψ, and for 3g", [](Exact<TrpoStep>& t) {
          const Matrix a = other_coordinates(t.in.g.shape[0]), f = multiply(transpose(a), multiply(symmetric(t.in.f), a)), step = t.f(t.in).step;
          equal_entries(t, apply_to(a, t.f({apply_to(transpose(a), t.in.g), f, t.in.delta}).step), step, "A times the other step");
          equal_entries(t, t.f({times(t.in.g, 3), t.in.f, t.in.delta}).step, step, "for 3g");
        })
        .requirement("C7", "|Fx − tg|", [](Trial<TrpoStep>& t) {
          const Interval c = *TrpoStep::c.at(t.sizes);
          const auto unit = gamma(c, t.u);
          if (!unit || !(*unit < 1).certainly()) return t.says_nothing("γ ≥ 1");
          const Precision precision(residual_bits);
          const Matrix f = symmetric(t.in.f), residual = subtract(apply_to(f, t.out.step), times(t.in.g, t.out.scale));
          const Sizes s = sizes_of(f, t.out.step);
          for (std::size_t i = 0; i < residual.size(); ++i)
            t.at_most(abs(residual[i]), *unit / (1 - *unit) * s.root[i] * s.along + c * t.eta * (1 + s.root[i]) * (1 + s.sum), "|Fx − tg|");
        })
        .requirement("C8", "t > 0, and ½xᵀFx = δ", [](Trial<TrpoStep>& t) {
          // ½xᵀFx = t²/2·NᵀFN with FN = g + e, |e|ᵀ|N| ≤ γS(N)²; gᵀN is off by nu|g|ᵀ|N|, and t|g|_i ≤ √f_ii·S(x)(1 + γ).
          const Interval c = *TrpoStep::c.at(t.sizes);
          const auto unit = gamma(c, t.u);
          if (!unit || !(*unit < 1).certainly()) return t.says_nothing("γ ≥ 1");
          const Precision precision(residual_bits);
          const Matrix f = symmetric(t.in.f);
          const Sizes s = sizes_of(f, t.out.step);
          t.holds(t.out.scale > 0, "t > 0");
          t.at_most(abs(inner_product(t.out.step, apply_to(f, t.out.step)) / 2 - t.in.delta), *unit / (1 - *unit) * square(s.along) + c * t.eta * (1 + s.along) * (1 + s.sum), "½xᵀFx");
        });

}  // namespace
}  // namespace etalon::verify
