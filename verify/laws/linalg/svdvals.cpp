#include "reference/contract/linalg/svdvals.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/singular.hpp"
#include "verify/laws/linalg/weighted.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Svdvals;
using contract::linalg::SvdvalsVjp;
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
        .matrices({}, [](Draw&, Tensor<double> a) { return In{a}; })
        .golden_matrices({}, [](const Tensor<double>& a) { return In{a}; })
        .inputs(core, "pairs a few roundings apart", [](Draw& draw) {
          std::vector<double> spectrum(draw.extent(2, 8), 1.0);
          for (std::size_t i = 0; i < spectrum.size(); i += 2) spectrum[i] += 4 * draw.format.unit_roundoff();
          const auto n = static_cast<std::int64_t>(spectrum.size());
          return In{gen::matrix_with_spectrum(draw, n, n, spectrum)};
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
          const auto sigma = t.f(t.in).sigma, same = values(t, with_rows(t.in.a, 2));
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

SvdvalsVjp::In<double> with_cotangent(Draw& draw, Tensor<double> a) {
  const auto k = std::min(a.shape[0], a.shape[1]);
  return {{std::move(a)}, {draw.reals({k})}};
}

const auto registered_vjp =
    laws<SvdvalsVjp>()
        .leaves_out("around the sizes of blocks", "vectors of 128 columns take seconds to prove: those of 33 do")
        .leaves_out("integers of low rank", "0 is a singular value of most of them: C2")
        .leaves_out("zero", "all singular values are 0: C2")
        .inputs(core, "around the size of a block", [](Draw& draw) { return with_cotangent(draw, gen::around_a_block(draw)); })
        .inputs(core, "well apart", [](Draw& draw) {
          const auto m = draw.extent(1, 6), n = draw.extent(1, 6);
          std::vector<double> spectrum(std::min(m, n));
          for (std::size_t i = 0; i < spectrum.size(); ++i) spectrum[i] = static_cast<double>(spectrum.size() - i) + draw.uniform(0, 0.5);
          return with_cotangent(draw, gen::matrix_with_spectrum(draw, m, n, spectrum));
        })
        .refuses("C2", "multiple or 0", [](Draw& draw) {
          Tensor<double> a({draw.extent(2, 5), draw.extent(2, 5)});
          a(0, 1) = a(1, 0) = static_cast<double>(draw.integer(0, 2));
          return with_cotangent(draw, a);
        })
        .theorem("C3", "⟨Ā, A⟩ = Σ σ̄ᵢσᵢ; Aᵀ has Āᵀ", [](Exact<SvdvalsVjp>& t) {
          const Matrix gradient = t.f(t.in).grad_a;
          const auto sigma = singular_values(t.in.a);
          Interval along = 0, sum = 0, size = 0;
          for (std::size_t i = 0; i < gradient.size(); ++i) along += gradient[i] * t.in.a[i];
          for (std::size_t i = 0; i < sigma.size(); ++i) {
            sum += t.in.cotangent.sigma[i] * sigma[i];
            size += abs(t.in.cotangent.sigma[i]) * sigma[0];
          }
          t.equal_within(along, sum, size, "⟨Ā, A⟩");
          equal_matrices(t, t.f({{transpose(t.in.a)}, t.in.cotangent}).grad_a, transpose(gradient), frobenius_norm(gradient), "the gradient of Aᵀ");
        })
        .theorem("C4", "σ̄ = σ gives A, σ̄ = 1 singular values of 1", [](Exact<SvdvalsVjp>& t) {
          auto own = t.in, ones = t.in;
          own.cotangent.sigma = singular_values(t.in.a);
          for (Interval& c : ones.cotangent.sigma) c = 1;
          equal_matrices(t, t.f(own).grad_a, t.in.a, frobenius_norm(t.in.a), "A");
          const Matrix polar = t.f(ones).grad_a;
          const bool tall = polar.shape[0] >= polar.shape[1];
          for (const Interval& x : gram_error(tall ? polar : transpose(polar))) t.equal_within(x, 0, 1, "UVᵀ has orthonormal columns, or rows");
        })
        .requirement("C5", "‖Ā̂ − Ā‖_F by how far the vectors may turn", [](Trial<SvdvalsVjp>& t) {
          // w = (u; v)/√2 is an eigenvector of [0 A; Aᵀ 0] for σ, whose other eigenvalues are the ±σⱼ, −σ, and 0 where m ≠ n: with
          // residuals up to r (linalg.svd's C9) it turns by the sine r/(γ − r), and uvᵀ, half of what 2wwᵀ is off the diagonal, by
          // twice that. ‖û‖² and ‖v̂‖² are off by c√k·u each, so ‖û‖‖v̂‖ by as much; a product has k + 1 roundings, 2k products may underflow.
          const Interval c = *SvdvalsVjp::c.at(t.sizes), k = t.sizes.at("k"), entries = static_cast<std::int64_t>(t.in.a.size());
          const Matrix error = difference(t.out.grad_a, t.truth.grad_a);
          const Precision guard(256);
          const Interval r = c * (t.u * frobenius_norm(t.in.a) + t.eta);
          const auto sigma = singular_values(t.in.a);
          const bool is_square = t.in.a.shape[0] == t.in.a.shape[1];
          Interval room = 0;
          for (std::size_t i = 0; i < sigma.size(); ++i) {
            Interval gap = is_square ? 2 * sigma[i] : sigma[i];
            if (i > 0) gap = min(gap, sigma[i - 1] - sigma[i]);
            if (i + 1 < sigma.size()) gap = min(gap, sigma[i] - sigma[i + 1]);
            const Interval sine = (gap > 2 * r).certainly() ? r / (gap - r) : Interval(1);
            room += abs(t.in.cotangent.sigma[i]) * (2 * sine + (c * sqrt(k) + k + 2) * t.u);
          }
          t.at_most(frobenius_norm(error), room + k * sqrt(entries) * t.eta, "‖Ā̂ − Ā‖_F");
        })
        .requirement("C6", "Ā̂ = ÛΣ̄V̂ᵀ of some decomposition of A + E", [](Trial<SvdvalsVjp>& t) {
          // ‖E‖_F ≤ e as for linalg.nuclear_norm's gradient; what Û, V̂ and the products add is the second part of C5.
          const Interval c = *SvdvalsVjp::c.at(t.sizes), k = t.sizes.at("k"), entries = static_cast<std::int64_t>(t.in.a.size());
          const Precision guard(256);
          const Interval e = (1 + 2 * sqrt(k)) * c * (t.u * frobenius_norm(t.in.a) + t.eta);
          Interval f = k * sqrt(entries) * t.eta;
          for (const Interval& weight : t.in.cotangent.sigma) f += abs(weight) * (c * sqrt(k) + k + 2) * t.u;
          require_weighted(t, t.in.a, t.out.grad_a, t.in.cotangent.sigma, singular_values(t.in.a), e, f);
        });

}  // namespace
}  // namespace etalon::verify
