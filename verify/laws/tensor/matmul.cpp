#include <cmath>

#include "reference/contract/tensor/matmul.hpp"
#include "verify/laws.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Matmul;
using In = Matmul::In<double>;
using Matrix = Tensor<Interval>;

In product(const Format& f, std::int64_t m, std::int64_t k, std::int64_t n, int lowest = -6, int highest = 4) {
  return {draw::reals(f, {m, k}, lowest, highest), draw::reals(f, {k, n}, lowest, highest)};
}

/// A matrix with small entries, for the laws that need one more.
Matrix another(std::int64_t m, std::int64_t n) {
  Matrix x({m, n});
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = Interval(static_cast<std::int64_t>(i * 7 % 11) - 5) / 4;
  return x;
}
Matrix identity(std::int64_t n) {
  Matrix x({n, n});
  for (std::int64_t i = 0; i < n; ++i) x(i, i) = 1;
  return x;
}
Matrix transposed(const Matrix& x) {
  Matrix y({x.shape[1], x.shape[0]});
  for (std::int64_t i = 0; i < x.shape[0]; ++i)
    for (std::int64_t j = 0; j < x.shape[1]; ++j) y(j, i) = x(i, j);
  return y;
}
Matrix operator+(Matrix a, const Matrix& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] += b[i];
  return a;
}

const auto registered =
    laws<Matmul>()
        .inputs(core, "matrices", [](const Format& f) { return product(f, draw::integer(1, 4), draw::integer(1, 6), draw::integer(1, 4)); })
        .inputs(core, "even sides", [](const Format& f) { return product(f, 2 * draw::integer(1, 2), 2 * draw::integer(1, 2), 2 * draw::integer(1, 2)); })
        .inputs(core, "long sums", [](const Format& f) { return product(f, 1, draw::integer(7, 60), draw::integer(1, 2)); })
        .inputs(core, "integers", [](const Format& f) {
          In in = product(f, draw::integer(1, 4), draw::integer(1, 5), draw::integer(1, 4));
          for (Tensor<double>* x : {&in.a, &in.b})
            for (double& entry : *x) entry = static_cast<double>(draw::integer(-4, 4));
          return in;
        })
        .inputs(core, "sums that cancel", [](const Format& f) {
          // The second half of each sum is the first with the other sign, but for the last term.
          const std::int64_t m = draw::integer(1, 3), half = draw::integer(1, 4), n = draw::integer(1, 3);
          In in = product(f, m, 2 * half, n, -3, 3);
          for (std::int64_t p = 0; p + 1 < half; ++p) {
            for (std::int64_t i = 0; i < m; ++i) in.a(i, half + p) = -in.a(i, p);
            for (std::int64_t j = 0; j < n; ++j) in.b(half + p, j) = in.b(p, j);
          }
          return in;
        })
        .inputs(extreme, "near the largest number", [](const Format& f) {
          const int half = f.max_exponent / 2;  // products below 2^(2·half − 6), and 8 of them below 2^max_exponent
          return product(f, draw::integer(1, 3), draw::integer(1, 8), draw::integer(1, 3), half - 8, half - 4);
        })
        .inputs(extreme, "products that underflow", [](const Format& f) {
          const int half = f.min_exponent / 2;
          return product(f, draw::integer(1, 3), draw::integer(1, 6), draw::integer(1, 3), half - 4 - f.precision / 2, half + 4);
        })
        .inputs(extreme, "huge times tiny", [](const Format& f) {
          const std::int64_t m = draw::integer(1, 3), k = draw::integer(1, 6), n = draw::integer(1, 3);
          return In{draw::reals(f, {m, k}, f.max_exponent - 6, f.max_exponent), draw::reals(f, {k, n}, f.min_exponent, f.min_exponent + 6)};
        })
        .inputs(edge, "sizes 0 and 1", [](const Format& f) { return product(f, draw::integer(0, 2), draw::integer(0, 2), draw::integer(0, 2)); })
        .refuses("C1", "NaN or ±∞", [](const Format& f) {
          In in = product(f, draw::integer(1, 3), draw::integer(1, 3), draw::integer(1, 3));
          Tensor<double>& x = draw::coin() ? in.a : in.b;
          x[draw::integer(0, static_cast<std::int64_t>(x.size()) - 1)] = draw::one_of<double>({NAN, INFINITY, -INFINITY});
          return in;
        })
        .theorem("C2", "(AB)D = A(BD)", [](Exact<Matmul>& t) {
          const Matrix d = another(t.in.b.shape[1], 2);
          t.equal(t.f({t.f(t.in).c, d}).c, t.f({t.in.a, t.f({t.in.b, d}).c}).c, "(AB)D = A(BD)");
        })
        .theorem("C3", "A(B + D) = AB + AD and (A + D)B = AB + DB", [](Exact<Matmul>& t) {
          const auto& [a, b] = t.in;
          const Matrix right = another(b.shape[0], b.shape[1]), left = another(a.shape[0], a.shape[1]);
          t.equal(t.f({a, b + right}).c, t.f(t.in).c + t.f({a, right}).c, "A(B + D) = AB + AD");
          t.equal(t.f({a + left, b}).c, t.f(t.in).c + t.f({left, b}).c, "(A + D)B = AB + DB");
        })
        .theorem("C4", "(AB)ᵀ = BᵀAᵀ", [](Exact<Matmul>& t) {
          t.equal(transposed(t.f(t.in).c), t.f({transposed(t.in.b), transposed(t.in.a)}).c, "(AB)ᵀ = BᵀAᵀ");
        })
        .theorem("C5", "IA = A = AI", [](Exact<Matmul>& t) {
          const Matrix& a = t.in.a;
          t.equal(t.f({identity(a.shape[0]), a}).c, a, "IA = A");
          t.equal(t.f({a, identity(a.shape[1])}).c, a, "AI = A");
        })
        .requirement("C6", "integers exactly", [](Trial<Matmul>& t) {
          auto size = t.in;
          for (Matrix* x : {&size.a, &size.b})
            for (Interval& entry : *x) {
              if (entry.upper_double() != std::nearbyint(entry.upper_double())) return;
              entry = abs(entry);
            }
          const auto sums = Wings<Matmul>::reference(size);
          for (const Interval& sum : sums->c)
            if (!(sum * t.u <= 1).certainly()) return;
          t.equal(t.out.c, t.truth.c, "AB of integers");
        });

}  // namespace
}  // namespace etalon::verify
