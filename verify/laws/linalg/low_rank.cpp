#include "reference/contract/linalg/low_rank.hpp"
#include "reference/contract/linalg/svd.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/singular.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::LowRank;
using contract::linalg::Svd;
using In = LowRank::In<double>;

In with_rank(Draw& draw, Tensor<double> a) {
  const std::int64_t r = std::min(a.shape[0], a.shape[1]);
  return In{std::move(a), draw.integer(0, r)};
}

Interval singular_value(const Tensor<Interval>& sigma, std::int64_t i) { return i < static_cast<std::int64_t>(sigma.size()) ? sigma[i] : Interval(0); }

const auto registered =
    laws<LowRank>()
        .matrices({.blocks = false}, [](Draw& draw, Tensor<double> a) { return with_rank(draw, std::move(a)); })
        .inputs(core, "around the size of a block", [](Draw& draw) { return with_rank(draw, gen::around_a_block(draw)); })
        .inputs(core, "ties", [](Draw& draw) { return with_rank(draw, gen::multiple_singular_values(draw)); })
        .refuses("C2", "k outside 0 … min(m, n)", [](Draw& draw) { return In{draw.reals({2, 3}), draw.one_of<std::int64_t>({-1, 3, 4})}; })
        .theorem("C3", "‖A − A_k‖ in both norms, and the rank", [](Exact<LowRank>& t) {
          const auto [a_k, error_2, error_f] = t.f(t.in);
          const Interval size = frobenius_norm(t.in.a);
          const Matrix rest = difference(t.in.a, a_k);
          t.equal_within(frobenius_norm(rest), error_f, size, "‖A − A_k‖_F");
          t.equal_within(largest(singular_values(rest)), error_2, size, "‖A − A_k‖₂");
          t.equal_within(singular_value(singular_values(t.in.a), t.in.k), error_2, size, "σ_{k+1}");
          t.equal_within(singular_value(singular_values(a_k), t.in.k), 0, size, "σ_{k+1}(A_k) = 0");
        })
        .theorem("C4", "A with only k of its rows is not nearer", [](Exact<LowRank>& t) {
          const auto [a_k, error_2, error_f] = t.f(t.in);
          Matrix dropped = t.in.a;
          for (std::int64_t i = 0; i < t.in.k; ++i)
            for (std::int64_t j = 0; j < dropped.shape[1]; ++j) dropped(i, j) = 0;
          t.at_most(error_f, frobenius_norm(dropped), "‖A − A_k‖_F ≤ ‖A − B‖_F");
          t.at_most(error_2, largest(singular_values(dropped)), "‖A − A_k‖₂ ≤ ‖A − B‖₂");
        })
        .theorem("C5", "A_k = A·P_k; A_0 = 0, and k = min(m, n) gives A", [](Exact<LowRank>& t) {
          const Interval size = frobenius_norm(t.in.a);
          const auto r = std::min(t.in.a.shape[0], t.in.a.shape[1]);
          const Matrix none = t.f({t.in.a, 0}).a_k, all = t.f({t.in.a, r}).a_k;
          for (std::size_t i = 0; i < none.size(); ++i) {
            t.equal(none[i], 0, "A_0 = 0");
            t.equal_within(all[i], t.in.a[i], size, "A of full rank");
          }
          const auto found = Wings<Svd>::reference(Svd::In<Interval>{t.in.a, 0});
          const Matrix v = transpose(block(found->vt, t.in.k, t.in.a.shape[1]));
          const Matrix projected = multiply(multiply(t.in.a, v), transpose(v)), a_k = t.f(t.in).a_k;
          for (std::size_t i = 0; i < a_k.size(); ++i) t.equal_within(a_k[i], projected[i], size, "A_k = A·P_k");
        })
        .theorem("C6", "(Aᵀ)_k = (A_k)ᵀ without a tie", [](Exact<LowRank>& t) {
          const auto sigma = singular_values(t.in.a);
          if (t.in.k > 0 && !(singular_value(sigma, t.in.k - 1) > singular_value(sigma, t.in.k)).certainly()) return;
          const Matrix a_k = t.f(t.in).a_k, flipped = t.f({transpose(t.in.a), t.in.k}).a_k, back = transpose(flipped);
          for (std::size_t i = 0; i < a_k.size(); ++i) t.equal_within(a_k[i], back[i], frobenius_norm(t.in.a), "(Aᵀ)_k");
        })
        .theorem("C7", "with a tie, other pairs of the same value serve as well", [](Exact<LowRank>& t) {
          // The rows and columns in reverse order give other bases: another nearest matrix, or the same.
          const auto reversed = [](Matrix a) {
            std::reverse(a.begin(), a.end());
            return a;
          };
          const auto x = t.f(t.in), y = t.f({reversed(t.in.a), t.in.k});
          const Interval size = frobenius_norm(t.in.a);
          t.equal_within(frobenius_norm(difference(t.in.a, reversed(y.a_k))), x.error_f, size, "‖A − A_k‖_F");
        })
        .requirement("C8", "as near as can be, of rank k", [](Trial<LowRank>& t) {
          const Interval count = static_cast<std::int64_t>(t.in.a.size());
          const Interval r = *LowRank::c.at(t.sizes) * (t.u * frobenius_norm(t.in.a) + sqrt(count) * t.eta);
          const Matrix rest = difference(t.in.a, t.out.a_k), moved = difference(t.out.a_k, t.truth.a_k);
          t.at_most(max(frobenius_norm(rest) - t.truth.error_f, 0), r, "‖A − Â_k‖_F − ‖A − A_k‖_F");
          Precision guard(256);
          const auto sigma = singular_values(t.in.a);
          t.at_most(max(largest(singular_values(rest)) - t.truth.error_2, 0), r, "‖A − Â_k‖₂ − ‖A − A_k‖₂");
          t.at_most(singular_value(singular_values(t.out.a_k), t.in.k), r, "σ_{k+1}(Â_k)");
          if (t.in.k == 0) return t.says_nothing("A_0 is 0");
          const Interval gap = singular_value(sigma, t.in.k - 1) - singular_value(sigma, t.in.k);
          if (!(gap > r).certainly()) return t.says_nothing("σ_k − σ_{k+1} ≤ r");
          t.at_most(frobenius_norm(moved), r + 2 * largest(sigma) * r / (gap - r), "‖Â_k − A_k‖_F");
        })
        .requirement("C9", "|error − exact| ≤ r", [](Trial<LowRank>& t) {
          const Interval count = static_cast<std::int64_t>(t.in.a.size());
          const Interval r = *LowRank::c.at(t.sizes) * (t.u * frobenius_norm(t.in.a) + sqrt(count) * t.eta);
          t.at_most(abs(t.out.error_2 - t.truth.error_2), r, "the error in ‖·‖₂");
          t.at_most(abs(t.out.error_f - t.truth.error_f), r, "the error in ‖·‖_F");
        });

}  // namespace
}  // namespace etalon::verify
