#include "reference/contract/linalg/pca.hpp"
#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/singular.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::Pca;
using In = Pca::In<double>;

In any_k(Draw& draw, Tensor<double> x) {
  const auto k = draw.integer(0, std::min(x.shape[0], x.shape[1]));
  return In{std::move(x), k};
}

/// Two samples at least; small enough for the variances, which are squares.
In samples(Draw& draw, Tensor<double> a) {
  double largest = 0;
  for (const double x : a)
    if (std::isfinite(x)) largest = std::max(largest, std::fabs(x));
  if (const int above = largest > 0 ? std::ilogb(largest) - (draw.format.max_exponent / 2 - 6) : 0; above > 0)
    for (double& x : a) x = round_to(std::ldexp(x, -above), draw.format);
  if (a.shape[0] >= 2) return any_k(draw, std::move(a));
  Tensor<double> x = draw.reals({3, a.shape[1]});
  std::copy(a.begin(), a.end(), x.begin());
  return any_k(draw, x);
}
In random(Draw& draw) { return any_k(draw, draw.reals({draw.extent(2, 7), draw.extent(1, 5)})); }

/// A spread that is small beside the mean: centring cancels.
In far_from_the_origin(Draw& draw) {
  In in = random(draw);
  std::vector<double> center;
  for (std::int64_t j = 0; j < in.x.shape[1]; ++j) center.push_back(draw.real(4, 4 + draw.format.precision / 2));
  for (std::int64_t i = 0; i < in.x.shape[0]; ++i)
    for (std::int64_t j = 0; j < in.x.shape[1]; ++j) in.x(i, j) = round_to(in.x(i, j) + center[j], draw.format);
  return in;
}

/// Equal variances: the corners of a cross or a square, and others.
In equal_variances(Draw& draw) {
  const auto d = draw.extent(1, 4);
  Tensor<double> x({2 * d, d});
  for (std::int64_t j = 0; j < d; ++j) {
    const double at = static_cast<double>(draw.integer(1, 2));
    x(2 * j, j) = at;
    x(2 * j + 1, (j + 1) % d) = draw.coin() ? -at : at;
  }
  return any_k(draw, x);
}

template <class Number>
Matrix centred(const Tensor<Interval>& x, const Number& mean) {
  Matrix c = x;
  for (std::int64_t i = 0; i < c.shape[0]; ++i)
    for (std::int64_t j = 0; j < c.shape[1]; ++j) c(i, j) -= mean[j];
  return c;
}
Matrix centred(const Tensor<Interval>& x) {
  Matrix mean({x.shape[1]});
  for (std::int64_t i = 0; i < x.shape[0]; ++i)
    for (std::int64_t j = 0; j < x.shape[1]; ++j) mean[j] += x(i, j) / x.shape[0];
  return centred(x, mean);
}
/// (n − 1)C
Matrix scatter(const Matrix& x) {
  const Matrix c = centred(x);
  return multiply(transpose(c), c);
}
Interval size_of(const Matrix& x) { return square(frobenius_norm(x)); }

struct Bounds {
  Interval c, rho, b;
};
Bounds bounds(const Trial<Pca>& t) {
  const Interval c = *Pca::c.at(t.sizes), rho = c * (t.u * frobenius_norm(t.in.x) + t.eta), spread = frobenius_norm(centred(t.in.x));
  return {c, rho, square(spread + rho) - square(spread)};
}

const auto registered =
    laws<Pca>()
        .matrices({.shape = gen::Matrices::any, .largest = 6, .blocks = false}, samples)
        .inputs(core, "many samples, or many dimensions", [](Draw& draw) {
          const auto many = draw.extent(31, 65), few = draw.extent(2, 5);
          return samples(draw, draw.coin() ? gen::any_spectrum(draw, many, few, {}) : gen::any_spectrum(draw, few, many, {}));
        })
        .inputs(core, "random", random)
        .inputs(core, "far from the origin", far_from_the_origin)
        .inputs(core, "equal variances", equal_variances)
        .inputs(edge, "the same sample again", [](Draw& draw) {
          In in = random(draw);
          for (std::int64_t i = 0; i < in.x.shape[0]; ++i)
            for (std::int64_t j = 0; j < in.x.shape[1]; ++j) in.x(i, j) = in.x(0, j);
          return in;
        })
        .refuses("C2", "fewer than two samples", [](Draw& draw) {
          return In{draw.reals({draw.extent(0, 1), draw.extent(0, 4)}), 0};
        })
        .refuses("C3", "too many components", [](Draw& draw) {
          In in = random(draw);
          in.k = draw.coin() ? -1 : std::min(in.x.shape[0], in.x.shape[1]) + 1;
          return in;
        })
        .theorem("C4", "Cvᵢ = λᵢvᵢ with the largest eigenvalues of C", [](Exact<Pca>& t) {
          const auto out = t.f(t.in);
          const Matrix s = scatter(t.in.x), sv = multiply(s, transpose(out.components));
          const Interval n1 = Interval(t.in.x.shape[0] - 1), size = size_of(t.in.x);
          const Tensor<Interval> values = singular_values(s);  // a positive semidefinite matrix has its eigenvalues as singular values
          for (std::int64_t i = 0; i < t.in.k; ++i) {
            t.equal_within(n1 * out.explained_variance[i], values[i], size, "(n − 1)λᵢ");
            for (std::int64_t j = 0; j < s.shape[0]; ++j) t.equal_within(sv(j, i), n1 * out.explained_variance[i] * out.components(i, j), size, "(n − 1)Cvᵢ");
          }
        })
        .theorem("C5", "Σ λᵢ + reconstruction_error = tr C", [](Exact<Pca>& t) {
          const auto out = t.f(t.in);
          Interval sum = out.reconstruction_error;
          for (const Interval& x : out.explained_variance) sum += x;
          t.equal_within((t.in.x.shape[0] - 1) * sum, square(frobenius_norm(centred(t.in.x))), size_of(t.in.x), "(n − 1)(Σ λᵢ + error)");
          for (std::int64_t i = 0; i < t.in.k; ++i)
            t.at_most(i + 1 < t.in.k ? out.explained_variance[i + 1] : Interval(0), out.explained_variance[i], "λᵢ₊₁ ≤ λᵢ");
        })
        .theorem("C6", "scores: mean 0, variances λᵢ, no correlation", [](Exact<Pca>& t) {
          const auto out = t.f(t.in);
          const Matrix gram = multiply(transpose(out.scores), out.scores);
          const Interval size = size_of(t.in.x), n1 = Interval(t.in.x.shape[0] - 1);
          for (std::int64_t i = 0; i < t.in.k; ++i) {
            Interval sum = 0;
            for (std::int64_t l = 0; l < t.in.x.shape[0]; ++l) sum += out.scores(l, i);
            t.equal_within(sum, 0, frobenius_norm(t.in.x), "the mean score");
            for (std::int64_t j = 0; j < t.in.k; ++j) t.equal_within(gram(i, j), i == j ? n1 * out.explained_variance[i] : Interval(0), size, "SᵀS");
          }
        })
        .theorem("C7", "reconstruction_error = ‖X − 1μᵀ − SV‖_F²/(n − 1)", [](Exact<Pca>& t) {
          const auto out = t.f(t.in);
          Matrix rest = centred(t.in.x, out.mean);
          const Matrix rebuilt = multiply(out.scores, out.components);
          for (std::size_t i = 0; i < rest.size(); ++i) rest[i] -= rebuilt[i];
          t.equal_within((t.in.x.shape[0] - 1) * out.reconstruction_error, square(frobenius_norm(rest)), size_of(t.in.x), "‖X − 1μᵀ − SV‖_F²");
        })
        .theorem("C8", "a constant moves the mean alone", [](Exact<Pca>& t) {
          auto moved = t.in;
          for (std::int64_t i = 0; i < moved.x.shape[0]; ++i)
            for (std::int64_t j = 0; j < moved.x.shape[1]; ++j) moved.x(i, j) += Interval(2 * j - 3) / 2;
          const auto out = t.f(t.in), other = t.f(moved);
          const Interval size = size_of(moved.x) + size_of(t.in.x);
          for (std::int64_t j = 0; j < t.in.x.shape[1]; ++j) t.equal_within(other.mean[j], out.mean[j] + Interval(2 * j - 3) / 2, sqrt(size), "the mean");
          for (std::int64_t i = 0; i < t.in.k; ++i) t.equal_within(other.explained_variance[i], out.explained_variance[i], size, "λᵢ");
          const Matrix projector = multiply(transpose(out.components), out.components), same = multiply(transpose(other.components), other.components);
          for (std::size_t i = 0; i < projector.size(); ++i) t.equal_within(same[i], projector[i], 1, "the projector on the components");
        })
        .requirement("C5", "λ₁ ≥ … ≥ λ_k", [](Trial<Pca>& t) {
          for (std::int64_t i = 1; i < t.in.k; ++i) t.holds(t.out.explained_variance[i] <= t.out.explained_variance[i - 1], "λᵢ₊₁ ≤ λᵢ");
        })
        .requirement("C9", "mean: at most n(u·Σᵢ|x_ij|/n + η) off", [](Trial<Pca>& t) {
          for (std::int64_t j = 0; j < t.in.x.shape[1]; ++j) {
            Interval sum = 0;
            for (std::int64_t i = 0; i < t.in.x.shape[0]; ++i) sum += abs(t.in.x(i, j));
            t.at_most(abs(t.out.mean[j] - t.truth.mean[j]), t.u * sum + t.in.x.shape[0] * t.eta, "the mean's error");
          }
        })
        .requirement("C11", "λ̂ᵢ at most b/(n − 1) + cη off", [](Trial<Pca>& t) {
          const Bounds bound = bounds(t);
          const Interval allowed = bound.b / (t.in.x.shape[0] - 1) + bound.c * t.eta;
          for (std::int64_t i = 0; i < t.in.k; ++i) t.at_most(abs(t.out.explained_variance[i] - t.truth.explained_variance[i]), allowed, "|λ̂ᵢ − λᵢ|");
          t.at_most(abs(t.out.reconstruction_error - t.truth.reconstruction_error), (t.sizes.at("d") + 1) * allowed, "the reconstruction error's error");
        })
        .requirement("C10", "‖VVᵀ − I‖_F ≤ c√k·u, ‖(n − 1)(Cvᵢ − λ̂ᵢvᵢ)‖₂ ≤ 2b + (n − 1)cη", [](Trial<Pca>& t) {
          const Bounds bound = bounds(t);
          const Matrix v = transpose(t.out.components), sv = multiply(scatter(t.in.x), v);
          const Interval n1 = Interval(t.in.x.shape[0] - 1);
          t.at_most(frobenius_norm(gram_error(v)), bound.c * sqrt(Interval(t.in.k)) * t.u, "‖VVᵀ − I‖_F");
          for (std::int64_t i = 0; i < t.in.k; ++i) {
            Matrix rest({v.shape[0]});
            for (std::int64_t j = 0; j < v.shape[0]; ++j) rest[j] = sv(j, i) - n1 * t.out.explained_variance[i] * v(j, i);
            t.at_most(frobenius_norm(rest), 2 * bound.b + n1 * bound.c * t.eta, "‖(n − 1)(Cvᵢ − λ̂ᵢvᵢ)‖₂");
          }
        })
        .requirement("C12", "‖S − (X − 1μᵀ)Vᵀ‖_F ≤ √k·ρ", [](Trial<Pca>& t) {
          Matrix rest = multiply(centred(t.in.x), transpose(t.out.components));
          for (std::size_t i = 0; i < rest.size(); ++i) rest[i] -= t.out.scores[i];
          t.at_most(frobenius_norm(rest), sqrt(Interval(t.in.k)) * bounds(t).rho, "‖S − (X − 1μᵀ)Vᵀ‖_F");
        });

const FreeInSign<Pca> signs("C8", {"components", "scores"});

}  // namespace
}  // namespace etalon::verify
