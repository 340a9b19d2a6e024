#include "reference/contract/linalg/svdvals.hpp"
#include "reference/contract/linalg/matrix_completion.hpp"
#include "reference/contract/linalg/svdvals.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/singular.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::MatrixCompletion;
using contract::linalg::Svdvals;
using In = MatrixCompletion::In<double>;

/// Some entries observed, an estimate made of others of the same size, and λ beside the largest.
In with_holes(Draw& draw, Tensor<double> m) {
  In in{Tensor<double>(m.shape), m, Tensor<std::int64_t>(m.shape), 0};
  const auto density = draw.integer(1, 8);
  double largest = 0;
  for (std::size_t i = 0; i < m.size(); ++i) {
    in.mask[i] = !std::isfinite(m[i]) || draw.integer(0, 8) <= density;
    const double other = m[draw.integer(0, static_cast<std::int64_t>(m.size()) - 1)];
    in.x[i] = round_to(other * draw.one_of({1.0, -1.0, 0.5, 0.0}), draw.format);
    if (std::isfinite(m[i])) largest = std::max(largest, std::fabs(m[i]));
  }
  if (draw.integer(0, 7) > 0) in.lambda = round_to(std::ldexp(largest, static_cast<int>(draw.integer(-8, 2))), draw.format);
  if (!std::isfinite(in.lambda)) in.lambda = largest;
  return in;
}
In random(Draw& draw) { return with_holes(draw, draw.reals({draw.extent(1, 6), draw.extent(1, 6)})); }

/// Of rank one or two, the holes filled with 0: where soft-impute begins.
In recommender(Draw& draw) {
  const auto m = draw.extent(2, 6), n = draw.extent(2, 6), rank = draw.integer(1, 2);
  const auto left = draw.integers({m, rank}, -3, 3), right = draw.integers({rank, n}, -3, 3);
  Tensor<double> a({m, n});
  for (std::int64_t i = 0; i < m; ++i)
    for (std::int64_t j = 0; j < n; ++j)
      for (std::int64_t k = 0; k < rank; ++k) a(i, j) += static_cast<double>(left(i, k) * right(k, j));
  In in = with_holes(draw, a);
  for (double& x : in.x) x = 0;
  return in;
}

Matrix filled(const MatrixCompletion::In<Interval>& in) {
  Matrix z = in.x;
  for (std::size_t i = 0; i < z.size(); ++i)
    if (in.mask[i] == 1) z[i] = in.observed[i];
  return z;
}
Matrix minus(Matrix a, const Matrix& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] -= b[i];
  return a;
}
Matrix spectrum_of(const Matrix& a) { return Wings<Svdvals>::reference(Svdvals::In<Interval>{a})->sigma; }
Interval sum(const Matrix& x) {
  Interval total = 0;
  for (const Interval& entry : x) total += entry;
  return total;
}

Interval constant(const Trial<MatrixCompletion>& t) {
  return *MatrixCompletion::c.at(t.sizes);
}

const auto registered =
    laws<MatrixCompletion>()
        .matrices({.shape = gen::Matrices::any, .largest = 6, .blocks = false}, with_holes)
        .inputs(core, "around the size of a block", [](Draw& draw) { return with_holes(draw, gen::around_a_block(draw)); })
        .inputs(core, "random", random)
        .inputs(core, "low rank, from 0", recommender)
        .inputs(edge, "anything where nothing is observed", [](Draw& draw) {
          In in = random(draw);
          for (std::size_t i = 0; i < in.mask.size(); ++i)
            if (in.mask[i] == 0) in.observed[i] = draw.one_of({double(NAN), double(INFINITY), 7.0});
          return in;
        })
        .refuses("C1", "an observed entry without a number", [](Draw& draw) {
          In in = random(draw);
          in.mask[0] = 1;
          in.observed[0] = draw.one_of({double(NAN), double(INFINITY), -double(INFINITY)});
          return in;
        })
        .theorem("C3", "the objective does not increase", [](Exact<MatrixCompletion>& t) {
          const auto at = t.f(t.in);
          const auto after = t.f({at.next, t.in.observed, t.in.mask, t.in.lambda});
          t.at_most(after.objective, at.objective, "the objective of the next estimate");
        })
        .theorem("C4", "λ = 0 and λ ≥ σ₁(Z)", [](Exact<MatrixCompletion>& t) {
          const Matrix z = filled(t.in);
          t.equal(t.f({t.in.x, t.in.observed, t.in.mask, 0}).next, z, "next at λ = 0");
          for (const Interval& x : t.f({t.in.x, t.in.observed, t.in.mask, 2 * frobenius_norm(z)}).next) t.holds(x.is_zero(), "next at λ > σ₁(Z)");
        })
        .theorem("C5", "‖Z − next‖₂ ≤ λ and ⟨Z − next, next⟩ = λ‖next‖_*", [](Exact<MatrixCompletion>& t) {
          const Matrix next = t.f(t.in).next, z = filled(t.in), slope = minus(z, next);
          Interval inner = 0;
          for (std::size_t i = 0; i < next.size(); ++i) inner += slope[i] * next[i];
          const Interval scale = square(frobenius_norm(z)) + t.in.lambda * frobenius_norm(z);
          t.equal_within(inner, t.in.lambda * sum(spectrum_of(next)), scale, "⟨Z − next, next⟩");
          for (const Interval& sigma : spectrum_of(slope)) t.at_most(sigma, t.in.lambda, "‖Z − next‖₂");
        })
        .theorem("C6", "‖next − next′‖_F ≤ ‖P_Ω^⊥(X − X′)‖_F", [](Exact<MatrixCompletion>& t) {
          auto other = t.in;
          Interval apart = 0;
          for (std::size_t i = 0; i < other.x.size(); ++i) {
            other.x[i] = other.x[i] / 2 + Interval(static_cast<std::int64_t>(i % 3)) - 1;
            if (t.in.mask[i] == 0) apart += square(other.x[i] - t.in.x[i]);
          }
          t.at_most(frobenius_norm(minus(t.f(other).next, t.f(t.in).next)), sqrt(apart), "‖next − next′‖_F");
        })
        .theorem("C7", "a hole in a matrix of rank one is filled", [](Exact<MatrixCompletion>& t) {
          // M = abᵀ of signs, 3×3, and λ falling by ⅞ (a small one alone moves the hole by no more than itself). While the second
          // singular value, ⅔ of the error e at the hole, is below λ, e becomes (1 − (1 − ⅓)²)e + λ/3 to first order: e/λ tends to
          // ⅓/(1 − 5/9·8/7) < 1, and M itself shrinks by λ.
          MatrixCompletion::In<Interval> in{Matrix({3, 3}), Matrix({3, 3}), Tensor<std::int64_t>({3, 3}, std::vector<std::int64_t>(9, 1)), 2};
          const auto sign = [&](std::size_t i) { return t.in.x.size() > i && (t.in.x[i] < 0).certainly() ? -1 : 1; };
          for (std::int64_t i = 0; i < 3; ++i)
            for (std::int64_t j = 0; j < 3; ++j) in.observed(i, j) = sign(i) * sign(j + 3);
          const Matrix m = in.observed;
          in.mask[t.in.x.size() % 9] = 0;
          for (int step = 0; step < 48; ++step) {
            in.lambda *= Interval(7) / 8;
            in.x = t.f(in).next;
          }
          t.at_most(frobenius_norm(minus(in.x, m)), 4 * in.lambda, "‖X − M‖_F after 48 steps");
        })
        .requirement("C8", "‖ŷ − next‖_F ≤ c√k(u·‖Z‖_F + η)", [](Trial<MatrixCompletion>& t) {
          t.at_most(frobenius_norm(minus(t.out.next, t.truth.next)), constant(t) * sqrt(Interval(t.sizes.at("k"))) * (t.u * frobenius_norm(filled(t.in)) + t.eta), "‖ŷ − next‖_F");
        })
        .requirement("C9", "the objective is off by at most c(u(½‖P_Ω(M − X)‖_F² + λk‖X‖_F) + (1 + λk)η)", [](Trial<MatrixCompletion>& t) {
          Interval squares = 0;
          for (std::size_t i = 0; i < t.in.x.size(); ++i)
            if (t.in.mask[i] == 1) squares += square(t.in.observed[i] - t.in.x[i]);
          const Interval k = t.sizes.at("k"), price = t.in.lambda * k;
          t.at_most(abs(t.out.objective - t.truth.objective), constant(t) * (t.u * (squares / 2 + price * frobenius_norm(t.in.x)) + (1 + price) * t.eta), "the objective's error");
        });

}  // namespace
}  // namespace etalon::verify
