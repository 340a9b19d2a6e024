#include "reference/contract/linalg/matrix_power.hpp"

#include <algorithm>
#include <cmath>

#include "verify/laws/linalg/rotations.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/entries.hpp"
#include "verify/laws/linalg/squares.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::MatrixPower;
using contract::linalg::MatrixPowerVjp;
using In = MatrixPower::In<double>;

/// An exponent for which Aᵖ stays in the range of the format.
In with_exponent(Draw& draw, Tensor<double> a) {
  double largest = 0;
  for (const double x : a)
    if (std::isfinite(x)) largest = std::max(largest, std::abs(x));
  const double size = largest > 0 ? std::abs(std::log2(largest)) : 0;
  return {a, size * 16 > draw.format.max_exponent ? draw.integer(-1, 1) : draw.integer(-3, 6)};
}

Tensor<double> integers(Draw& draw, std::int64_t n, std::int64_t bound) {
  Tensor<double> a({n, n});
  for (double& x : a) x = static_cast<double>(draw.integer(-bound, bound));
  return a;
}

Matrix power(const Exact<MatrixPower>& t, Matrix a, std::int64_t p) { return t.f({std::move(a), p}).power; }

/// Equal beside the sizes of the entries that cancel.
void equal_matrices(Checks& t, const Matrix& x, const Matrix& y, const Interval& scale, const char* what) {
  for (std::size_t i = 0; i < x.size(); ++i) t.equal_within(x[i], y[i], scale, what);
}

const auto registered =
    laws<MatrixPower>()
        .matrices({.shape = gen::Matrices::square, .full_rank = true, .largest = 6, .blocks = false}, with_exponent)
        .inputs(core, "integers", [](Draw& draw) { return In{integers(draw, draw.extent(1, 5), 3), draw.integer(0, 6)}; })
        .inputs(core, "random", [](Draw& draw) {
          const std::int64_t n = draw.extent(1, 5);
          return In{draw.reals({n, n}, -4, 1), draw.integer(0, 9)};
        })
        .inputs(core, "large exponents", [](Draw& draw) {
          Tensor<double> a = draw.uniforms({2, 2}, -0.5, 0.5);
          if (draw.coin()) a(0, 0) = 1, a(1, 0) = 0;
          return In{a, draw.integer(10, 60)};
        })
        .inputs(core, "Fibonacci", [](Draw& draw) { return In{Tensor<double>({2, 2}, {1, 1, 1, 0}), draw.integer(-10, 10)}; })
        .inputs(core, "rotations and Jordan blocks", [](Draw& draw) {
          const double c = draw.uniform(-1, 1), s = round_to(std::sqrt(1 - c * c), draw.format);
          const auto p = draw.integer(0, 20);
          switch (draw.integer(0, 2)) {
            case 0: return In{Tensor<double>({2, 2}, {c, -s, s, c}), p};
            case 1: return In{Tensor<double>({2, 2}, {c, 1, 0, c}), p};
            default: return In{Tensor<double>({3, 3}, {c, 1, 0, 0, c, 1, 0, 0, c}), p};
          }
        })
        .inputs(edge, "p = 0 for any matrix", [](Draw& draw) {
          const std::int64_t n = draw.extent(0, 3);
          return In{draw.coin() ? Tensor<double>({n, n}) : draw.reals({n, n}), 0};
        })
        .refuses("C2", "a negative power of a singular matrix", [](Draw& draw) { return In{surely_singular(draw), draw.integer(-4, -1)}; })
        .theorem("C4", "A⁰ = I, A¹ = A, Aᵖ⁺¹ = AᵖA = AAᵖ", [](Exact<MatrixPower>& t) {
          const Matrix& a = t.in.a;
          const Matrix now = power(t, a, t.in.exponent), next = power(t, a, t.in.exponent + 1);
          const Interval scale = frobenius_norm(now) * frobenius_norm(a);
          equal_matrices(t, power(t, a, 0), identity(a.shape[0]), 1, "A⁰");
          equal_matrices(t, power(t, a, 1), a, 1, "A¹");
          equal_matrices(t, next, multiply(now, a), scale, "AᵖA");
          equal_matrices(t, next, multiply(a, now), scale, "AAᵖ");
        })
        .theorem("C5", "Aᵖ⁺² = AᵖA², AᵖA⁻ᵖ = I", [](Exact<MatrixPower>& t) {
          const Matrix& a = t.in.a;
          const Matrix now = power(t, a, t.in.exponent), square = power(t, a, 2);
          equal_matrices(t, power(t, a, t.in.exponent + 2), multiply(now, square), frobenius_norm(now) * frobenius_norm(square), "AᵖA²");
          Matrix regular = a;  // A may be singular, this one is not
          for (std::int64_t i = 0; i < a.shape[0]; ++i) regular(i, i) += 2 * frobenius_norm(a).magnitude() + 1;
          const Matrix there = power(t, regular, t.in.exponent), back = power(t, regular, -t.in.exponent);
          equal_matrices(t, multiply(there, back), identity(a.shape[0]), frobenius_norm(there) * frobenius_norm(back) + 1, "AᵖA⁻ᵖ");
        })
        .theorem("C6", "(QΛQᵀ)ᵖ = QΛᵖQᵀ, (Aᵀ)ᵖ = (Aᵖ)ᵀ", [](Exact<MatrixPower>& t) {
          const std::int64_t n = t.in.a.shape[0], p = t.in.exponent;
          const Matrix q = rotations(n);
          Matrix scaled = q, powers = q;  // QΛ and QΛᵖ, Λ between 1/2 and 2 and of either sign
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = 0; j < n; ++j) {
              const Interval lambda = (j % 2 == 0 ? 1 : -1) * (Interval(1) / 2 + Interval(j % 3) / 2 + abs(t.in.a(j, j)) / (2 + 2 * abs(t.in.a(j, j))));
              scaled(i, j) *= lambda;
              powers(i, j) *= p < 0 ? 1 / pow(lambda, -p) : pow(lambda, p);
            }
          equal_matrices(t, power(t, multiply(scaled, transpose(q)), p), multiply(powers, transpose(q)), frobenius_norm(powers) + 1, "QΛᵖQᵀ");
          const Matrix straight = power(t, t.in.a, p);
          equal_matrices(t, power(t, transpose(t.in.a), p), transpose(straight), frobenius_norm(straight), "(Aᵀ)ᵖ");
        })
        .theorem("C7", "Fibonacci numbers, binomial coefficients", [](Exact<MatrixPower>& t) {
          const std::int64_t p = t.in.exponent;
          Interval before = 1, now = 0;  // F_{−1}, F₀
          for (std::int64_t k = 0; k < p; ++k) {
            const Interval next = before + now;
            before = now;
            now = next;
          }
          for (std::int64_t k = 0; k > p; --k) {
            const Interval earlier = now - before;
            now = before;
            before = earlier;
          }
          const Matrix fibonacci = power(t, Matrix({2, 2}, {1, 1, 1, 0}), p);
          t.equal(fibonacci(0, 1), now, "F_p");
          t.equal(fibonacci(1, 1), before, "F_{p−1}");
          t.equal(fibonacci(0, 0), before + now, "F_{p+1}");
          const Interval x = Interval(3) / 4;
          const Matrix jordan = power(t, Matrix({3, 3}, {x, 1, 0, 0, x, 1, 0, 0, x}), p);
          const auto size = [&](std::int64_t q) { return q < 0 ? 1 / pow(x, -q) : pow(x, q); };
          t.equal(jordan(0, 0), size(p), "xᵖ");
          t.equal(jordan(0, 1), p * size(p - 1), "p·xᵖ⁻¹");
          t.equal(jordan(0, 2), Interval(p * (p - 1)) / 2 * size(p - 2), "p(p − 1)/2·xᵖ⁻²");
        });

const auto registered_vjp =
    laws<MatrixPowerVjp>()
        .leaves_out("near underflow", "A⁻¹ is near overflow, and its products overflow on the way where the result does not")
        .theorem("C4", "AᵀĀ − ĀAᵀ = (Aᵀ)ᵖP̄ − P̄(Aᵀ)ᵖ", [](Exact<MatrixPowerVjp>& t) {
          const auto forward = Wings<MatrixPower>::reference(t.in);
          if (!forward) throw Refused{forward.failure()};
          const Matrix at = transpose(t.in.a), pt = transpose(forward->power), grad = t.f(t.in).grad_a, &cotangent = t.in.cotangent.power;
          const Matrix left = subtract(multiply(at, grad), multiply(grad, at)), right = subtract(multiply(pt, cotangent), multiply(cotangent, pt));
          const Interval size = frobenius_norm(at) * frobenius_norm(grad) + frobenius_norm(pt) * frobenius_norm(cotangent);
          equal_matrices(t, left, right, size + 1, "AᵀĀ − ĀAᵀ");
          if (t.in.exponent == 1) equal_matrices(t, grad, cotangent, max_norm(cotangent), "P̄ for p = 1");
          if (t.in.exponent == 0)
            for (const Interval& g : grad) t.holds(g.is_zero(), "0 for p = 0");
        });

}  // namespace
}  // namespace etalon::verify
