#include <cmath>

#include "reference/contract/optimization/natural_gradient.categorical.hpp"
#include "verify/laws/optimization/models.hpp"

namespace etalon::verify {
namespace {

using Op = contract::optimization::NaturalGradientCategorical;
using In = Op::In<double>;

/// diag(p) − ppᵀ.
Matrix fisher(const Matrix& theta) {
  const std::int64_t n = theta.shape[0];
  Interval total = 1;
  for (const Interval& x : theta) total += exp(x);
  Matrix f({n, n});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) f(i, j) = (i == j ? exp(theta[i]) / total : Interval(0)) - exp(theta[i]) / total * (exp(theta[j]) / total);
  return f;
}

const auto registered =
    laws<Op>()
        .inputs(core, "typical", [](Draw& draw) {
          const auto n = draw.extent(1, 6);
          return In{draw.reals({n}, -4, 3), draw.reals({n})};
        })
        .inputs(core, "uniform", [](Draw& draw) {
          const auto n = draw.extent(1, 6);
          return In{Tensor<double>({n}), draw.reals({n})};
        })
        .inputs(core, "the gradient of a likelihood", [](Draw& draw) {
          const auto n = draw.extent(1, 5);
          In in{draw.uniforms({n}, -2, 2), Tensor<double>({n})};
          double total = 1;
          for (const double theta : in.theta) total += std::exp(theta);
          const auto seen = draw.integer(0, n);
          for (std::int64_t i = 0; i < n; ++i) in.g[i] = round_to((i == seen ? 1 : 0) - std::exp(in.theta[i]) / total, draw.format);
          return in;
        })
        .inputs(extreme, "rare classes", [](Draw& draw) {
          const auto n = draw.extent(1, 4);
          const double far = 0.4 * std::log(2.0) * draw.format.max_exponent;
          return In{draw.uniforms({n}, -far, far), draw.reals({n}, -4, 2)};
        })
        .inputs(edge, "no gradient", [](Draw& draw) {
          const auto n = draw.extent(1, 4);
          return In{draw.reals({n}, -4, 2), Tensor<double>({n})};
        })
        .leaves_out("one or two entries far from the others", "1/p leaves the range")
        .leaves_out("one input far from the others", "1/p leaves the range")
        .leaves_out("lanes at levels of their own", "1/p leaves the range")
        .theorem("C2", "F·F⁻¹g = g", [](Exact<Op>& t) { equal_product(t, fisher(t.in.theta), as_column(t.f(t.in).natural), as_column(t.in.g), "F·F⁻¹g"); })
        .theorem("C3", "by the probabilities themselves", [](Exact<Op>& t) {
          // The gradient by p is F⁻¹g = F⁻¹·∂f/∂θ, as ∂p/∂θ = F; its Fisher matrix is F⁻¹, so that it moves p by F·F⁻¹g. By θ, dp = F·dθ.
          const Matrix f = fisher(t.in.theta), moved = apply_to(f, t.f(t.in).natural), size = apply_to(absolute(f), absolute(t.f(t.in).natural));
          for (std::size_t i = 0; i < moved.size(); ++i) t.equal_within(moved[i], t.in.g[i], size[i], "dp");
        });

}  // namespace
}  // namespace etalon::verify
