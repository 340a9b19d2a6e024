#include "reference/contract/linalg/svd.hpp"
#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/singular.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Svd;
using In = Svd::In<double>;

std::int64_t full_or_not(Draw& draw) { return draw.integer(0, 1); }

/// Vectors of certainly different values are orthogonal.
void same_subspaces(Checks& t, const Tensor<Interval>& sigma, const Matrix& x, const Matrix& y) {
  const Matrix mixed = multiply(transpose(x), y);
  const auto k = static_cast<std::int64_t>(sigma.size());
  for (std::int64_t i = 0; i < k; ++i)
    for (std::int64_t j = 0; j < k; ++j)
      if ((sigma[i] != sigma[j]).certainly()) t.equal_within(mixed(i, j), 0, 1, "the same singular subspaces");
}

const auto registered =
    laws<Svd>()
        .matrices({.blocks = false}, [](Draw& draw, Tensor<double> a) { return In{std::move(a), full_or_not(draw)}; })
        .inputs(core, "around the size of a block", [](Draw& draw) { return In{gen::around_a_block(draw), full_or_not(draw)}; })
        .inputs(core, "multiple singular values", [](Draw& draw) { return In{gen::multiple_singular_values(draw), full_or_not(draw)}; })
        .inputs(edge, "empty", [](Draw& draw) {
          const auto n = draw.extent(0, 3);
          return In{Tensor<double>(draw.coin() ? Dimensions{0, n} : Dimensions{n, 0}), full_or_not(draw)};
        })
        .theorem("C3", "A = UΣVᵀ, orthonormal, descending, as svdvals", [](Exact<Svd>& t) {
          const auto [u, sigma, vt] = t.f(t.in);
          const Interval size = frobenius_norm(t.in.a);
          for (const Interval& x : singular_residual(t.in.a, u, sigma, transpose(vt))) t.equal_within(x, 0, size, "AV = UΣ");
          for (const Interval& x : singular_residual(transpose(t.in.a), transpose(vt), sigma, u)) t.equal_within(x, 0, size, "AᵀU = VΣᵀ");
          for (const Matrix& basis : {u, transpose(vt)})
            for (const Interval& x : gram_error(basis)) t.equal_within(x, 0, 1, "orthonormal columns");
          const auto values = singular_values(t.in.a);
          for (std::size_t i = 0; i < sigma.size(); ++i) {
            t.at_most(i + 1 < sigma.size() ? sigma[i + 1] : Interval(0), sigma[i], "σᵢ₊₁ ≤ σᵢ");
            t.equal_within(sigma[i], values[i], size, "σ of svdvals");
          }
        })
        .theorem("C4", "Aᵀ, αA, [A; 0]", [](Exact<Svd>& t) {
          const auto [u, sigma, vt] = t.f(t.in);
          const Interval size = frobenius_norm(t.in.a), alpha = Interval(-11) / 8;
          const auto flipped = t.f({transpose(t.in.a), t.in.full}), scaled = t.f({map(t.in.a, [&](const Interval& x) { return alpha * x; }), t.in.full});
          const auto padded = t.f({with_rows(t.in.a, 2), 0});
          for (std::size_t i = 0; i < sigma.size(); ++i) {
            t.equal_within(flipped.sigma[i], sigma[i], size, "σ(Aᵀ)");
            t.equal_within(scaled.sigma[i], abs(alpha) * sigma[i], size, "σ(αA)");
            t.equal_within(padded.sigma[i], sigma[i], size, "σ([A; 0])");
          }
          same_subspaces(t, sigma, u, transpose(flipped.vt));
          same_subspaces(t, sigma, transpose(vt), flipped.u);
          same_subspaces(t, sigma, u, scaled.u);
          same_subspaces(t, sigma, transpose(vt), transpose(padded.vt));
        })
        .theorem("C5", "‖A − A_j‖ = √Σ_{i>j} σᵢ² and σ_{j+1}", [](Exact<Svd>& t) {
          const auto [u, sigma, vt] = t.f(t.in);
          const Interval size = frobenius_norm(t.in.a);
          Matrix rest = t.in.a;
          for (std::size_t j = 0; j < std::min<std::size_t>(sigma.size(), 6); ++j) {
            for (std::int64_t r = 0; r < rest.shape[0]; ++r)
              for (std::int64_t s = 0; s < rest.shape[1]; ++s) rest(r, s) -= u(r, j) * sigma[j] * vt(j, s);
            const Tensor<Interval> tail({static_cast<std::int64_t>(sigma.size() - j - 1)}, {sigma.begin() + static_cast<std::ptrdiff_t>(j) + 1, sigma.end()});
            t.equal_within(frobenius_norm(rest), frobenius_norm(tail), size, "‖A − A_j‖_F");
            t.equal_within(largest(singular_values(rest)), largest(tail), size, "‖A − A_j‖₂");
          }
        })
        .theorem("C6", "a common sign of uᵢ and vᵢ, and of what `full` adds, is free", [](Exact<Svd>& t) {
          auto [u, sigma, vt] = t.f({t.in.a, 1});
          for (std::int64_t i = 0; i < u.shape[0]; ++i)
            for (std::int64_t j = 0; j < u.shape[1]; j += 2) u(i, j) = -u(i, j);
          for (std::int64_t i = 0; i < vt.shape[0]; i += 2)
            for (std::int64_t j = 0; j < vt.shape[1]; ++j) vt(i, j) = -vt(i, j);
          for (const Interval& x : singular_residual(t.in.a, u, sigma, transpose(vt))) t.equal_within(x, 0, frobenius_norm(t.in.a), "AV = UΣ");
        })
        .requirement("C3", "σ₁ ≥ … ≥ σ_k ≥ 0", [](Trial<Svd>& t) {
          const auto& sigma = t.out.sigma;
          for (std::size_t i = 0; i < sigma.size(); ++i) t.holds(sigma[i] >= (i + 1 < sigma.size() ? sigma[i + 1] : Interval(0)), "σᵢ ≥ σᵢ₊₁ ≥ 0");
        })
        .requirement("C8", "|σ̂ᵢ − σᵢ| ≤ c(u·σ₁ + η)", [](Trial<Svd>& t) {
          const Interval c = *Svd::c.at(t.sizes);
          for (std::size_t i = 0; i < t.out.sigma.size(); ++i)
            t.at_most(abs(t.out.sigma[i] - t.truth.sigma[i]), c * (t.u * t.truth.sigma[0] + t.eta), "|σ̂ᵢ − σᵢ|");
        })
        .requirement("C9", "residuals and orthogonality", [](Trial<Svd>& t) {
          const Interval c = *Svd::c.at(t.sizes), r = c * (t.u * frobenius_norm(t.in.a) + t.eta);
          const Matrix v = transpose(t.out.vt);
          t.at_most(frobenius_norm(gram_error(t.out.u)), c * sqrt(Interval(t.sizes.at("p"))) * t.u, "‖ÛᵀÛ − I‖_F");
          t.at_most(frobenius_norm(gram_error(v)), c * sqrt(Interval(t.sizes.at("q"))) * t.u, "‖V̂ᵀV̂ − I‖_F");
          t.at_most(frobenius_norm(singular_residual(t.in.a, t.out.u, t.out.sigma, v)), r, "‖AV̂ − ÛΣ̂‖_F");
          t.at_most(frobenius_norm(singular_residual(transpose(t.in.a), v, t.out.sigma, t.out.u)), r, "‖AᵀÛ − V̂Σ̂ᵀ‖_F");
        })
        .requirement("C7", "|uⱼᵀûᵢ|, |vⱼᵀv̂ᵢ| ≤ 2r/(|σⱼ − σᵢ| − r)", [](Trial<Svd>& t) {
          // With x = uⱼᵀûᵢ and y = vⱼᵀv̂ᵢ the residuals give |x + y|·|σⱼ − σ̂ᵢ| ≤ 2r and |x − y|·(σⱼ + σ̂ᵢ) ≤ 2r.
          const Interval r = *Svd::c.at(t.sizes) * (t.u * frobenius_norm(t.in.a) + t.eta);
          const Matrix left = multiply(transpose(t.truth.u), t.out.u), right = multiply(t.truth.vt, transpose(t.out.vt));
          const std::int64_t k = t.sizes.at("k");
          for (std::int64_t j = 0; j < k; ++j)
            for (std::int64_t i = 0; i < k; ++i) {
              const Interval gap = abs(t.truth.sigma[j] - t.truth.sigma[i]);
              if (!(gap > 2 * r).certainly()) {
                if (i != j) t.says_nothing("|σⱼ − σᵢ| ≤ 2r");
                continue;
              }
              t.at_most(abs(left(j, i)), 2 * r / (gap - r), "|uⱼᵀûᵢ|");
              t.at_most(abs(right(j, i)), 2 * r / (gap - r), "|vⱼᵀv̂ᵢ|");
            }
        });

const FreeInSign<Svd> signs("C6", {"u", "vt"});

}  // namespace
}  // namespace etalon::verify
