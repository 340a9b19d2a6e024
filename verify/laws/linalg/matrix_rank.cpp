#include "reference/contract/linalg/matrix_rank.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/singular.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::MatrixRank;
using In = MatrixRank::In<double>;

/// A tolerance that no quotient of simple numbers meets.
In with_tolerance(Draw& draw, Tensor<double> a) {
  const double u = draw.format.unit_roundoff(), size = static_cast<double>(1 + a.shape[0] + a.shape[1]);
  const double rtol = draw.one_of({0.0, 0.7 * std::min(0.25, 16 * size * u), 0.7 * std::sqrt(u), 0.07});
  return In{std::move(a), round_to(rtol, draw.format)};
}

std::int64_t rank_of(const Exact<MatrixRank>& t, Matrix a) { return t.f({std::move(a), t.in.rtol}).rank; }

const auto registered =
    laws<MatrixRank>()
        .matrices({.blocks = false}, [](Draw& draw, Tensor<double> a) { return with_tolerance(draw, std::move(a)); })
        .inputs(core, "around the size of a block", [](Draw& draw) { return In{gen::around_a_block(draw), round_to(0.7 * std::sqrt(draw.format.unit_roundoff()), draw.format)}; })
        .theorem("C3", "0 ≤ rank ≤ min(m, n), 0 for A = 0 alone", [](Exact<MatrixRank>& t) {
          const auto rank = t.f(t.in).rank;
          const bool zero = std::all_of(t.in.a.begin(), t.in.a.end(), [](const Interval& x) { return x.is_zero(); });
          t.holds(rank >= 0 && rank <= std::min(t.in.a.shape[0], t.in.a.shape[1]), "0 ≤ rank ≤ min(m, n)");
          t.holds((rank == 0) == zero, "rank 0 for A = 0 alone");
        })
        .theorem("C4", "the rank of Aᵀ, αA and AᵀA", [](Exact<MatrixRank>& t) {
          const auto rank = t.f(t.in).rank;
          t.holds(rank_of(t, transpose(t.in.a)) == rank, "the rank of Aᵀ");
          t.holds(rank_of(t, scaled(t.in.a, Interval(-11) / 8)) == rank, "the rank of αA");
          if (t.in.rtol.is_zero() && t.in.a.size() < 100) t.holds(t.f({multiply(transpose(t.in.a), t.in.a), 0}).rank == rank, "the rank of AᵀA");
        })
        .theorem("C5", "falls as rtol grows, and counts the values of svdvals", [](Exact<MatrixRank>& t) {
          const auto rank = t.f(t.in).rank;
          t.holds(t.f({t.in.a, (1 + 7 * t.in.rtol) / 8}).rank <= rank, "a larger rtol");
          const auto sigma = singular_values(t.in.a);
          std::int64_t count = 0;
          for (const Interval& x : sigma)
            if (!x.is_zero() && x > t.in.rtol * sigma[0]) ++count;
          t.holds(count == rank, "the values above the threshold");
        })
        .theorem("C6", "a row repeated", [](Exact<MatrixRank>& t) {
          if (t.in.a.shape[0] == 0 || t.in.a.size() > 100) return;
          Matrix more = with_rows(t.in.a, 1);
          std::copy(t.in.a.begin(), t.in.a.begin() + t.in.a.shape[1], more.end() - t.in.a.shape[1]);
          t.holds(t.f({more, 0}).rank == t.f({t.in.a, 0}).rank, "the rank with a row twice");
        })
        .requirement("C3", "0 ≤ rank ≤ min(m, n), 0 for A = 0", [](Trial<MatrixRank>& t) {
          const bool zero = std::all_of(t.in.a.begin(), t.in.a.end(), [](const Interval& x) { return x.is_zero(); });
          t.holds(t.out.rank >= 0 && t.out.rank <= (zero ? 0 : t.sizes.at("k")), "0 ≤ rank ≤ min(m, n), 0 for A = 0");
        })
        .requirement("C7", "#{σᵢ > t + δ} ≤ rank ≤ #{σᵢ ≥ t − δ}", [](Trial<MatrixRank>& t) {
          Precision guard(256);
          const auto sigma = singular_values(t.in.a);
          const Interval delta = *MatrixRank::c.at(t.sizes) * (t.u * largest(sigma) + t.eta), threshold = t.in.rtol * largest(sigma);
          std::int64_t fewest = 0, most = 0;
          for (const Interval& x : sigma) {
            fewest += (x > threshold + delta).certainly();
            most += !(x < threshold - delta).certainly();
          }
          t.holds(fewest <= t.out.rank, "too low a rank");
          t.holds(t.out.rank <= most, "too high a rank");
        });

}  // namespace
}  // namespace etalon::verify
