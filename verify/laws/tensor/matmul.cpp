#include <algorithm>
#include <cmath>

#include "reference/contract/tensor/matmul.hpp"
#include "verify/algebra/matrix.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Matmul;
using contract::tensor::MatmulVjp;
using In = Matmul::In<double>;

In product(Draw& draw, std::int64_t m, std::int64_t k, std::int64_t n, int lowest = -6, int highest = 4) {
  return {draw.reals({m, k}, lowest, highest), draw.reals({k, n}, lowest, highest)};
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
Matrix operator+(Matrix a, const Matrix& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] += b[i];
  return a;
}

Interval abs_of(const Interval& x) { return abs(x); }
/// Are all entries integers? Then each becomes its absolute value.
bool take_sizes_of_integers(std::initializer_list<Matrix*> matrices) {
  for (Matrix* x : matrices)
    for (Interval& entry : *x) {
      if (entry.upper_double() != std::nearbyint(entry.upper_double())) return false;
      entry = abs(entry);
    }
  return true;
}
/// Is every entry at most 1/u?
bool at_most_reciprocal(const Matrix& sums, const Interval& u) {
  return std::all_of(sums.begin(), sums.end(), [&](const Interval& sum) { return (sum * u <= 1).certainly(); });
}

const auto registered =
    laws<Matmul>()
        .inputs(core, "matrices", [](Draw& draw) { return product(draw, draw.extent(1, 4), draw.extent(1, 6), draw.extent(1, 4)); })
        .inputs(core, "even sides", [](Draw& draw) { return product(draw, 2 * draw.extent(1, 2), 2 * draw.extent(1, 2), 2 * draw.extent(1, 2)); })
        .inputs(core, "long sums", [](Draw& draw) { return product(draw, 1, draw.extent(7, 60), draw.extent(1, 2)); })
        .inputs(core, "one side beyond a tile", [](Draw& draw) {
          std::int64_t sides[] = {draw.extent(1, 2), draw.extent(1, 2), draw.extent(1, 2)};
          sides[draw.integer(0, 2)] = draw.one_of<std::int64_t>({17, 33, 37, 65});
          return product(draw, sides[0], sides[1], sides[2]);
        })
        .inputs(core, "integers", [](Draw& draw) {
          In in = product(draw, draw.extent(1, 4), draw.extent(1, 5), draw.extent(1, 4));
          for (Tensor<double>* x : {&in.a, &in.b})
            for (double& entry : *x) entry = static_cast<double>(draw.integer(-4, 4));
          return in;
        })
        .inputs(core, "sums that cancel", [](Draw& draw) {
          // The second half of each sum is the first with the other sign, but for the last term.
          const std::int64_t m = draw.extent(1, 3), half = draw.extent(1, 4), n = draw.extent(1, 3);
          In in = product(draw, m, 2 * half, n, -3, 3);
          for (std::int64_t p = 0; p + 1 < half; ++p) {
            for (std::int64_t i = 0; i < m; ++i) in.a(i, half + p) = -in.a(i, p);
            for (std::int64_t j = 0; j < n; ++j) in.b(half + p, j) = in.b(p, j);
          }
          return in;
        })
        .inputs(extreme, "near the largest number", [](Draw& draw) {
          const int half = draw.format.max_exponent / 2;  // products below 2^(2·half − 6), and 8 of them below 2^max_exponent
          return product(draw, draw.extent(1, 3), draw.extent(1, 8), draw.extent(1, 3), half - 8, half - 4);
        })
        .inputs(extreme, "products that underflow", [](Draw& draw) {
          const int half = draw.format.min_exponent / 2;
          return product(draw, draw.extent(1, 3), draw.extent(1, 6), draw.extent(1, 3), half - 4 - draw.format.precision / 2, half + 4);
        })
        .inputs(extreme, "huge times tiny", [](Draw& draw) {
          const std::int64_t m = draw.extent(1, 3), k = draw.extent(1, 6), n = draw.extent(1, 3);
          return In{draw.reals({m, k}, draw.format.max_exponent - 6, draw.format.max_exponent), draw.reals({k, n}, draw.format.min_exponent, draw.format.min_exponent + 6)};
        })
        .inputs(edge, "sizes 0 and 1", [](Draw& draw) { return product(draw, draw.extent(0, 2), draw.extent(0, 2), draw.extent(0, 2)); })
        .law("C2", "(AB)D = A(BD)", [](Law<Matmul>& t) {
          const Matrix d = another(t.in.b.shape[1], 2);
          t.equal(multiply(t.out.c, d), multiply(t.in.a, multiply(t.in.b, d)), "(AB)D = A(BD)");
        })
        .theorem("C3", "A(B + D) = AB + AD and (A + D)B = AB + DB", [](Exact<Matmul>& t) {
          const auto& [a, b] = t.in;
          const Matrix right = another(b.shape[0], b.shape[1]), left = another(a.shape[0], a.shape[1]);
          t.equal(t.f({a, b + right}).c, t.f(t.in).c + t.f({a, right}).c, "A(B + D) = AB + AD");
          t.equal(t.f({a + left, b}).c, t.f(t.in).c + t.f({left, b}).c, "(A + D)B = AB + DB");
        })
        .theorem("C4", "(AB)ᵀ = BᵀAᵀ", [](Exact<Matmul>& t) {
          t.equal(transpose(t.f(t.in).c), t.f({transpose(t.in.b), transpose(t.in.a)}).c, "(AB)ᵀ = BᵀAᵀ");
        })
        .theorem("C5", "IA = A = AI", [](Exact<Matmul>& t) {
          const Matrix& a = t.in.a;
          t.equal(t.f({identity(a.shape[0]), a}).c, a, "IA = A");
          t.equal(t.f({a, identity(a.shape[1])}).c, a, "AI = A");
        })
        .requirement("C6", "integers exactly", [](Trial<Matmul>& t) {
          auto size = t.in;
          if (!take_sizes_of_integers({&size.a, &size.b})) return;
          if (at_most_reciprocal(Wings<Matmul>::reference(size)->c, t.u)) t.equal(t.out.c, t.truth.c, "AB of integers");
        });

Interval pairing(const Matrix& x, const Matrix& y) {
  Interval sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
  return sum;
}

const auto registered_vjp =
    laws<MatmulVjp>()
        .inputs(core, "integers with integer cotangents", [](Draw& draw) {
          const std::int64_t m = draw.extent(1, 4), k = draw.extent(1, 5), n = draw.extent(1, 4);
          MatmulVjp::In<double> in{product(draw, m, k, n), {Tensor<double>({m, n})}};
          for (Tensor<double>* x : {&in.a, &in.b, &in.cotangent.c})
            for (double& entry : *x) entry = static_cast<double>(draw.integer(-4, 4));
          return in;
        })
        .inputs(extreme, "a huge matrix with tiny cotangents", [](Draw& draw) {
          const std::int64_t m = draw.extent(1, 3), k = draw.extent(1, 6), n = draw.extent(1, 3);
          return MatmulVjp::In<double>{{draw.reals({m, k}, draw.format.max_exponent - 6, draw.format.max_exponent), draw.reals({k, n})},
                                       {draw.reals({m, n}, draw.format.min_exponent, draw.format.min_exponent + 6)}};
        })
        .leaves_out("huge times tiny", "AᵀC̄ of a huge A and an ordinary C̄ leaves the range, in parts of a sum even where the sum does not")
        .law("C2", "⟨C̄, XB⟩ = ⟨Ā, X⟩ and ⟨C̄, AX⟩ = ⟨B̄, X⟩", [](Law<MatmulVjp>& t) {
          const Matrix &a = t.in.a, &b = t.in.b, &cotangent = t.in.cotangent.c;
          const Matrix left = another(a.shape[0], a.shape[1]), right = another(b.shape[0], b.shape[1]);
          const auto& grad = t.out;
          const auto same = [&](const Matrix& g, const Matrix& x, const Matrix& moved, const char* what) {
            t.equal_within(pairing(cotangent, moved), pairing(g, x), pairing(map(g, abs_of), map(x, abs_of)) + pairing(map(cotangent, abs_of), map(moved, abs_of)), what);
          };
          same(grad.grad_a, left, multiply(left, b), "⟨C̄, XB⟩ = ⟨Ā, X⟩");
          same(grad.grad_b, right, multiply(a, right), "⟨C̄, AX⟩ = ⟨B̄, X⟩");
        })
        .requirement("C3", "integers exactly", [](Trial<MatmulVjp>& t) {
          auto size = t.in;
          if (!take_sizes_of_integers({&size.a, &size.b, &size.cotangent.c})) return;
          const auto sums = Wings<MatmulVjp>::reference(size);
          if (at_most_reciprocal(sums->grad_a, t.u)) t.equal(t.out.grad_a, t.truth.grad_a, "C̄Bᵀ of integers");
          if (at_most_reciprocal(sums->grad_b, t.u)) t.equal(t.out.grad_b, t.truth.grad_b, "AᵀC̄ of integers");
        });

}  // namespace
}  // namespace etalon::verify
