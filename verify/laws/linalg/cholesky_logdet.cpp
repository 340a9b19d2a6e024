#include "reference/contract/linalg/cholesky_logdet.hpp"
#include "reference/contract/linalg/svdvals.hpp"
#include "reference/linalg/symmetric.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/definite.hpp"
#include "verify/laws/linalg/entries.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::CholeskyLogdet;
using contract::linalg::CholeskyLogdetGradient;
using In = CholeskyLogdet::In<double>;

/// The least eigenvalue of A scaled to a unit diagonal, a lower bound.
Interval least_eigenvalue(const Matrix& lower) {
  const Precision precision(128);
  Matrix h = reference::linalg::symmetric(lower);
  for (std::int64_t i = 0; i < h.shape[0]; ++i)
    for (std::int64_t j = 0; j < h.shape[0]; ++j) h(i, j) = i == j ? Interval(1) : h(i, j) / sqrt(lower(i, i) * lower(j, j));
  return Wings<contract::linalg::Svdvals>::reference(contract::linalg::Svdvals::In<Interval>{h})->sigma.data.back().mignitude();
}

const auto registered =
    laws<CholeskyLogdet>()
        .matrices({.shape = gen::Matrices::definite, .blocks = false}, [](Draw&, Tensor<double> a) { return In{std::move(a)}; })
        .inputs(core, "around the sizes of blocks", [](Draw& draw) {
          const auto n = draw.extent(31, 33);
          return In{gen::any_spectrum(draw, n, n, {.shape = gen::Matrices::definite})};
        })
        .inputs(core, "integers", [](Draw& draw) { return In{product_with_signs(draw, std::vector<double>(draw.extent(1, 6), 1.0))}; })
        .inputs(extreme, "scaled over the range", [](Draw& draw) { return In{widely_scaled(draw)}; })
        .inputs(edge, "anything above the diagonal", [](Draw& draw) {
          return In{with_noise_above(draw, any_definite(draw, 6))};
        })
        .refuses("C2", "indefinite", [](Draw& draw) { return In{product_with_one(draw, -1)}; })
        .refuses("C2", "singular", [](Draw& draw) { return In{product_with_one(draw, 0)}; })
        .theorem("C3", "exp is det A", [](Exact<CholeskyLogdet>& t) {
          const std::int64_t n = std::min<std::int64_t>(8, t.in.a.shape[0]);
          const Matrix a = block(t.in.a, n, n);
          t.equal(exp(t.f({a}).logdet), determinant(reference::linalg::symmetric(a)), "det A");
        })
        .theorem("C4", "log det DAD", [](Exact<CholeskyLogdet>& t) {
          Interval expected = t.f(t.in).logdet;
          for (std::int64_t i = 0; i < t.in.a.shape[0]; ++i) expected += 2 * log(Interval(2 * i + 3) / 4);
          t.equal_within(t.f({congruent(t.in.a)}).logdet, expected, 1 + abs(expected), "log det DAD");
        })
        .theorem("C5", "at most Σ log a_ii", [](Exact<CholeskyLogdet>& t) {
          const Interval logdet = t.f(t.in).logdet;
          Interval most = 0;
          for (std::int64_t i = 0; i < t.in.a.shape[0]; ++i) most += log(t.in.a(i, i));
          t.holds(!(logdet > most).certainly(), "log det A ≤ Σ log a_ii");
          t.equal_within(t.f({with_sevens_above(t.in.a)}).logdet, logdet, 1 + abs(logdet), "with another upper triangle");
        })
        .requirement("C6", "|ℓ − log det A| ≤ −n·log(1 − nε/λ) + δ", [](Trial<CholeskyLogdet>& t) {
          // A + ΔA = LLᵀ with |ΔA| ≤ ε√a_ii√a_jj: scaled to a unit diagonal, a change of norm at most nε, which changes each of
          // n eigenvalues, λ or more, by a factor of 1 − nε/λ at least. Of 2 log l_jj ≤ log a_jj, Σ |2 log l_jj| is at most
          // twice the positive ones and |ℓ|.
          const Interval n = t.sizes.at("n"), c = n + 4;
          const auto unit = gamma(c, t.u);
          if (!unit || !(*unit < 1).certainly()) return t.says_nothing("γ ≥ 1");
          if (t.in.a.shape[0] == 0) return t.at_most(abs(t.out.logdet), 0, "|ℓ|");
          Interval positive = 0, least = t.in.a(0, 0);
          for (std::int64_t i = 0; i < t.in.a.shape[0]; ++i) {
            positive += max(log(t.in.a(i, i)), 0);
            least = min(least, t.in.a(i, i));
          }
          const Interval part = n * (*unit / (1 - *unit) + c * t.eta / least) / least_eigenvalue(t.in.a);
          if (!(part < 1).certainly()) return t.says_nothing("the least eigenvalue is within its own error");
          t.at_most(abs(t.out.logdet - t.truth.logdet), c * t.u * (2 * positive + abs(t.out.logdet) + 1) - n * log(1 - part), "|ℓ − log det A|");
        });

const auto registered_gradient =
    laws<CholeskyLogdetGradient>()
        .leaves_out("around the sizes of blocks", too_many_sweeps)
        .theorem("C3", "A(Ā + Āᵀ)/2 = I", [](Exact<CholeskyLogdetGradient>& t) {
          const Matrix grad = t.f(t.in).grad_a, a = reference::linalg::symmetric(t.in.a);
          zero_above_the_diagonal(t, grad);
          equal_product(t, a, times(plus_transpose(grad), Interval(1) / 2), identity(a.shape[0]), "AA⁻¹");
        });

}  // namespace
}  // namespace etalon::verify
