#include "reference/contract/linalg/nuclear_norm.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/singular.hpp"
#include "verify/laws/linalg/weighted.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::NuclearNorm;
using contract::linalg::NuclearNormGradient;
using In = NuclearNorm::In<double>;

Interval norm_of(const Exact<NuclearNorm>& t, Matrix a) { return t.f({std::move(a)}).norm; }

const auto registered =
    laws<NuclearNorm>()
        .matrices({.blocks = false}, [](Draw&, Tensor<double> a) { return In{std::move(a)}; })
        .inputs(core, "around the size of a block", [](Draw& draw) { return In{gen::around_a_block(draw)}; })
        .theorem("C2", "‖A‖₂ ≤ ‖A‖_F ≤ ‖A‖_* ≤ √k·‖A‖_F", [](Exact<NuclearNorm>& t) {
          const Interval norm = t.f(t.in).norm, frobenius = frobenius_norm(t.in.a), k = std::min(t.in.a.shape[0], t.in.a.shape[1]);
          t.at_most(largest(singular_values(t.in.a)), frobenius, "‖A‖₂ ≤ ‖A‖_F");
          t.at_most(frobenius, norm, "‖A‖_F ≤ ‖A‖_*");
          t.at_most(norm, sqrt(k) * frobenius, "‖A‖_* ≤ √k·‖A‖_F");
        })
        .theorem("C3", "‖Aᵀ‖_* = ‖A‖_*, ‖αA‖_* = |α|·‖A‖_*", [](Exact<NuclearNorm>& t) {
          const Interval norm = t.f(t.in).norm;
          t.equal(norm_of(t, transpose(t.in.a)), norm, "‖Aᵀ‖_*");
          t.equal(norm_of(t, scaled(t.in.a, Interval(-11) / 8)), Interval(11) / 8 * norm, "‖αA‖_*");
        })
        .theorem("C4", "‖AᵀA‖_* = tr AᵀA", [](Exact<NuclearNorm>& t) {
          t.equal(norm_of(t, multiply(transpose(t.in.a), t.in.a)), square(frobenius_norm(t.in.a)), "‖AᵀA‖_*");
        })
        .theorem("C5", "‖A + B‖_* ≤ ‖A‖_* + ‖B‖_*, |tr A| ≤ ‖A‖_*", [](Exact<NuclearNorm>& t) {
          const Matrix& a = t.in.a;
          const Matrix b = companion_to(a);
          t.at_most(norm_of(t, sum_of(a, b)), norm_of(t, a) + norm_of(t, b), "‖A + B‖_*");
          const Matrix square_block = block(a, std::min(a.shape[0], a.shape[1]), std::min(a.shape[0], a.shape[1]));
          Interval trace = 0;
          for (std::int64_t i = 0; i < square_block.shape[0]; ++i) trace += square_block(i, i);
          t.at_most(abs(trace), norm_of(t, square_block), "|tr A|");
        })
        .requirement("C6", "|ŝ − Σ σᵢ| ≤ c(u·σ₁ + η)", [](Trial<NuclearNorm>& t) {
          Precision guard(256);
          t.at_most(abs(t.out.norm - t.truth.norm), *NuclearNorm::c.at(t.sizes) * (t.u * largest(singular_values(t.in.a)) + t.eta), "|ŝ − Σ σᵢ|");
        });

const auto registered_gradient =
    laws<NuclearNormGradient>()
        .leaves_out("zero", "of rank 0: C2")
        .leaves_out("integers of low rank", "most have a singular value of 0: C2")
        .inputs(core, "of full rank", [](Draw& draw) { return In{gen::any_spectrum(draw, draw.extent(1, 6), draw.extent(1, 6), {.full_rank = true})}; })
        .refuses("C2", "a column of zeros", [](Draw& draw) {
          const auto n = draw.extent(1, 4);
          Tensor<double> a = draw.reals({n + 1, n});
          for (std::int64_t i = 0; i <= n; ++i) a(i, 0) = 0;
          return In{a};
        })
        .theorem("C3", "⟨Ā, A⟩ = ‖A‖_*; orthonormal columns, or rows", [](Exact<NuclearNormGradient>& t) {
          const Matrix gradient = t.f(t.in).grad_a;
          Interval along = 0, sum = 0;
          for (std::size_t i = 0; i < gradient.size(); ++i) along += gradient[i] * t.in.a[i];
          for (const Interval& sigma : singular_values(t.in.a)) sum += sigma;
          t.equal_within(along, sum, sum, "⟨Ā, A⟩");
          for (const Interval& x : gram_error(gradient.shape[0] >= gradient.shape[1] ? gradient : transpose(gradient))) t.equal_within(x, 0, 1, "orthonormal");
        })
        .theorem("C4", "Āᵀ of Aᵀ, sgn(α)·Ā of αA", [](Exact<NuclearNormGradient>& t) {
          const Matrix gradient = t.f(t.in).grad_a;
          equal_matrices(t, t.f({transpose(t.in.a)}).grad_a, transpose(gradient), 1, "of Aᵀ");
          equal_matrices(t, t.f({scaled(t.in.a, Interval(-11) / 8)}).grad_a, scaled(gradient, -1), 1, "of −11/8·A");
        })
        .requirement("C5", "‖Ā̂ − Ā‖_F ≤ 2e/(σ_k − e) + (c√k + k(k + 2))u + k√(mn)·η", [](Trial<NuclearNormGradient>& t) {
          // For orthonormal Ũ and Ṽ nearest to Û and V̂, ŨΣ̂Ṽᵀ = A + E: the residual of linalg.svd's C9, what V̂ lacks of an orthonormal
          // matrix, and the ways from Û and V̂ to Ũ and Ṽ give ‖E‖_F ≤ e. Li: the polar factors are (2/(σ_k + σ̃_k) + 1/σ_k)‖E‖_F apart.
          const Interval c = *NuclearNormGradient::c.at(t.sizes), k = t.sizes.at("k"), entries = static_cast<std::int64_t>(t.in.a.size());
          const Matrix error = difference(t.out.grad_a, t.truth.grad_a);
          if (error.size() == 0) return t.says_nothing("the matrix has no entries");
          const Precision guard(256);
          const Interval e = (1 + 2 * sqrt(k)) * c * (t.u * frobenius_norm(t.in.a) + t.eta), last = singular_values(t.in.a).data.back();
          if (!(2 * e < last).certainly()) return t.says_nothing("σ_k ≤ 2e");
          t.at_most(frobenius_norm(error), 2 * e / (last - e) + (c * sqrt(k) + k * (k + 2)) * t.u + k * sqrt(entries) * t.eta, "‖Ā̂ − Ā‖_F");
        })
        .requirement("C6", "Ā̂ is the polar factor of some A + E", [](Trial<NuclearNormGradient>& t) {
          const Interval c = *NuclearNormGradient::c.at(t.sizes), k = t.sizes.at("k"), entries = static_cast<std::int64_t>(t.in.a.size());
          if (t.in.a.size() == 0) return t.says_nothing("the matrix has no entries");
          const Precision guard(256);
          const Interval e = (1 + 2 * sqrt(k)) * c * (t.u * frobenius_norm(t.in.a) + t.eta), f = (c * sqrt(k) + k * (k + 2)) * t.u + k * sqrt(entries) * t.eta;
          const auto sigma = singular_values(t.in.a);
          require_weighted(t, t.in.a, t.out.grad_a, map(sigma, [](const Interval&) { return Interval(1); }), sigma, e, f);
          const Matrix& x = t.out.grad_a;
          t.at_most(frobenius_norm(gram_error(x.shape[0] >= x.shape[1] ? x : transpose(x))), f * (2 + f), "orthonormal columns, or rows");
        });

}  // namespace
}  // namespace etalon::verify
