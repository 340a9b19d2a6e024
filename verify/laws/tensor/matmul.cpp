#include <algorithm>
#include <cmath>

#include "reference/contract/tensor/matmul.hpp"
#include "verify/algebra/matrix.hpp"
#include "verify/judge/grades.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Matmul;
using contract::tensor::MatmulVjp;
using In = Matmul::In<double>;

In product(Draw& draw, std::int64_t m, std::int64_t k, std::int64_t n, int lowest = -6, int highest = 4) {
  return {draw.reals({m, k}, lowest, highest), draw.reals({k, n}, lowest, highest)};
}

/// From −this to this, exponents are four times as far apart as the format has digits, or as far as products allow.
int widest_level(const Format& format) { return std::min(2 * format.precision, format.max_exponent / 2 - 2); }
/// An exponent of each index, or of each half; the first and the last are the ends.
std::vector<int> levels(Draw& draw, std::int64_t count) {
  const int widest = widest_level(draw.format), first = draw.coin() ? widest : -widest;
  const bool halves = draw.coin();
  std::vector<int> exponents;
  for (std::int64_t k = 0; k < count; ++k) exponents.push_back(halves ? (2 * k < count ? first : -first) : static_cast<int>(draw.integer(-widest, widest)));
  exponents.front() = first;
  exponents.back() = -first;
  return exponents;
}
void scale_rows(Tensor<double>& x, const std::vector<int>& levels, int sign = 1) {
  for (std::int64_t i = 0; i < x.shape[0]; ++i)
    for (std::int64_t j = 0; j < x.shape[1]; ++j) x(i, j) = std::ldexp(x(i, j), sign * levels[static_cast<std::size_t>(i)]);
}
void scale_columns(Tensor<double>& x, const std::vector<int>& levels, int sign = 1) {
  for (std::int64_t i = 0; i < x.shape[0]; ++i)
    for (std::int64_t j = 0; j < x.shape[1]; ++j) x(i, j) = std::ldexp(x(i, j), sign * levels[static_cast<std::size_t>(j)]);
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
bool are_integers(const Matrix& x) {
  return std::all_of(x.begin(), x.end(), [](const Interval& entry) { return entry.upper_double() == std::nearbyint(entry.upper_double()); });
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
        .inputs(core, "single products just above a power of two", [](Draw& draw) {
          // Where u is largest beside the number, parts of fewer digits lose most, and no sum hides it.
          const bool scalar = draw.coin();  // then there is no norm of others to hide behind
          In in = product(draw, scalar ? 1 : draw.extent(4, 6), 1, scalar ? 1 : draw.extent(4, 6));
          for (Tensor<double>* x : {&in.a, &in.b})
            for (double& entry : *x) entry = std::copysign(1 + std::ldexp(static_cast<double>(draw.integer(0, std::int64_t{1} << (draw.format.precision - 4))), 1 - draw.format.precision), entry);
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
        .inputs(extreme, "rows and columns at levels of their own", [](Draw& draw) {
          // Sums of entries of two rows, as Strassen's, lose the smaller one: the error is relative to the whole matrix.
          In in = product(draw, draw.extent(2, 5), draw.extent(2, 5), draw.extent(2, 5), -1, 0);
          scale_rows(in.a, levels(draw, in.a.shape[0]));
          scale_columns(in.b, levels(draw, in.b.shape[1]));
          return in;
        })
        .inputs(extreme, "an inner dimension at levels of its own", [](Draw& draw) {
          // AD⁻¹ and DB, of which |AD⁻¹||DB| = |A||B|: a number of digits for a whole row, or a whole column, is too few. Or entries that are graded one by one.
          In in = product(draw, draw.extent(1, 5), draw.extent(2, 6), draw.extent(1, 5), -1, 0);
          if (draw.coin()) {
            const std::vector<int> d = levels(draw, in.a.shape[1]);
            scale_columns(in.a, d, -1);
            scale_rows(in.b, d);
          } else {
            for (Tensor<double>* x : {&in.a, &in.b})
              for (double& entry : *x) entry = std::ldexp(entry, static_cast<int>(draw.integer(-widest_level(draw.format), widest_level(draw.format))));
          }
          return in;
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
          if (!are_integers(t.in.a) || !are_integers(t.in.b)) return;
          const Matmul::In<Interval> size{map(t.in.a, abs_of), map(t.in.b, abs_of)};
          if (at_most_reciprocal(Wings<Matmul>::reference(size)->c, t.u)) t.equal(t.out.c, t.truth.c, "AB of integers");
        });

/// c·(u·(|cᵢⱼ| + 2·sizeᵢⱼ) + η): the inherent bound, with what takes |A||B|'s place in it.
template <class Size>
Matmul::Out<Interval> bounded(const Interval& constant, const Matrix& exact, const Interval& u, const Interval& eta, Size size) {
  Matrix bound(exact.shape);
  for (std::int64_t i = 0; i < exact.shape[0]; ++i)
    for (std::int64_t j = 0; j < exact.shape[1]; ++j) bound(i, j) = constant * (u * (abs(exact(i, j)) + 2 * size(i, j)) + eta);
  return {bound};
}
/// ‖aᵢ‖₂ of each row.
std::vector<Interval> norms_of_rows(const Matrix& a) {
  std::vector<Interval> norms;
  for (std::int64_t i = 0; i < a.shape[0]; ++i) {
    Interval sum = 0;
    for (std::int64_t j = 0; j < a.shape[1]; ++j) sum += square(a(i, j));
    norms.push_back(sqrt(sum));
  }
  return norms;
}

/// The roundings of a fast product that halves all three extents until one of them is 1, times how often it takes each |block of A||block of B|, which is more than classical products take.
/// Of Strassen's and Winograd's the larger: in a level 7 additions at most lie on a path, and 6.2 exceeds the 2-norm, 6.11, of the 4 × 4 matrix of those counts in Winograd's second row, so that with
/// Frobenius' norms, whose squares add up over blocks, L levels make (k/2^L + 7L)·6.2^L.
Interval fast_product_constant(std::int64_t m, std::int64_t k, std::int64_t n) {
  Interval constant = 1;
  std::int64_t levels = 0, halved = k;
  for (std::int64_t least = std::min({m, k, n}); least > 1; least = (least + 1) / 2, halved = (halved + 1) / 2, ++levels) constant *= Interval(31) / 5;
  return constant * (halved + 7 * levels);
}

const Grades<Matmul> grades("componentwise", {
  // The data off by their row's or column's own last bit, ‖Δaᵢ‖₂ ≤ u‖aᵢ‖₂ and ‖Δbⱼ‖₂ ≤ u‖bⱼ‖₂, and the k roundings of C7; |A||B| ≤ ‖aᵢ‖₂‖bⱼ‖₂ by Cauchy and Schwarz.
  {"row-and-column-wise", "|ĉᵢⱼ − cᵢⱼ| ≤ k·(u·(|cᵢⱼ| + 2‖aᵢ‖₂‖bⱼ‖₂) + η), with the rows of A and the columns of B",
   [](const auto& in, const auto& exact, const Interval& u, const Interval& eta) {
     const auto rows = norms_of_rows(in.a), columns = norms_of_rows(transpose(in.b));
     return bounded(Interval(in.a.shape[1]), exact.c, u, eta, [&](std::int64_t i, std::int64_t j) { return rows[static_cast<std::size_t>(i)] * columns[static_cast<std::size_t>(j)]; });
   }},
  {"normwise", "|ĉᵢⱼ − cᵢⱼ| ≤ f·(u·(|cᵢⱼ| + 2‖A‖‖B‖) + η), Frobenius' norms, f = (k/2^L + 7L)·6.2^L, L = ⌈log₂ min(m, k, n)⌉: Strassen's product to the end, or Winograd's",
   [](const auto& in, const auto& exact, const Interval& u, const Interval& eta) {
     const Interval norms = frobenius_norm(in.a) * frobenius_norm(in.b);
     return bounded(fast_product_constant(in.a.shape[0], in.a.shape[1], in.b.shape[1]), exact.c, u, eta, [&](std::int64_t, std::int64_t) { return norms; });
   }},
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
          if (!are_integers(t.in.a) || !are_integers(t.in.b) || !are_integers(t.in.cotangent.c)) return;
          auto size = t.in;
          for (Matrix* x : {&size.a, &size.b, &size.cotangent.c}) *x = map(*x, abs_of);
          const auto sums = Wings<MatmulVjp>::reference(size);
          if (at_most_reciprocal(sums->grad_a, t.u)) t.equal(t.out.grad_a, t.truth.grad_a, "C̄Bᵀ of integers");
          if (at_most_reciprocal(sums->grad_b, t.u)) t.equal(t.out.grad_b, t.truth.grad_b, "AᵀC̄ of integers");
        });

}  // namespace
}  // namespace etalon::verify
