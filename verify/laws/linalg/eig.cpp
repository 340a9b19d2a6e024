#include "reference/contract/linalg/eig.hpp"
#include "verify/judge/freedom.hpp"

#include "verify/laws/linalg/eigenvalues.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Eig;
using In = Eig::In<double>;
using Out = Eig::Out<Interval>;

/// The norm beside which an eigenvalue is known.
Interval scale_of(const Matrix& a) { return frobenius_norm(a); }

void same_eigenvalues(Exact<Eig>& t, const Out& x, const Out& y, const Interval& scale, const char* what) {
  for (std::size_t j = 0; j < x.lambda_re.size(); ++j) {
    t.equal_within(x.lambda_re[j], y.lambda_re[j], scale, what);
    t.equal_within(x.lambda_im[j], y.lambda_im[j], scale, what);
  }
}

/// The column j says something: every entry is known to many digits.
bool proved(const Out& x, std::int64_t j) {
  for (std::int64_t i = 0; i < x.v_re.shape[0]; ++i)
    if (!(x.v_re(i, j).width() + x.v_im(i, j).width() < power_of_two(-60)).certainly()) return false;
  return true;
}

/// Σ |z|² over the column.
Interval column_norm(const Matrix& re, const Matrix& im, std::int64_t j) {
  Interval sum = 0;
  for (std::int64_t i = 0; i < re.shape[0]; ++i) sum += square(re(i, j)) + square(im(i, j));
  return sqrt(sum);
}

/// Re and Im of Av − λv, by columns.
std::pair<Matrix, Matrix> residual(const Matrix& a, const Out& x) {
  std::pair<Matrix, Matrix> r = {multiply(a, x.v_re), multiply(a, x.v_im)};
  for (std::int64_t i = 0; i < a.shape[0]; ++i)
    for (std::int64_t j = 0; j < a.shape[0]; ++j) {
      r.first(i, j) -= x.lambda_re[j] * x.v_re(i, j) - x.lambda_im[j] * x.v_im(i, j);
      r.second(i, j) -= x.lambda_re[j] * x.v_im(i, j) + x.lambda_im[j] * x.v_re(i, j);
    }
  return r;
}

const auto registered =
    laws<Eig>()
        .matrices({.shape = gen::Matrices::square, .blocks = false}, [](Draw&, Tensor<double> a) { return In{a}; })
        .inputs(core, "random", [](Draw& draw) { return In{eigenvalues::random(draw)}; })
        .inputs(core, "Jordan blocks", [](Draw& draw) { return In{eigenvalues::jordan(draw)}; })
        .inputs(core, "classic", [](Draw& draw) { return In{eigenvalues::classic(draw)}; })
        .inputs(core, "larger", [](Draw& draw) { return In{eigenvalues::larger(draw)}; })
        .theorem("C2", "Σ λ = tr A, Π λ = det A", [](Exact<Eig>& t) {
          const auto out = t.f(t.in);
          Interval trace = 0, sum = 0, re = 1, im = 0, size = 1;
          for (std::int64_t j = 0; j < t.in.a.shape[0]; ++j) {
            const Interval &x = out.lambda_re[j], &y = out.lambda_im[j];
            trace += t.in.a(j, j);
            sum += x;
            const Interval next = re * x - im * y;
            im = re * y + im * x;
            re = next;
            size *= scale_of(t.in.a);
          }
          t.equal_within(sum, trace, scale_of(t.in.a), "Σ λ");
          if (t.in.a.shape[0] > 10) return;  // Laplace's expansion grows as 2ⁿ
          t.equal_within(re, determinant(t.in.a), size, "Re Π λ");
          t.equal_within(im, 0, size, "Im Π λ");
        })
        .theorem("C3", "Av = λv, ‖v‖ = 1", [](Exact<Eig>& t) {
          const auto out = t.f(t.in);
          const auto [re, im] = residual(t.in.a, out);
          for (std::int64_t j = 0; j < t.in.a.shape[0]; ++j) {
            if (!proved(out, j)) continue;
            t.equal_within(column_norm(out.v_re, out.v_im, j), 1, power_of_two(8), "‖v‖");
            for (std::int64_t i = 0; i < t.in.a.shape[0]; ++i) {
              t.equal_within(re(i, j), 0, power_of_two(8) * scale_of(t.in.a), "Re (Av − λv)");
              t.equal_within(im(i, j), 0, power_of_two(8) * scale_of(t.in.a), "Im (Av − λv)");
            }
          }
        })
        .theorem("C4", "λ(Aᵀ) = λ(A)", [](Exact<Eig>& t) { same_eigenvalues(t, t.f({transpose(t.in.a)}), t.f(t.in), scale_of(t.in.a), "λ(Aᵀ)"); })
        .theorem("C4", "λ(S⁻¹AS) = λ(A)", [](Exact<Eig>& t) {
          const std::int64_t n = t.in.a.shape[0];
          Matrix similar = t.in.a;
          for (std::int64_t i = 0; i + 1 < n; ++i) eigenvalues::shear(similar, i, (i + 2) % n == i ? i + 1 : (i + 2) % n, Interval(i % 2 == 0 ? 1 : -1));
          same_eigenvalues(t, t.f({similar}), t.f(t.in), scale_of(similar) + scale_of(t.in.a), "λ(S⁻¹AS)");
        })
        .theorem("C4", "λ(αA + βI) = αλ(A) + β", [](Exact<Eig>& t) {
          const Interval alpha = Interval(11) / 8, beta = Interval(-3) / 4;
          auto expected = t.f(t.in);
          Matrix moved = map(t.in.a, [&](const Interval& x) { return alpha * x; });
          for (std::int64_t i = 0; i < moved.shape[0]; ++i) {
            moved(i, i) += beta;
            expected.lambda_re[i] = alpha * expected.lambda_re[i] + beta;
            expected.lambda_im[i] *= alpha;
          }
          same_eigenvalues(t, t.f({moved}), expected, scale_of(moved) + scale_of(t.in.a) + 1, "λ(αA + βI)");
        })
        .theorem("C5", "conjugate pairs", [](Exact<Eig>& t) {
          const auto out = t.f(t.in);
          const std::size_t n = out.lambda_re.size();
          for (std::size_t i = 0; i < n; ++i) {
            std::int64_t same = 0, mirrored = 0;
            for (std::size_t j = 0; j < n; ++j) {
              const bool re = out.lambda_re[i].overlaps(out.lambda_re[j]);
              same += re && out.lambda_im[i].overlaps(out.lambda_im[j]);
              mirrored += re && out.lambda_im[i].overlaps(-out.lambda_im[j]);
            }
            t.holds(same == mirrored, "λ and its conjugate occur equally often");
          }
        })
        .theorem("C6", "Gershgorin's discs of A", [](Exact<Eig>& t) {
          const auto out = t.f(t.in);
          for (std::size_t j = 0; j < out.lambda_re.size(); ++j) {
            bool inside = false;
            for (std::int64_t i = 0; i < t.in.a.shape[0]; ++i) {
              Interval radius = 0;
              for (std::int64_t k = 0; k < t.in.a.shape[0]; ++k)
                if (k != i) radius += abs(t.in.a(i, k));
              inside = inside || !(square(out.lambda_re[j] - t.in.a(i, i)) + square(out.lambda_im[j]) > square(radius)).certainly();
            }
            t.holds(inside, "λ lies in a disc of Gershgorin");
          }
        })
        .requirement("C7", "‖Av̂ − λ̂v̂‖ ≤ c(u·‖A‖_F + n·η)·‖v̂‖", [](Trial<Eig>& t) {
          const auto [re, im] = residual(t.in.a, t.out);
          const Interval error = eigenvalues::backward_error(t.in.a, *Eig::roundings.at(t.sizes), t.u, t.eta);
          for (std::int64_t j = 0; j < t.in.a.shape[0]; ++j)
            t.at_most(column_norm(re, im, j), error * column_norm(t.out.v_re, t.out.v_im, j), "‖Av̂ − λ̂v̂‖ of column " + std::to_string(j));
        })
        .requirement("C8", "‖v̂‖ = 1", [](Trial<Eig>& t) {
          const std::int64_t n = t.in.a.shape[0];
          for (std::int64_t j = 0; j < n; ++j)
            t.at_most(abs(column_norm(t.out.v_re, t.out.v_im, j) - 1), (n + 20) * t.u + n * t.eta, "|‖v̂‖ − 1| of column " + std::to_string(j));
        })
        .requirement("C9", "the λ̂ are in the discs of A + E, as many as λ", [](Trial<Eig>& t) {
          const Interval error = eigenvalues::backward_error(t.in.a, *Eig::roundings.at(t.sizes), t.u, t.eta);
          eigenvalues::require_trace(t, t.in.a, error, t.out.lambda_re, t.out.lambda_im);
          eigenvalues::require_in_discs(t, eigenvalues::discs(t.in.a, error), t.out.lambda_re, t.out.lambda_im);
        });

const FreeInSign<Eig> signs("C3", {"v_re", "v_im"});

}  // namespace
}  // namespace etalon::verify
