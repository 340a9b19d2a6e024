#include "reference/contract/linalg/eigvalsh.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/symmetric.hpp"
#include "verify/laws/linalg/weighted.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Eigvalsh;
using contract::linalg::EigvalshVjp;
using In = Eigvalsh::In<double>;
using Shape = gen::Matrices;

const auto registered =
    laws<Eigvalsh>()
        .golden_matrices({.shape = Shape::symmetric}, [](const Tensor<double>& a) { return In{a}; })
        .matrices({.shape = Shape::symmetric, .blocks = false}, [](Draw&, Tensor<double> a) { return In{std::move(a)}; })
        .inputs(core, "around the size of a block", [](Draw& draw) { return In{gen::symmetric_around_a_block(draw)}; })
        .inputs(core, "multiple eigenvalues", [](Draw& draw) { return In{gen::multiple_eigenvalues(draw)}; })
        .inputs(edge, "anything above the diagonal", [](Draw& draw) {
          const auto n = draw.extent(1, 8);
          return In{gen::lower_triangle_of(draw, gen::any_spectrum(draw, n, n, {.shape = Shape::symmetric}))};
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

/// What the lower triangle says of a symmetric matrix, an entry below the diagonal standing for two.
Matrix folded(Matrix a) {
  for (std::int64_t i = 0; i < a.shape[0]; ++i)
    for (std::int64_t j = i + 1; j < a.shape[1]; ++j) a(j, i) = 2 * a(j, i), a(i, j) = 0;
  return a;
}

EigvalshVjp::In<double> with_cotangent(Draw& draw, Tensor<double> a) {
  const auto n = a.shape[0];
  return {{std::move(a)}, {draw.reals({n})}};
}

const auto registered_vjp =
    laws<EigvalshVjp>()
        .leaves_out("multiple eigenvalues", "kinks: C2 refuses nearly all of them")
        .leaves_out("integers of low rank", "0 is a multiple eigenvalue of most of them")
        .leaves_out("zero", "all eigenvalues are equal")
        .inputs(core, "well apart", [](Draw& draw) {
          std::vector<double> spectrum(draw.extent(1, 6));
          for (std::size_t i = 0; i < spectrum.size(); ++i) spectrum[i] = static_cast<double>(i) - 2 + draw.uniform(0, 0.5);
          return with_cotangent(draw, gen::symmetric_with_spectrum(draw, spectrum));
        })
        .refuses("C2", "a multiple eigenvalue", [](Draw& draw) {
          const auto n = draw.extent(2, 5);
          Tensor<double> a({n, n});
          for (std::int64_t i = 0; i < n; ++i) a(i, i) = static_cast<double>(i / 2);
          return with_cotangent(draw, a);
        })
        .theorem("C3", "Ā is 0 above the diagonal, tr Ā = Σ λ̄", [](Exact<EigvalshVjp>& t) {
          const Matrix gradient = t.f(t.in).grad_a;
          Interval trace = 0, sum = 0, size = 0;
          for (std::int64_t i = 0; i < gradient.shape[0]; ++i) {
            trace += gradient(i, i);
            sum += t.in.cotangent.lambda[i];
            size += abs(t.in.cotangent.lambda[i]);
            for (std::int64_t j = i + 1; j < gradient.shape[1]; ++j) t.holds(gradient(i, j).is_zero(), "0 above the diagonal");
          }
          t.equal_within(trace, sum, size, "tr Ā = Σ λ̄");
        })
        .theorem("C4", "the gradients of tr A and ½‖A‖_F²", [](Exact<EigvalshVjp>& t) {
          auto of_trace = t.in, of_square = t.in;
          for (Interval& c : of_trace.cotangent.lambda) c = 1;
          of_square.cotangent.lambda = Wings<Eigvalsh>::reference(Eigvalsh::In<Interval>{t.in.a})->lambda;
          const Matrix ones = t.f(of_trace).grad_a, a = t.f(of_square).grad_a, expected = folded(mirrored(t.in.a));
          for (std::int64_t i = 0; i < ones.shape[0]; ++i)
            for (std::int64_t j = 0; j < ones.shape[1]; ++j) {
              t.equal_within(ones(i, j), i == j ? 1 : 0, 1, "I");
              t.equal_within(a(i, j), expected(i, j), frobenius_norm(expected), "A, folded");
            }
        })
        .requirement("C3", "0 above the diagonal", [](Trial<EigvalshVjp>& t) {
          for (std::int64_t i = 0; i < t.out.grad_a.shape[0]; ++i)
            for (std::int64_t j = i + 1; j < t.out.grad_a.shape[1]; ++j) t.holds(t.out.grad_a(i, j).is_zero(), "0 above the diagonal");
        })
        .requirement("C5", "‖Ā̂ − Ā‖_F by how far the vectors may turn", [](Trial<EigvalshVjp>& t) {
          // |vⱼᵀv̂ᵢ| as in linalg.eigh's C8 gives the sine; ‖v̂v̂ᵀ − vvᵀ‖_F is √2 times that. ‖v̂ᵢ‖² is off by c√n·u, a product has
          // n + 1 roundings, and 2n products may underflow. Folding gives √2.
          const std::size_t n = t.truth.grad_a.shape[0];
          const Interval c = *EigvalshVjp::c.at(t.sizes), order = static_cast<std::int64_t>(n);
          Matrix error = t.out.grad_a;
          for (std::size_t i = 0; i < error.size(); ++i) error[i] -= t.truth.grad_a[i];
          const Precision guard(256);
          const Interval r = c * (t.u * frobenius_norm(mirrored(t.in.a)) + t.eta);
          const auto lambda = Wings<Eigvalsh>::reference(Eigvalsh::In<Interval>{t.in.a})->lambda;
          Interval room = 0;
          for (std::size_t i = 0; i < n; ++i) {
            Interval sine = n == 1 ? 0 : 1;
            if (n > 1) {
              const Interval gap = min(lambda[i == 0 ? 1 : i] - lambda[i == 0 ? 0 : i - 1], lambda[i + 1 == n ? i : i + 1] - lambda[i + 1 == n ? i - 1 : i]);
              if ((gap > 2 * r).certainly()) sine = r / (gap - r);
            }
            room += abs(t.in.cotangent.lambda[i]) * (sqrt(Interval(2)) * sine + (c * sqrt(order) + order + 2) * t.u);
          }
          t.at_most(frobenius_norm(error), sqrt(Interval(2)) * room + 2 * square(order) * t.eta, "‖Ā̂ − Ā‖_F");
        })
        .requirement("C6", "Ā̂ = V̂Λ̄V̂ᵀ of some decomposition of A + E, folded", [](Trial<EigvalshVjp>& t) {
          // Of linalg.eigh: the residual, what V̂ lacks of an orthonormal matrix, and the way from V̂ to one give ‖E‖_F ≤ e. What V̂ and the
          // products add is the second part of C5.
          const Interval n = t.in.a.shape[0], c = *EigvalshVjp::c.at(t.sizes);
          const Precision guard(256);
          const Matrix a = mirrored(t.in.a);
          Matrix whole = t.out.grad_a;
          for (std::int64_t i = 0; i < a.shape[0]; ++i)
            for (std::int64_t j = 0; j < i; ++j) whole(i, j) = whole(j, i) = whole(i, j) / 2;
          const Interval e = (1 + 2 * sqrt(n)) * c * (t.u * frobenius_norm(a) + t.eta);
          Interval f = 2 * square(n) * t.eta;
          for (const Interval& weight : t.in.cotangent.lambda) f += abs(weight) * (c * sqrt(n) + n + 2) * t.u;
          require_weighted(t, a, whole, t.in.cotangent.lambda, Wings<Eigvalsh>::reference(Eigvalsh::In<Interval>{t.in.a})->lambda, e, f);
        });

}  // namespace
}  // namespace etalon::verify
