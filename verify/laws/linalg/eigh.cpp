#include "reference/contract/linalg/eigh.hpp"
#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/symmetric.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Eigh;
using In = Eigh::In<double>;
using Shape = gen::Matrices;

Tensor<double> ordinary(Draw& draw) {
  const auto n = draw.extent(1, 8);
  return gen::any_spectrum(draw, n, n, {.shape = Shape::symmetric});
}

/// AQ − QΛ.
Matrix residual(const Matrix& a, const Matrix& q, const Tensor<Interval>& lambda) {
  Matrix r = multiply(mirrored(a), q);
  for (std::int64_t i = 0; i < r.shape[0]; ++i)
    for (std::int64_t j = 0; j < r.shape[1]; ++j) r(i, j) -= q(i, j) * lambda[j];
  return r;
}

Interval constant(const Trial<Eigh>& t) { return *Eigh::c.at(t.sizes); }

/// Vectors of certainly different eigenvalues are orthogonal.
void same_subspaces(Checks& t, const Eigh::Out<Interval>& x, const Eigh::Out<Interval>& y, bool reversed) {
  const Matrix mixed = multiply(transpose(x.q), y.q);
  const std::int64_t n = mixed.shape[0];
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) {
      const std::int64_t k = reversed ? n - 1 - j : j;
      if ((x.lambda[i] != x.lambda[k]).certainly()) t.equal_within(mixed(i, j), 0, 1, "the same invariant subspaces");
    }
}

const auto registered =
    laws<Eigh>()
        .matrices({.shape = Shape::symmetric, .blocks = false}, [](Draw&, Tensor<double> a) { return In{std::move(a)}; })
        .inputs(core, "around the size of a block", [](Draw& draw) { return In{gen::symmetric_around_a_block(draw)}; })
        .inputs(core, "multiple eigenvalues", [](Draw& draw) { return In{gen::multiple_eigenvalues(draw)}; })
        .inputs(edge, "anything above the diagonal", [](Draw& draw) { return In{gen::lower_triangle_of(draw, ordinary(draw))}; })
        .theorem("C2", "A = QΛQᵀ, QᵀQ = I, ascending", [](Exact<Eigh>& t) {
          const auto [lambda, q] = t.f(t.in);
          const Interval size = frobenius_norm(mirrored(t.in.a));
          for (const Interval& x : residual(t.in.a, q, lambda)) t.equal_within(x, 0, size, "AQ = QΛ");
          for (const Interval& x : orthogonality_error(q)) t.equal_within(x, 0, 1, "QᵀQ = I");
          for (std::size_t i = 1; i < lambda.size(); ++i) t.at_most(lambda[i - 1], lambda[i], "λᵢ ≤ λᵢ₊₁");
        })
        .theorem("C3", "Σ λ = tr A, Σ λ² = ‖A‖_F², Π λ = det A", [](Exact<Eigh>& t) {
          trace_norm_and_determinant(t, t.in.a, [&](const Matrix& a) { return t.f({a}).lambda; });
        })
        .theorem("C4", "λᵢ(A) ≤ λᵢ(A′) ≤ λᵢ₊₁(A)", [](Exact<Eigh>& t) {
          const auto n = t.in.a.shape[0];
          if (n > 0) interlacing(t, t.f(t.in).lambda, t.f({block(t.in.a, n - 1, n - 1)}).lambda);
        })
        .theorem("C5", "λ(A + σI) = λ + σ, λ(−A) = −λ in reverse", [](Exact<Eigh>& t) {
          shift_and_reversal(t, t.in.a, [&](const Matrix& a) { return t.f({a}).lambda; });
        })
        .theorem("C5", "A + σI and −A have A's invariant subspaces", [](Exact<Eigh>& t) {
          const auto found = t.f(t.in);
          same_subspaces(t, found, t.f({scaled_and_shifted(t.in.a, 1, 3)}), false);
          same_subspaces(t, found, t.f({scaled_and_shifted(t.in.a, -1, 0)}), true);
        })
        .theorem("C6", "the upper triangle changes nothing", [](Exact<Eigh>& t) {
          Matrix a = t.in.a;
          for (std::int64_t i = 0; i < a.shape[0]; ++i)
            for (std::int64_t j = i + 1; j < a.shape[0]; ++j) a(i, j) = 7;
          const auto x = t.f({a}), y = t.f(t.in);
          for (std::size_t i = 0; i < x.lambda.size(); ++i) t.equal_within(x.lambda[i], y.lambda[i], spectral_radius(y.lambda), "λ");
          for (std::size_t i = 0; i < x.q.size(); ++i) t.equal_within(x.q[i], y.q[i], 1, "Q");
        })
        .theorem("C7", "with the signs of the vectors changed, A = QΛQᵀ still", [](Exact<Eigh>& t) {
          auto [lambda, q] = t.f(t.in);
          for (std::int64_t i = 0; i < q.shape[0]; ++i)
            for (std::int64_t j = 0; j < q.shape[1]; j += 2) q(i, j) = -q(i, j);
          const Interval size = frobenius_norm(mirrored(t.in.a));
          for (const Interval& x : residual(t.in.a, q, lambda)) t.equal_within(x, 0, size, "AQ = QΛ");
        })
        .requirement("C2", "λ₁ ≤ … ≤ λ_n", [](Trial<Eigh>& t) { ascending(t, t.out.lambda); })
        .requirement("C9", "|λ̂ᵢ − λᵢ| ≤ c(u·‖A‖₂ + η)", [](Trial<Eigh>& t) {
          for (std::size_t i = 0; i < t.out.lambda.size(); ++i)
            t.at_most(abs(t.out.lambda[i] - t.truth.lambda[i]), constant(t) * (t.u * spectral_radius(t.truth.lambda) + t.eta), "|λ̂ᵢ − λᵢ|");
        })
        .requirement("C10", "‖AQ̂ − Q̂Λ̂‖_F ≤ c(u·‖A‖_F + η), ‖Q̂ᵀQ̂ − I‖_F ≤ c·√n·u", [](Trial<Eigh>& t) {
          t.at_most(frobenius_norm(orthogonality_error(t.out.q)), constant(t) * sqrt(Interval(t.sizes.at("n"))) * t.u, "‖Q̂ᵀQ̂ − I‖_F");
          t.at_most(frobenius_norm(residual(t.in.a, t.out.q, t.out.lambda)), constant(t) * (t.u * frobenius_norm(mirrored(t.in.a)) + t.eta), "‖AQ̂ − Q̂Λ̂‖_F");
        })
        .requirement("C8", "|qⱼᵀq̂ᵢ| ≤ r/(|λⱼ − λᵢ| − r)", [](Trial<Eigh>& t) {
          // qⱼᵀ(Aq̂ᵢ − λ̂ᵢq̂ᵢ) = (λⱼ − λ̂ᵢ)·qⱼᵀq̂ᵢ, the residual below r, and λ̂ᵢ within r of λᵢ.
          const Interval r = constant(t) * (t.u * frobenius_norm(mirrored(t.in.a)) + t.eta);
          const Matrix mixed = multiply(transpose(t.truth.q), t.out.q);
          for (std::int64_t j = 0; j < mixed.shape[0]; ++j)
            for (std::int64_t i = 0; i < mixed.shape[1]; ++i) {
              const Interval gap = abs(t.truth.lambda[j] - t.truth.lambda[i]);
              if ((gap > 2 * r).certainly()) t.at_most(abs(mixed(j, i)), r / (gap - r), "|qⱼᵀq̂ᵢ|");
              else if (i != j) t.says_nothing("|λⱼ − λᵢ| ≤ 2r");
            }
        });

const FreeInSign<Eigh> signs("C7", {"q"});

}  // namespace
}  // namespace etalon::verify
