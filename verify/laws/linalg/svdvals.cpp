#include "reference/contract/linalg/svdvals.hpp"
#include "reference/linalg/svdvals.hpp"
#include "verify/judge/matrix.hpp"
#include "verify/laws.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Svdvals;
using In = Svdvals::In<double>;

Tensor<Interval> values(const Exact<Svdvals>& t, Matrix a) { return t.f({std::move(a)}).sigma; }

/// All but row `left_out`.
Matrix without_row(const Matrix& a, std::int64_t left_out) {
  Matrix rest({a.shape[0] - 1, a.shape[1]});
  for (std::int64_t i = 0; i < rest.shape[0]; ++i)
    for (std::int64_t j = 0; j < rest.shape[1]; ++j) rest(i, j) = a(i < left_out ? i : i + 1, j);
  return rest;
}

const auto registered =
    laws<Svdvals>()
        .matrices({}, [](const Format&, Tensor<double> a) { return In{a}; })
        .golden_matrices({}, [](const Tensor<double>& a) { return In{a}; })
        .inputs(core, "pairs a few roundings apart", [](const Format& f) {
          std::vector<double> spectrum(draw::extent(2, 8), 1.0);
          for (std::size_t i = 0; i < spectrum.size(); i += 2) spectrum[i] += 4 * f.unit_roundoff();
          const auto n = static_cast<std::int64_t>(spectrum.size());
          return In{draw::matrix_with_spectrum(f, n, n, spectrum)};
        })
        .theorem("C2", "σ₁ ≥ … ≥ σ_k ≥ 0", [](Exact<Svdvals>& t) {
          const auto sigma = t.f(t.in).sigma;
          for (std::size_t i = 0; i < sigma.size(); ++i) t.at_most(i + 1 < sigma.size() ? sigma[i + 1] : Interval(0), sigma[i], "σᵢ₊₁ ≤ σᵢ");
        })
        .theorem("C3", "Σ σ² = ‖A‖_F²", [](Exact<Svdvals>& t) { t.equal(frobenius_norm(t.f(t.in).sigma), frobenius_norm(t.in.a), "√Σ σ²"); })
        .theorem("C3", "Π σ = |det A|", [](Exact<Svdvals>& t) {
          const auto k = std::min(t.in.a.shape[0], t.in.a.shape[1]);
          const Matrix a = block(t.in.a, k, k);
          Interval product = 1;
          for (const Interval& sigma : values(t, a)) product *= sigma;
          t.equal(product, abs(determinant(a)), "Π σ");
        })
        .theorem("C4", "σ(Aᵀ) = σ(A)", [](Exact<Svdvals>& t) { t.equal(values(t, transpose(t.in.a)), t.f(t.in).sigma, "σ(Aᵀ)"); })
        .theorem("C4", "σ(αA) = |α|·σ(A)", [](Exact<Svdvals>& t) {
          const Interval alpha = Interval(-11) / 8;
          t.equal(values(t, map(t.in.a, [&](const Interval& x) { return alpha * x; })),
                  map(t.f(t.in).sigma, [&](const Interval& x) { return abs(alpha) * x; }), "σ(αA)");
        })
        .theorem("C4", "rows of zeros change nothing", [](Exact<Svdvals>& t) {
          const auto m = t.in.a.shape[0], n = t.in.a.shape[1];
          Matrix taller({m + 2, n}, t.in.a.data);
          taller.data.resize((m + 2) * n, Interval(0));
          const auto sigma = t.f(t.in).sigma, same = values(t, taller);
          for (std::size_t i = 0; i < same.size(); ++i) t.equal(same[i], i < sigma.size() ? sigma[i] : Interval(0), "σ([A; 0])");
        })
        .theorem("C5", "σᵢ(A) ≥ σᵢ(A′) ≥ σᵢ₊₁(A) without a row", [](Exact<Svdvals>& t) {
          const auto sigma = t.f(t.in).sigma;
          for (std::int64_t row = 0; row < t.in.a.shape[0]; ++row) {
            const auto rest = values(t, without_row(t.in.a, row));
            for (std::size_t i = 0; i < rest.size(); ++i) {
              t.at_most(rest[i], sigma[i], "σᵢ(A′) ≤ σᵢ(A)");
              if (i + 1 < sigma.size()) t.at_most(sigma[i + 1], rest[i], "σᵢ₊₁(A) ≤ σᵢ(A′)");
            }
          }
        })
        .theorem("C6", "σ₁ ≥ |a_ij| and the norm of every row", [](Exact<Svdvals>& t) {
          const auto sigma = t.f(t.in).sigma;
          for (const Interval& x : t.in.a) t.at_most(abs(x), sigma[0], "|a_ij| ≤ σ₁");
          for (std::int64_t i = 0; i < t.in.a.shape[0]; ++i)
            if (sigma.size() > 0) {
              const auto row = t.in.a.begin() + i * t.in.a.shape[1];
              t.at_most(frobenius_norm(Matrix({t.in.a.shape[1]}, {row, row + t.in.a.shape[1]})), sigma[0], "‖row‖ ≤ σ₁");
            }
        })
        .requirement("C2", "σ₁ ≥ … ≥ σ_k ≥ 0", [](Trial<Svdvals>& t) {
          const auto& sigma = t.out.sigma;
          for (std::size_t i = 0; i < sigma.size(); ++i) t.holds(sigma[i] >= (i + 1 < sigma.size() ? sigma[i + 1] : Interval(0)), "σᵢ ≥ σᵢ₊₁ ≥ 0");
        })
        .requirement("C7", "|σ̂ᵢ − σᵢ| ≤ c(u·σ₁ + η)", [](Trial<Svdvals>& t) {
          const Interval c = 2 * t.sizes.at("m") * t.sizes.at("n") + 18 * t.sizes.at("k");
          for (std::size_t i = 0; i < t.out.sigma.size(); ++i)
            t.at_most(abs(t.out.sigma[i] - t.truth.sigma[i]), c * (t.u * t.truth.sigma[0] + t.eta), "|σ̂ᵢ − σᵢ|");
        });

}  // namespace
}  // namespace etalon::verify
