#include "reference/contract/linalg/eigvalsh.hpp"
#include "verify/laws.hpp"
#include "verify/laws/linalg/symmetric.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Eigvalsh;
using In = Eigvalsh::In<double>;
using Shape = draw::Matrices;

const auto registered =
    laws<Eigvalsh>()
        .golden_matrices({.shape = Shape::symmetric}, [](const Tensor<double>& a) { return In{a}; })
        .matrices({.shape = Shape::symmetric, .blocks = false}, [](const Format&, Tensor<double> a) { return In{std::move(a)}; })
        .inputs(core, "around the size of a block", [](const Format& f) { return In{draw::symmetric_around_a_block(f)}; })
        .inputs(core, "multiple eigenvalues", [](const Format& f) { return In{draw::multiple_eigenvalues(f)}; })
        .inputs(edge, "anything above the diagonal", [](const Format& f) {
          const auto n = draw::extent(1, 8);
          return In{draw::lower_triangle_of(draw::any_spectrum(f, n, n, {.shape = Shape::symmetric}), f)};
        })
        .theorem("C2", "λ₁ ≤ … ≤ λ_n", [](Exact<Eigvalsh>& t) {
          const auto lambda = t.f(t.in).lambda;
          for (std::size_t i = 1; i < lambda.size(); ++i) t.at_most(lambda[i - 1], lambda[i], "λᵢ ≤ λᵢ₊₁");
        })
        .theorem("C3", "Σ λ = tr A, Σ λ² = ‖A‖_F², Π λ = det A", [](Exact<Eigvalsh>& t) {
          trace_norm_and_determinant(t, t.in.a, [&](const Matrix& a) { return t.f({a}).lambda; });
        })
        .theorem("C4", "λᵢ(A) ≤ λᵢ(A′) ≤ λᵢ₊₁(A)", [](Exact<Eigvalsh>& t) {
          const auto n = t.in.a.shape[0];
          if (n > 0) interlacing(t, t.f(t.in).lambda, t.f({block(t.in.a, n - 1, n - 1)}).lambda);
        })
        .theorem("C5", "λ(A + σI) = λ + σ, λ(−A) = −λ in reverse", [](Exact<Eigvalsh>& t) {
          shift_and_reversal(t, t.in.a, [&](const Matrix& a) { return t.f({a}).lambda; });
        })
        .theorem("C6", "the upper triangle changes nothing", [](Exact<Eigvalsh>& t) {
          Matrix a = t.in.a;
          for (std::int64_t i = 0; i < a.shape[0]; ++i)
            for (std::int64_t j = i + 1; j < a.shape[0]; ++j) a(i, j) = 7;
          const auto x = t.f({a}).lambda, y = t.f(t.in).lambda;
          for (std::size_t i = 0; i < x.size(); ++i) t.equal_within(x[i], y[i], spectral_radius(y), "λ");
        })
        .requirement("C2", "λ₁ ≤ … ≤ λ_n", [](Trial<Eigvalsh>& t) { ascending(t, t.out.lambda); })
        .requirement("C7", "|λ̂ᵢ − λᵢ| ≤ c(u·‖A‖₂ + η)", [](Trial<Eigvalsh>& t) {
          const Interval n = t.sizes.at("n"), c = 2 * n * n + 30 * n;
          for (std::size_t i = 0; i < t.out.lambda.size(); ++i)
            t.at_most(abs(t.out.lambda[i] - t.truth.lambda[i]), c * (t.u * spectral_radius(t.truth.lambda) + t.eta), "|λ̂ᵢ − λᵢ|");
        });

}  // namespace
}  // namespace etalon::verify
