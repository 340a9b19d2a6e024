#include "reference/contract/linalg/slogdet.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/determinants.hpp"
#include "verify/laws/linalg/entries.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Slogdet;
using contract::linalg::SlogdetVjp;
using In = Slogdet::In<double>;

const auto registered =
    laws<Slogdet>()
        .matrices({.shape = gen::Matrices::square, .full_rank = true, .blocks = false}, [](Draw&, Tensor<double> a) { return In{std::move(a)}; })
        .inputs(core, "around the sizes of blocks", [](Draw& draw) { return In{square_block(draw)}; })
        .inputs(core, "integers of low rank", [](Draw& draw) { return In{low_rank_integers(draw)}; })
        .inputs(extreme, "pivots of a wide range", [](Draw& draw) { return In{wide_pivots(draw)}; })
        .inputs(extreme, "a determinant beyond the range", [](Draw& draw) {
          const auto n = draw.extent(3, 8);
          auto a = gen::positive_definite(draw, n, 3);
          const int exponent = draw.coin() ? draw.format.max_exponent / 2 : draw.format.min_exponent / 2;
          for (double& x : a) x = round_to(std::ldexp(x, exponent), draw.format);
          return In{a};
        })
        .inputs(edge, "singular", [](Draw& draw) { return In{surely_singular(draw)}; })
        .theorem("C2", "sign·exp(logabsdet) = det A", [](Exact<Slogdet>& t) {
          const std::int64_t n = std::min<std::int64_t>(8, t.in.a.shape[0]);
          const Matrix a = block(t.in.a, n, n);
          const auto out = t.f({a});
          const Interval det = determinant(a);
          if (out.sign.is_zero()) {
            t.holds(out.logabsdet.is_infinity(-1), "logabsdet = −∞");
            t.holds(det.is_zero() || det.contains_zero(), "det A = 0");
          } else t.equal(out.sign * exp(out.logabsdet), det, "det A");
        })
        .theorem("C3", "det αA = αⁿ·det A", [](Exact<Slogdet>& t) {
          const auto out = t.f(t.in), scaled = t.f({map(t.in.a, [](const Interval& x) { return -5 * x / 2; })});
          const std::int64_t n = t.in.a.shape[0];
          t.holds(scaled.sign == (n % 2 == 0 ? out.sign : -out.sign), "the sign");
          if (!out.sign.is_zero()) t.equal_within(scaled.logabsdet, out.logabsdet + n * log(Interval(5) / 2), 1 + abs(out.logabsdet), "log|det αA|");
        })
        .theorem("C4", "−1, 0 or 1", [](Exact<Slogdet>& t) {
          const auto out = t.f(t.in);
          t.holds(out.sign.is_zero() || abs(out.sign) == 1, "the sign");
        })
        .requirement("C4", "the sign is −1, 0 or 1; 0 where logabsdet is −∞", [](Trial<Slogdet>& t) {
          t.holds(t.out.sign.is_zero() || abs(t.out.sign) == 1, "the sign is −1, 0 or 1");
          t.holds(t.out.sign.is_zero() == t.out.logabsdet.is_infinity(-1), "the sign is 0 where logabsdet is −∞");
        })
        .may_be_infinite("logabsdet")
        .requirement("C5", "the sign of det A, and |ℓ − log|det A||", [](Trial<Slogdet>& t) {
          const Interval n = t.sizes.at("n"), c = n + 4;
          const auto near = determinants_near(t.in.a, t.truth.omega, t.u, t.eta);
          if (!near) return t.says_nothing("c·u ≥ 1");
          const Interval det = t.truth.sign.is_zero() ? Interval(0) : exp(t.truth.logabsdet), beta = near->most - det;
          const Interval least = (det > beta).certainly() ? max(near->least, 1 - beta / det) : near->least;  // of |det(A + E)|/|det A|
          if ((least > 0).certainly()) t.holds(t.out.sign == t.truth.sign, "the sign of det A");
          t.holds(!t.out.logabsdet.is_infinity(+1), "ℓ is +∞");
          if (t.out.logabsdet.is_infinity(-1)) {
            t.holds(!(least > 0).certainly(), "ℓ is −∞, though no matrix as near as rounding takes it is singular");
            return t.says_nothing("ℓ is −∞");
          }
          const Interval delta = c * t.u * (logarithms(n, t.truth.omega) + abs(t.out.logabsdet));
          if ((least > 0).certainly()) t.at_most(abs(t.out.logabsdet - t.truth.logabsdet), delta - log(least), "|ℓ − log|det A||");
          else t.at_most(t.out.logabsdet, log(near->most) + delta, "ℓ");
        });

const auto registered_vjp =
    laws<SlogdetVjp>()
        .leaves_out("integers of low rank", "they are singular, but rounding may hide it")
        .leaves_out("singular", "log|det A| is −∞, and has no slope")
        .refuses("C2", "a singular matrix", [](Draw& draw) {
          SlogdetVjp::In<double> in{{surely_singular(draw)}, {}};
          in.cotangent = {draw.real(), draw.real()};
          return in;
        })
        .theorem("C3", "AᵀĀ = ĀAᵀ = ℓ̄I", [](Exact<SlogdetVjp>& t) {
          const Matrix grad = t.f(t.in).grad_a, at = transpose(t.in.a), expected = times(identity(at.shape[0]), t.in.cotangent.logabsdet);
          equal_product(t, at, grad, expected, "AᵀĀ");
          equal_product(t, grad, at, expected, "ĀAᵀ");
        })
        .requirement("C4", "|AĀᵀ − ℓ̄I| or |ĀᵀA − ℓ̄I| ≤ γn²ω·max |ā_ij| + cn²(1 + ω)(1 + |ℓ̄|)η", [](Trial<SlogdetVjp>& t) {
          // The X of linalg.inverse, times ℓ̄: one rounding more beside |A||X|, whose entries are at most n²ω·max |x_ij|.
          const Interval n = t.in.a.shape[0], c = 3 * n + 3, l = abs(t.in.cotangent.logabsdet);
          const auto unit = gamma(c, t.u);
          if (!unit) return t.says_nothing("c·u ≥ 1");
          const Interval omega = Wings<Slogdet>::reference(t.in)->omega;
          const Precision precision(residual_bits);
          const Matrix x = transpose(t.out.grad_a), expected = times(identity(t.in.a.shape[0]), t.in.cotangent.logabsdet);
          const Interval allowed = square(n) * (*unit * omega * max_norm(x) + c * (1 + omega) * (1 + l) * t.eta);
          t.at_most(min(max_norm(subtract(multiply(t.in.a, x), expected)), max_norm(subtract(multiply(x, t.in.a), expected))), allowed, "min(|AĀᵀ − ℓ̄I|, |ĀᵀA − ℓ̄I|)");
        });

}  // namespace
}  // namespace etalon::verify
