#include "reference/contract/linalg/svdvals.hpp"
#include "reference/contract/linalg/matrix_norm.hpp"
#include "reference/contract/linalg/svdvals.hpp"
#include "verify/algebra/matrix.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::MatrixNorm;
using contract::linalg::Svdvals;
using In = MatrixNorm::In<double>;
using Variant = MatrixNorm::Variant;

Interval norm_of(const Exact<MatrixNorm>& t, const Matrix& a) { return t.f({a}).norm; }

/// The classes have matrices of none too.
In with_entries(Draw& draw, Tensor<double> a) { return In{a.size() == 0 ? draw.reals({1, 1}) : std::move(a)}; }

/// A matrix of small numbers that depends on its size alone.
Matrix another(std::int64_t m, std::int64_t n) {
  Matrix x({m, n});
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = Interval(static_cast<std::int64_t>(i * 7 % 11) - 5) / 4;
  return x;
}

const auto registered =
    laws<MatrixNorm>()
        .matrices({.shape = gen::Matrices::any, .blocks = false}, with_entries)
        .inputs(core, "random", [](Draw& draw) { return In{draw.reals({draw.extent(1, 8), draw.extent(1, 8)})}; })
        .inputs(core, "long", [](Draw& draw) {
          const auto length = draw.extent(60, 130), width = draw.extent(1, 2);
          return In{draw.reals(draw.coin() ? Dimensions{length, width} : Dimensions{width, length})};
        })
        .inputs(extreme, "subnormal", [](Draw& draw) { return In{draw.reals({draw.extent(1, 6), draw.extent(1, 6)}, draw.format.min_exponent - draw.format.precision + 1, draw.format.min_exponent)}; })
        .inputs(edge, "rows that tie", [](Draw& draw) {
          Tensor<double> a = draw.reals({draw.extent(1, 4), draw.extent(1, 4)});
          for (std::int64_t i = 0; i < a.shape[0]; ++i)
            for (std::int64_t j = 0; j < a.shape[1]; ++j) a(i, j) = a(0, 0);
          return In{a};
        })
        .refuses("C9", "no entries", [](Draw& draw) {
          const auto n = draw.extent(0, 3);
          return In{draw.coin() ? Tensor<double>({n, 0}) : Tensor<double>({0, n})};
        })
        .theorem("C2", "‖A‖ ≥ 0, and 0 for A = 0 alone; ‖αA‖ = |α|·‖A‖", [](Exact<MatrixNorm>& t) {
          const Interval norm = norm_of(t, t.in.a);
          bool zero = true;
          for (const Interval& x : t.in.a) zero = zero && x.is_zero();
          t.holds(zero ? norm == 0 : norm > 0, "0 for A = 0 alone");
          t.equal(norm_of(t, map(t.in.a, [](const Interval& x) { return Interval(-5) / 4 * x; })), Interval(5) / 4 * norm, "‖αA‖");
        })
        .theorem("C3", "‖A + B‖ ≤ ‖A‖ + ‖B‖ and ‖AB‖ ≤ ‖A‖·‖B‖", [](Exact<MatrixNorm>& t) {
          const auto m = t.in.a.shape[0], n = t.in.a.shape[1];
          const Matrix b = another(m, n), right = another(n, 3);
          Matrix sum = t.in.a;
          for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += b[i];
          const Interval norm = norm_of(t, t.in.a);
          t.at_most(norm_of(t, sum), norm + norm_of(t, b), "‖A + B‖");
          t.at_most(norm_of(t, multiply(t.in.a, right)), norm * norm_of(t, right), "‖AB‖");
        })
        .theorem("C4", "‖Aᵀ‖₁ = ‖A‖_∞", [](Exact<MatrixNorm>& t) {
          t.equal(t.f({transpose(t.in.a)}, Variant::one).norm, t.f(t.in, Variant::infinity).norm, "‖Aᵀ‖₁");
        })
        .theorem("C5", "‖Ax‖ = ‖A‖·‖x‖ for the unit vectors or those of signs at most", [](Exact<MatrixNorm>& t) {
          const auto m = t.in.a.shape[0], n = t.in.a.shape[1];
          Interval best = 0;
          for (std::int64_t at = 0; at < (t.variant == Variant::one ? n : m); ++at) {
            Matrix x({n, 1});
            for (std::int64_t j = 0; j < n; ++j)
              x[j] = t.variant == Variant::one ? Interval(j == at ? 1 : 0) : Interval((t.in.a(at, j) < 0).certainly() ? -1 : 1);
            best = max(best, norm_of(t, multiply(t.in.a, x)));  // of a column the two are its vector norms
          }
          if (m > 0 && n > 0) t.equal(best, norm_of(t, t.in.a), "the largest ‖Ax‖ over ‖x‖ = 1");
        })
        .theorem("C6", "‖A‖₂² ≤ ‖A‖₁·‖A‖_∞", [](Exact<MatrixNorm>& t) {
          const auto m = t.in.a.shape[0], n = t.in.a.shape[1];
          const auto values = Wings<Svdvals>::reference(Svdvals::In<Interval>{block(t.in.a, std::min<std::int64_t>(m, 8), std::min<std::int64_t>(n, 8))});
          if (values->sigma.size() == 0) return;
          const Matrix part = block(t.in.a, std::min<std::int64_t>(m, 8), std::min<std::int64_t>(n, 8));
          const Interval one = t.f({part}, Variant::one).norm, infinity = t.f({part}, Variant::infinity).norm, two = values->sigma[0];
          t.at_most(square(two), one * infinity, "‖A‖₂²");
          t.at_most(one, sqrt(Interval(part.shape[0])) * two, "‖A‖₁ ≤ √m‖A‖₂");
          t.at_most(infinity, sqrt(Interval(part.shape[1])) * two, "‖A‖_∞ ≤ √n‖A‖₂");
        })
        .theorem("C7", "order and signs do not matter", [](Exact<MatrixNorm>& t) {
          const auto m = t.in.a.shape[0], n = t.in.a.shape[1];
          Matrix other = t.in.a;
          for (std::int64_t i = 0; i < m; ++i)
            for (std::int64_t j = 0; j < n; ++j) other(i, j) = (i + j) % 2 == 0 ? t.in.a(m - 1 - i, n - 1 - j) : -t.in.a(m - 1 - i, n - 1 - j);
          t.equal(norm_of(t, other), norm_of(t, t.in.a), "the norm in another order");
        });

}  // namespace
}  // namespace etalon::verify
