#include "reference/contract/linalg/is_positive_definite.hpp"
#include "reference/linalg/symmetric.hpp"
#include "reference/number/certify.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/definite.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::IsPositiveDefinite;
using In = IsPositiveDefinite::In<double>;

bool definite(const Exact<IsPositiveDefinite>& t, Matrix a) { return t.f({std::move(a)}).definite == 1; }

const auto registered =
    laws<IsPositiveDefinite>()
        .matrices({.shape = gen::Matrices::definite}, [](Draw&, Tensor<double> a) { return In{std::move(a)}; })
        .inputs(core, "integers", [](Draw& draw) { return In{product_with_signs(draw, std::vector<double>(draw.extent(1, 6), 1.0))}; })
        .inputs(core, "indefinite", [](Draw& draw) { return In{product_with_one(draw, -1)}; })
        .inputs(core, "singular", [](Draw& draw) { return In{product_with_one(draw, 0)}; })
        .inputs(core, "indefinite by a little", [](Draw& draw) {
          const double scale = std::ldexp(1.0, 2 * static_cast<int>(draw.integer(-3, 3))), little = std::ldexp(1.0, -3 * draw.format.precision / 4);
          const double sign = draw.coin() ? 1 : -1;
          return In{Tensor<double>({2, 2}, {scale, sign * scale, sign * scale, scale * (1 - little)})};
        })
        .inputs(core, "a positive diagonal, and yet indefinite", [](Draw& draw) {
          auto a = gen::positive_definite(draw, draw.extent(2, 6), 2);
          const auto i = draw.integer(1, a.shape[0] - 1), j = draw.integer(0, i - 1);
          a(i, j) = a(j, i) = round_to(2 * std::max(a(i, i), a(j, j)), draw.format);
          return In{a};
        })
        .inputs(extreme, "scaled over the range", [](Draw& draw) { return In{widely_scaled(draw)}; })
        .inputs(extreme, "far from definite", [](Draw& draw) {
          const auto n = draw.extent(1, 6);
          Tensor<double> a = draw.reals({n, n}, draw.format.min_exponent, draw.format.max_exponent);
          a.data.back() = draw.coin() ? 0 : -1;
          return In{a};
        })
        .inputs(edge, "anything above the diagonal", [](Draw& draw) {
          return In{with_noise_above(draw, any_definite(draw, 6))};
        })
        .theorem("C2", "every leading minor is positive", [](Exact<IsPositiveDefinite>& t) {
          const std::int64_t n = std::min<std::int64_t>(8, t.in.a.shape[0]);
          const Matrix a = reference::linalg::symmetric(block(t.in.a, n, n));
          bool positive = true;
          for (std::int64_t k = 1; k <= n; ++k) positive = positive && static_cast<bool>(determinant(block(a, k, k)) > 0);
          t.holds(definite(t, a) == positive, "by leading minors");
        })
        .theorem("C3", "LLᵀ is, LDLᵀ is not", [](Exact<IsPositiveDefinite>& t) {
          const std::int64_t n = std::min<std::int64_t>(8, t.in.a.shape[0]);
          if (n == 0) return t.holds(definite(t, t.in.a), "the empty matrix");
          for (const int last : {2, 0, -1}) {
            Matrix l({n, n}), ld({n, n});
            for (std::int64_t i = 0; i < n; ++i)
              for (std::int64_t j = 0; j < n; ++j) {
                l(i, j) = j > i ? Interval(0) : j == i ? Interval(i + 1) / 2 : Interval((i * 3 + j) % 5 - 2);
                ld(i, j) = l(i, j) * (j == n / 2 ? last : 1);
              }
            t.holds(definite(t, multiply(ld, transpose(l))) == (last > 0), "LDLᵀ");
          }
        })
        .theorem("C4", "DAD, the reverse order, −A", [](Exact<IsPositiveDefinite>& t) {
          const bool given = t.f(t.in).definite == 1;
          const std::int64_t n = t.in.a.shape[0];
          const Matrix a = reference::linalg::symmetric(t.in.a);
          Matrix reversed = a;
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = 0; j < n; ++j) reversed(i, j) = a(n - 1 - i, n - 1 - j);
          t.holds(definite(t, congruent(a)) == given, "DAD");
          t.holds(definite(t, reversed) == given, "the reverse order");
          if (given && n > 0) t.holds(!definite(t, map(a, [](const Interval& x) { return -x; })), "−A");
        })
        .theorem("C5", "the upper triangle changes nothing", [](Exact<IsPositiveDefinite>& t) {
          t.holds(definite(t, with_sevens_above(t.in.a)) == (t.f(t.in).definite == 1), "with another upper triangle");
        })
        .requirement("C6", "the answer of A ± diag(e)", [](Trial<IsPositiveDefinite>& t) {
          if (t.out.definite == t.truth.definite) return;
          if (t.out.definite != 0 && t.out.definite != 1) return t.holds(false, "neither 0 nor 1");
          const Interval c = *IsPositiveDefinite::c.at(t.sizes);
          if (!(2 * c * t.u < 1).certainly()) return t.says_nothing("2c·u ≥ 1");
          const Ladder bits{256, 256 << 8};
          bool as_answered = false;
          const auto decided = climb(bits, [&](int) {
            Interval largest = 0;
            for (std::int64_t i = 0; i < t.in.a.shape[0]; ++i) largest = max(largest, t.in.a(i, i));
            Matrix moved = t.in.a;
            for (std::int64_t i = 0; i < moved.shape[0]; ++i) {
              const Interval e = c * t.u / (1 - 2 * c * t.u) * abs(t.in.a(i, i)) + c * (1 + 2 * sqrt(largest)) * t.eta;
              moved(i, i) += t.out.definite == 1 ? e : -e;
            }
            as_answered = Wings<IsPositiveDefinite>::reference(IsPositiveDefinite::In<Interval>{moved})->definite == t.out.definite;
            return true;
          });
          if (!decided.reached) return t.says_nothing("A ± diag(e) is too near to a singular matrix");
          t.holds(as_answered, "1 only where A + diag(e) is definite, 0 only where A − diag(e) is not");
        });

}  // namespace
}  // namespace etalon::verify
