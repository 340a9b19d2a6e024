#include "reference/contract/linalg/spectral_norm.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/singular.hpp"
#include "verify/laws/linalg/weighted.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::SpectralNorm;
using contract::linalg::SpectralNormGradient;
using In = SpectralNorm::In<double>;

/// The classes have matrices of none too.
In with_entries(Draw& draw, Tensor<double> a) { return In{a.size() == 0 ? draw.reals({1, 1}) : std::move(a)}; }

Interval norm_of(const Exact<SpectralNorm>& t, Matrix a) { return t.f({std::move(a)}).norm; }

const auto registered =
    laws<SpectralNorm>()
        .matrices({.blocks = false}, with_entries)
        .inputs(core, "around the size of a block", [](Draw& draw) { return In{gen::around_a_block(draw)}; })
        .refuses("C7", "no entries", [](Draw& draw) {
          const auto n = draw.extent(0, 3);
          return In{draw.coin() ? Tensor<double>({n, 0}) : Tensor<double>({0, n})};
        })
        .theorem("C2", "max |a_ij| ≤ ‖A‖₂ ≤ ‖A‖_F ≤ √k·‖A‖₂", [](Exact<SpectralNorm>& t) {
          const Interval norm = t.f(t.in).norm, frobenius = frobenius_norm(t.in.a), k = std::min(t.in.a.shape[0], t.in.a.shape[1]);
          for (const Interval& x : t.in.a) t.at_most(abs(x), norm, "|a_ij| ≤ ‖A‖₂");
          t.at_most(norm, frobenius, "‖A‖₂ ≤ ‖A‖_F");
          t.at_most(frobenius, sqrt(k) * norm, "‖A‖_F ≤ √k·‖A‖₂");
        })
        .theorem("C3", "‖Aᵀ‖₂ = ‖A‖₂, ‖αA‖₂ = |α|·‖A‖₂", [](Exact<SpectralNorm>& t) {
          const Interval norm = t.f(t.in).norm;
          t.equal(norm_of(t, transpose(t.in.a)), norm, "‖Aᵀ‖₂");
          t.equal(norm_of(t, scaled(t.in.a, Interval(-11) / 8)), Interval(11) / 8 * norm, "‖αA‖₂");
        })
        .theorem("C4", "‖AᵀA‖₂ = ‖A‖₂²", [](Exact<SpectralNorm>& t) {
          t.equal(norm_of(t, multiply(transpose(t.in.a), t.in.a)), square(t.f(t.in).norm), "‖AᵀA‖₂");
        })
        .theorem("C5", "‖A + B‖₂ ≤ ‖A‖₂ + ‖B‖₂, ‖AB‖₂ ≤ ‖A‖₂·‖B‖₂", [](Exact<SpectralNorm>& t) {
          const Matrix& a = t.in.a;
          const Matrix b = companion_to(a);
          t.at_most(norm_of(t, sum_of(a, b)), norm_of(t, a) + norm_of(t, b), "‖A + B‖₂");
          t.at_most(norm_of(t, multiply(a, transpose(b))), norm_of(t, a) * norm_of(t, b), "‖ABᵀ‖₂");
        })
        .requirement("C6", "|ŝ − σ₁| ≤ c(u·σ₁ + η)", [](Trial<SpectralNorm>& t) {
          t.at_most(abs(t.out.norm - t.truth.norm), *SpectralNorm::c.at(t.sizes) * (t.u * t.truth.norm + t.eta), "|ŝ − σ₁|");
        });

const auto registered_gradient =
    laws<SpectralNormGradient>()
        .leaves_out("zero", "all singular values are 0: C2")
        .refuses("C2", "the largest singular value twice", [](Draw& draw) {
          const auto n = draw.extent(2, 5);
          Tensor<double> a({n, n});
          a(0, 1) = a(1, 0) = static_cast<double>(draw.integer(0, 2));
          return In{a};
        })
        .theorem("C3", "⟨Ā, A⟩ = ‖A‖₂, of rank 1 and norm 1", [](Exact<SpectralNormGradient>& t) {
          const Matrix gradient = t.f(t.in).grad_a;
          if (gradient.size() == 0) return;
          Interval along = 0;
          for (std::size_t i = 0; i < gradient.size(); ++i) along += gradient[i] * t.in.a[i];
          t.equal(along, largest(singular_values(t.in.a)), "⟨Ā, A⟩");
          t.equal_within(frobenius_norm(gradient), 1, 1, "‖Ā‖_F");
          for (std::int64_t i = 1; i < gradient.shape[0]; ++i)
            for (std::int64_t j = 1; j < gradient.shape[1]; ++j)
              t.equal_within(gradient(0, 0) * gradient(i, j), gradient(0, j) * gradient(i, 0), 1, "a minor of order 2");
        })
        .theorem("C4", "Āᵀ of Aᵀ, sgn(α)·Ā of αA", [](Exact<SpectralNormGradient>& t) {
          const Matrix gradient = t.f(t.in).grad_a;
          equal_matrices(t, t.f({transpose(t.in.a)}).grad_a, transpose(gradient), 1, "of Aᵀ");
          equal_matrices(t, t.f({scaled(t.in.a, Interval(-11) / 8)}).grad_a, scaled(gradient, -1), 1, "of −11/8·A");
        })
        .requirement("C5", "‖Ā̂ − Ā‖_F by how far the vectors may turn", [](Trial<SpectralNormGradient>& t) {
          // As for linalg.svdvals' gradient; the eigenvalue nearest to σ₁ is σ₂, or 0, or −σ₁.
          const Interval c = *SpectralNormGradient::c.at(t.sizes), k = t.sizes.at("k"), entries = static_cast<std::int64_t>(t.in.a.size());
          const Matrix error = difference(t.out.grad_a, t.truth.grad_a);
          if (error.size() == 0) return t.says_nothing("the matrix has no entries");
          const Precision guard(256);
          const Interval r = c * (t.u * frobenius_norm(t.in.a) + t.eta);
          const auto sigma = singular_values(t.in.a);
          const Interval gap = sigma.size() > 1 ? sigma[0] - sigma[1] : sigma[0];
          const Interval sine = (gap > 2 * r).certainly() ? r / (gap - r) : Interval(1);
          t.at_most(frobenius_norm(error), 2 * sine + (c * sqrt(k) + 2) * t.u + sqrt(entries) * t.eta, "‖Ā̂ − Ā‖_F");
        })
        .requirement("C6", "Ā̂ is a subgradient of the norm at some A + E", [](Trial<SpectralNormGradient>& t) {
          // ‖E‖_F ≤ e as for linalg.nuclear_norm's gradient; what û₁, v̂₁ and their product add is the second part of C5. The subgradients
          // are the X with ‖X‖_* ≤ 1 and ⟨X, A + E⟩ = ‖A + E‖₂ (Watson): where rounding makes σ₁ multiple, the averages of its products too.
          const Interval c = *SpectralNormGradient::c.at(t.sizes), k = t.sizes.at("k"), entries = static_cast<std::int64_t>(t.in.a.size());
          if (t.in.a.size() == 0) return t.says_nothing("the matrix has no entries");
          const Precision guard(256);
          const Interval e = (1 + 2 * sqrt(k)) * c * (t.u * frobenius_norm(t.in.a) + t.eta), f = (c * sqrt(k) + 2) * t.u + sqrt(entries) * t.eta;
          Interval size = 0;
          for (const Interval& sigma : singular_values(t.out.grad_a)) size += sigma;
          t.at_most(size, 1 + sqrt(k) * f, "‖Ā̂‖_*");
          require_aligned(t, t.in.a, t.out.grad_a, singular_values(t.in.a)[0], 1, 1, e, f);
        });

}  // namespace
}  // namespace etalon::verify
