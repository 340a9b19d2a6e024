#include "reference/contract/linalg/lstsq.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/least_squares.hpp"
#include "verify/laws/linalg/orthogonal.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Lstsq;
using contract::linalg::LstsqVjp;
using In = Lstsq::In<double>;

/// Right sides at random, or AX₀ and nothing or little besides.
In with_sides(Draw& draw, Tensor<double> a) {
  const std::int64_t m = a.shape[0], n = a.shape[1], sides = draw.extent(draw.integer(0, 9) == 0 ? 0 : 1, 3), kind = draw.integer(0, 2);
  auto b = draw.reals({m, sides});
  const auto x = draw.integers({n, sides}, -3, 3);
  for (std::int64_t i = 0; kind != 0 && i < m; ++i)
    for (std::int64_t j = 0; j < sides; ++j) {
      double sum = 0, largest = 0;
      for (std::int64_t k = 0; k < n; ++k) sum += a(i, k) * static_cast<double>(x(k, j)), largest = std::max(largest, std::fabs(a(i, k)));
      b(i, j) = round_to(sum + (kind == 1 ? 0 : b(i, j) * largest * 0x1p-20), draw.format);
    }
  return In{std::move(a), std::move(b)};
}

const auto registered =
    laws<Lstsq>()
        .matrices({.shape = gen::Matrices::tall, .full_rank = true, .blocks = false}, with_sides)
        .inputs(core, "around the sizes of blocks", [](Draw& draw) { return with_sides(draw, block_sized(draw, gen::Matrices::tall)); })
        .inputs(core, "a polynomial", [](Draw& draw) {
          const auto m = draw.extent(4, 10), n = draw.extent(1, 4);
          Tensor<double> a({m, n});
          for (std::int64_t i = 0; i < m; ++i)
            for (std::int64_t j = 0; j < n; ++j) a(i, j) = round_to(std::pow(static_cast<double>(2 * i - m + 1) / static_cast<double>(m), static_cast<double>(j)), draw.format);
          return with_sides(draw, a);
        })
        .inputs(core, "nearly dependent columns", [](Draw& draw) {  // Läuchli's: AᵀA is singular in floating point
          const auto n = draw.extent(2, 5);
          const int e = static_cast<int>(draw.integer(draw.format.precision / 3, draw.format.precision / 2 + 1));
          Tensor<double> a({n + 1, n});
          for (std::int64_t j = 0; j < n; ++j) a(0, j) = 1, a(j + 1, j) = std::ldexp(1.0, -e);
          return with_sides(draw, a);
        })
        .refuses("C2", "a column of zeros, or too few rows", [](Draw& draw) {
          const bool wide = draw.coin();
          const auto m = draw.extent(wide ? 0 : 1, 5), n = wide ? m + draw.extent(1, 2) : draw.extent(1, m);
          In in{draw.reals({m, n}), draw.reals({m, 2})};
          const auto zero = draw.integer(0, n - 1);
          for (std::int64_t i = 0; i < m; ++i)
            for (std::int64_t j = 0; j < n; ++j)
              if (j == zero) in.a(i, j) = 0;
          return in;
        })
        .theorem("C3", "Aᵀ(b − Ax) = 0", [](Exact<Lstsq>& t) {
          const Matrix x = t.f(t.in).x, residual = subtract(t.in.b, multiply(t.in.a, x)), normal = multiply(transpose(t.in.a), residual);
          const Matrix size = multiply(transpose(absolute(t.in.a)), multiply(absolute(t.in.a), absolute(x)));
          for (std::int64_t i = 0; i < normal.shape[0]; ++i)
            for (std::int64_t j = 0; j < normal.shape[1]; ++j)
              t.equal_within(normal(i, j), 0, size(i, j) + frobenius_norm(column(t.in.a, i)) * frobenius_norm(column(t.in.b, j)), "Aᵀ(b − Ax)");
        })
        .theorem("C4", "for b = Ax₀ + r", [](Exact<Lstsq>& t) {
          if (t.in.b.shape[1] == 0) return;
          const Matrix r = subtract(t.in.b, multiply(t.in.a, t.f(t.in).x));
          Matrix x({t.in.a.shape[1], t.in.b.shape[1]});
          for (std::size_t i = 0; i < x.size(); ++i) x[i] = Interval(static_cast<std::int64_t>(2 * i) - 3) / 4;
          Matrix b = multiply(t.in.a, x);
          for (std::size_t i = 0; i < b.size(); ++i) b[i] += r[i];
          const Matrix same = t.f({t.in.a, b}).x;
          for (std::size_t i = 0; i < x.size(); ++i) t.equal_within(same[i], x[i], max_norm(x), "x₀");
        })
        .theorem("C5", "‖b‖² = ‖Ax‖² + ‖b − Ax‖²", [](Exact<Lstsq>& t) {
          const Matrix ax = multiply(t.in.a, t.f(t.in).x), residual = subtract(t.in.b, ax);
          for (std::int64_t j = 0; j < ax.shape[1]; ++j) {
            const Interval b = square(frobenius_norm(column(t.in.b, j)));
            t.equal_within(square(frobenius_norm(column(ax, j))) + square(frobenius_norm(column(residual, j))), b, b, "‖b‖²");
          }
        })
        .requirement("C6", "‖x̂ − x‖ (Wedin)", [](Trial<Lstsq>& t) {
          near_least_squares(t, t.in.a, t.in.b, t.out.x, t.truth.x, 8 * Interval(t.sizes.at("n")) * (t.sizes.at("m") + 6), t.u, t.eta);
        })
        .requirement("C7", "x̂ is the solution for some A + E and b + f", [](Trial<Lstsq>& t) {
          solves_least_squares(t, t.in.a, t.in.b, t.out.x, 8 * Interval(t.sizes.at("n")) * (t.sizes.at("m") + 6), t.u, t.eta);
        });

Interval inner(const Matrix& x, const Matrix& y) {
  Interval sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}

/// The errors that C5 and C6 allow; nothing where no theorem holds.
struct Allowed {
  Interval grad_a, grad_b;
};
std::optional<Allowed> allowed(Trial<LstsqVjp>& t) {
  const Interval n = t.sizes.at("n"), k = t.in.b.shape[1], c = *LstsqVjp::c.at(t.sizes);
  const auto unit = gamma(c, t.u);
  if (!unit) t.says_nothing("c·u ≥ 1");
  if (t.out.grad_a.size() == 0) t.says_nothing("the matrix has no entries");
  if (!unit || t.out.grad_a.size() == 0) return std::nullopt;
  const auto sigma = singular_values(t.in.a);
  const Precision precision(residual_bits);
  const Interval first = sigma.data.front(), last = sigma.data.back(), kappa = first / last, perturbed = kappa * sqrt(n) * *unit;
  if (!(perturbed < 1).certainly()) {
    t.says_nothing("κ·ε ≥ 1");
    return std::nullopt;
  }
  const Interval theta = perturbed / (1 - perturbed), tiny = c * (kappa + 1) * n * t.eta;
  const Matrix solution = Wings<Lstsq>::reference(Lstsq::In<Interval>{t.in.a, t.in.b})->x;
  const Matrix solved = Wings<Lstsq>::reference(Lstsq::In<Interval>{t.in.a, t.truth.grad_b})->x;  // A⁺B̄ = W
  const Interval r = frobenius_norm(subtract(t.in.b, multiply(t.in.a, solution))), x = frobenius_norm(solution), w = frobenius_norm(solved);
  const Interval b = frobenius_norm(t.truth.grad_b);
  const Interval error_b = 3 * theta * b + tiny, error_x = theta * (2 * x + (kappa + 1) * r / first) + tiny;
  const Interval error_r = first * error_x + (n + 2) * t.u * (frobenius_norm(t.in.b) + frobenius_norm(t.in.a) * (x + error_x));
  const Interval error_w = 4 * theta * b / last + tiny * (1 + 1 / last);
  const Interval products = (r + error_r) * (w + error_w) + (b + error_b) * (x + error_x);
  const Interval underflow = static_cast<std::int64_t>(t.in.a.size()) * (k + 2) * t.eta;
  return Allowed{(r + error_r) * error_w + error_r * w + (b + error_b) * error_x + error_b * x + (k + 3) * t.u * products + underflow, error_b};
}

const auto registered_vjp =
    laws<LstsqVjp>()
        .leaves_out("near underflow", "Ā is of the size of A⁻²B, and overflows")
        .leaves_out("around the sizes of blocks", "of 63 columns the bound's own condition number stays undecided, after seconds")
        .theorem("C3", "AᵀB̄ = X̄, and B̄ = AA⁺B̄", [](Exact<LstsqVjp>& t) {
          const Matrix gradient = t.f(t.in).grad_b, normal = multiply(transpose(t.in.a), gradient), size = multiply(transpose(absolute(t.in.a)), absolute(gradient));
          for (std::size_t i = 0; i < normal.size(); ++i) t.equal_within(normal[i], t.in.cotangent.x[i], size[i] + abs(t.in.cotangent.x[i]), "AᵀB̄ = X̄");
          const Matrix projected = multiply(t.in.a, Wings<Lstsq>::reference(Lstsq::In<Interval>{t.in.a, gradient})->x);
          for (std::size_t i = 0; i < gradient.size(); ++i) t.equal_within(projected[i], gradient[i], frobenius_norm(gradient), "AA⁺B̄ = B̄");
        })
        .theorem("C4", "⟨B̄, B⟩ = ⟨X̄, X⟩ = −⟨Ā, A⟩", [](Exact<LstsqVjp>& t) {
          const auto gradient = t.f(t.in);
          const Matrix x = Wings<Lstsq>::reference(Lstsq::In<Interval>{t.in.a, t.in.b})->x;
          const Interval along = inner(t.in.cotangent.x, x);
          const Interval size_b = frobenius_norm(gradient.grad_b) * frobenius_norm(t.in.b), size_a = frobenius_norm(gradient.grad_a) * frobenius_norm(t.in.a);
          t.equal_within(inner(gradient.grad_b, t.in.b), along, size_b, "⟨B̄, B⟩");
          t.equal_within(inner(gradient.grad_a, t.in.a), -along, size_a + size_b, "⟨Ā, A⟩");
        })
        .requirement("C5", "‖B̄̂ − B̄‖_F ≤ δ_B", [](Trial<LstsqVjp>& t) {
          // B̄ is the shortest solution of AᵀB̄ = X̄ (Higham, Theorem 21.4): 2θ for the perturbed A, and ε ≤ θ for Q̂.
          if (const auto room = allowed(t)) t.at_most(frobenius_norm(subtract(t.out.grad_b, t.truth.grad_b)), room->grad_b, "‖B̄̂ − B̄‖_F");
        })
        .requirement("C6", "‖Ā̂ − Ā‖_F from the errors of R, W, B̄ and X", [](Trial<LstsqVjp>& t) {
          if (const auto room = allowed(t)) t.at_most(frobenius_norm(subtract(t.out.grad_a, t.truth.grad_a)), room->grad_a, "‖Ā̂ − Ā‖_F");
        })
        .requirement("C7", "(A + E)ᵀB̄̂ = X̄", [](Trial<LstsqVjp>& t) {
          // By A = QR and a triangular system (Higham, Theorem 21.4), each column with an E of its own, ‖E‖_F ≤ γ‖A‖_F; what underflows
          // in A or in B̄ is off by η.
          const Interval m = t.sizes.at("m"), n = t.sizes.at("n"), c = *LstsqVjp::c.at(t.sizes);
          const auto unit = gamma(c, t.u);
          if (!unit) return t.says_nothing("c·u ≥ 1");
          const Precision precision(residual_bits);
          const Interval size = frobenius_norm(t.in.a), alpha = *unit * size + c * sqrt(m * n) * t.eta;
          const Matrix residual = subtract(multiply(transpose(t.in.a), t.out.grad_b), t.in.cotangent.x);
          for (std::int64_t j = 0; j < residual.shape[1]; ++j)
            t.at_most(frobenius_norm(column(residual, j)), alpha * frobenius_norm(column(t.out.grad_b, j)) + c * sqrt(m) * (1 + size) * t.eta, "‖AᵀB̄̂ − X̄‖");
        });

}  // namespace
}  // namespace etalon::verify
