#include "fast/linalg/svdvals.hpp"
#include "reference/linalg/svdvals.hpp"
#include "verify/judge/matrix.hpp"
#include "verify/laws.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Svdvals;
using In = Svdvals::In<double>;

In random(const Format& f, int lowest, int highest, int most = 8) {
  return In{draw::reals(f, {draw::integer(1, most), draw::integer(1, most)}, lowest, highest)};
}

In integers(const Format&, std::int64_t bound) {
  Tensor<double> a({draw::integer(1, 8), draw::integer(1, 8)});
  for (double& x : a) x = static_cast<double>(draw::integer(-bound, bound));
  return In{a};
}

/// Clusters, gaps, a steady decay to u, a few large ones among many small, missing ranks.
In with_spectrum(const Format& f) {
  const auto m = draw::integer(1, 8), n = draw::integer(1, 8), k = std::min(m, n);
  const auto kind = draw::integer(0, 5), rank = draw::integer(0, k);
  std::vector<double> spectrum;
  for (std::int64_t i = 0; i < k; ++i) {
    if (kind == 0) spectrum.push_back(1);
    if (kind == 1) spectrum.push_back(static_cast<double>(k - i));
    if (kind == 2) spectrum.push_back(std::ldexp(1.0, static_cast<int>(-f.precision * i / k)));
    if (kind == 3) spectrum.push_back(i < rank ? 4 : std::ldexp(1.0, -f.precision / 2));
    if (kind == 4) spectrum.push_back(i < rank ? static_cast<double>(i + 1) : 0);
    if (kind == 5) spectrum.push_back(i / 2 % 2 == 0 ? 1 : 1 + 4 * f.unit_roundoff());
  }
  return In{draw::matrix_with_spectrum(f, m, n, spectrum)};
}

In low_rank_integers(const Format&) {
  const auto m = draw::integer(1, 8), n = draw::integer(1, 8), r = draw::integer(0, 2);
  const auto left = draw::integers({m, r}, -3, 3), right = draw::integers({r, n}, -3, 3);
  Tensor<double> a({m, n});
  for (std::int64_t i = 0; i < m; ++i)
    for (std::int64_t j = 0; j < n; ++j)
      for (std::int64_t k = 0; k < r; ++k) a(i, j) += static_cast<double>(left(i, k) * right(k, j));
  return In{a};
}

Tensor<Interval> values(const Exact<Svdvals>& t, Matrix a) { return t.f({std::move(a)}).sigma; }

/// All but row `left_out`.
Matrix without_row(const Matrix& a, std::int64_t left_out) {
  Matrix rest({a.shape[0] - 1, a.shape[1]});
  for (std::int64_t i = 0; i < rest.shape[0]; ++i)
    for (std::int64_t j = 0; j < rest.shape[1]; ++j) rest(i, j) = a(i < left_out ? i : i + 1, j);
  return rest;
}

const auto registered =
    laws<Svdvals>(reference::linalg::svdvals, fast::linalg::svdvals)
        .inputs(core, "random", [](const Format& f) { return random(f, -6, 4); })
        .inputs(core, "with a spectrum", with_spectrum)
        .inputs(core, "integers", [](const Format& f) { return integers(f, draw::integer(1, 9)); })
        .inputs(core, "integers of low rank", low_rank_integers)
        .inputs(extreme, "near overflow", [](const Format& f) { return random(f, f.max_exponent - 5, f.max_exponent - 4); })
        .inputs(extreme, "near underflow", [](const Format& f) { return random(f, f.min_exponent - f.precision + 1, f.min_exponent + 2); })
        .inputs(extreme, "graded", [](const Format& f) { return random(f, f.min_exponent / 4, f.max_exponent / 4, 4); })
        .inputs(edge, "zero", [](const Format&) { return In{Tensor<double>({draw::integer(1, 4), draw::integer(1, 4)})}; })
        .inputs(edge, "diagonal", [](const Format& f) {
          const auto n = draw::integer(1, 6);
          Tensor<double> a({n, n});
          for (std::int64_t i = 0; i < n; ++i) a(i, i) = draw::real(f);
          return In{a};
        })
        .inputs(edge, "empty", [](const Format&) {
          const auto n = draw::integer(0, 3);
          return In{Tensor<double>(draw::coin() ? Dimensions{0, n} : Dimensions{n, 0})};
        })
        .refuses("C1", "NaN or infinity", [](const Format& f) {
          In in = random(f, -6, 4);
          in.a[draw::integer(0, static_cast<std::int64_t>(in.a.size()) - 1)] = draw::one_of({double(NAN), double(INFINITY), -double(INFINITY)});
          return in;
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
