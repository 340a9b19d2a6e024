#include "reference/contract/linalg/det.hpp"
#include "verify/laws.hpp"
#include "verify/laws/linalg/determinants.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Det;
using In = Det::In<double>;

Interval of(const Exact<Det>& t, Matrix a) { return t.f({std::move(a)}).det; }

/// Hadamard's bound, beside which determinants agree.
Interval size(const Matrix& a) {
  Interval product = 1;
  for (std::int64_t j = 0; j < a.shape[1]; ++j) product *= frobenius_norm(column(a, j));
  return product;
}

const auto registered =
    laws<Det>()
        .matrices({.shape = draw::Matrices::square, .full_rank = true, .blocks = false}, [](const Format&, Tensor<double> a) { return In{std::move(a)}; })
        .inputs(core, "around the sizes of blocks", [](const Format& f) { return In{square_block(f)}; })
        .inputs(core, "integers of low rank", [](const Format&) { return In{low_rank_integers()}; })
        .inputs(core, "of any condition and rank", [](const Format& f) {
          const auto n = draw::extent(1, 8);
          return In{draw::any_spectrum(f, n, n, {.shape = draw::Matrices::square})};
        })
        .inputs(core, "Hilbert's matrix", [](const Format& f) {
          const auto n = draw::extent(1, 12);
          Tensor<double> a({n, n});
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = 0; j < n; ++j) a(i, j) = round_to(1.0 / static_cast<double>(i + j + 1), f);
          return In{a};
        })
        .inputs(extreme, "pivots of a wide range", [](const Format& f) { return In{wide_pivots(f)}; })
        .inputs(edge, "singular", [](const Format& f) { return In{surely_singular(f)}; })
        .theorem("C2", "Laplace's expansion", [](Exact<Det>& t) {
          const std::int64_t n = std::min<std::int64_t>(8, t.in.a.shape[0]);
          const Matrix a = block(t.in.a, n, n);
          t.equal_within(of(t, a), determinant(a), size(a), "det A");
        })
        .theorem("C3", "det AB = det A·det B", [](Exact<Det>& t) {
          const std::int64_t n = t.in.a.shape[0];
          Matrix b({n, n});
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = 0; j < n; ++j) b(i, j) = i == j ? Interval(-3) / 2 : Interval((i + 2 * j) % 3 - 1);
          const Matrix ab = multiply(t.in.a, b);
          t.equal_within(of(t, ab), t.f(t.in).det * of(t, b), size(ab), "det AB");
        })
        .theorem("C3", "det Aᵀ = det A", [](Exact<Det>& t) { t.equal_within(of(t, transpose(t.in.a)), t.f(t.in).det, size(t.in.a), "det Aᵀ"); })
        .theorem("C4", "rows exchanged, and added", [](Exact<Det>& t) {
          Matrix a = t.in.a;
          const std::int64_t n = a.shape[0];
          if (n < 2) return;
          for (std::int64_t j = 0; j < n; ++j) std::swap(a(0, j), a(n - 1, j));
          t.equal_within(of(t, a), -t.f(t.in).det, size(a), "rows exchanged");
          for (std::int64_t j = 0; j < n; ++j) a(0, j) += 5 * a(1, j) / 4;
          t.equal_within(of(t, a), -t.f(t.in).det, size(a), "a row added");
        })
        .theorem("C5", "|det A| ≤ Π ‖a_i‖", [](Exact<Det>& t) { t.at_most(abs(t.f(t.in).det), size(t.in.a), "|det A|"); })
        .requirement("C6", "|d − det A| ≤ β + 2δM + η", [](Trial<Det>& t) {
          const Interval c = t.sizes.at("n") + 4;
          const auto most = largest_determinant(t.in.a, t.truth.omega, t.u, t.eta);
          if (!most) return;
          // Of x = Π u_kk ≤ M, n + 4 roundings of logarithms whose magnitudes sum up to 2n·max(0, log ω) + |log x|, and
          // x(1 + |log x|) ≤ M(2 + |log M|); exp(δ) − 1 ≤ 2δ.
          const Interval delta = most->is_zero() ? Interval(0) : c * t.u * (2 + logarithms(t.sizes.at("n"), t.truth.omega) + abs(log(*most)));
          if (!(delta <= 1).certainly()) return;
          t.at_most(abs(t.out.det - t.truth.det), *most - abs(t.truth.det) + 2 * delta * *most + t.eta, "|d − det A|");
        });

}  // namespace
}  // namespace etalon::verify
