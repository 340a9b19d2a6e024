#include "reference/contract/linalg/spectral_embedding.hpp"
#include "reference/contract/linalg/graph_laplacian.hpp"
#include "reference/linalg/spectral_embedding.hpp"
#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"
#include "verify/laws/linalg/graphs.hpp"
#include "verify/laws/linalg/symmetric.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::GraphLaplacian;
using contract::linalg::SpectralEmbedding;
using In = SpectralEmbedding::In<double>;
using Variant = SpectralEmbedding::Variant;

In any_k(Draw& draw, Tensor<double> w) {
  const auto k = draw.integer(0, w.shape[0]);
  return In{std::move(w), k};
}
In random(Draw& draw) { return any_k(draw, graphs::random(draw, {.most_vertices = 7, .lowest = -2, .highest = 1})); }

Matrix laplacian(const Matrix& w, Variant variant) {
  return Wings<GraphLaplacian>::reference(GraphLaplacian::In<Interval>{w}, variant == Variant::symmetric ? GraphLaplacian::Variant::symmetric : GraphLaplacian::Variant::unnormalized)->l;
}

/// r of clauses C8 and C9.
Interval radius(const Trial<SpectralEmbedding>& t) {
  const std::int64_t n = t.in.w.shape[0];
  Interval s = 2 * sqrt(Interval(n));
  if (t.variant == Variant::unnormalized) {
    Matrix d({n});
    for (std::int64_t i = 0; i < n; ++i)
      for (std::int64_t j = 0; j < n; ++j) d[i] += t.in.w(i, j);
    s = frobenius_norm(d) + frobenius_norm(t.in.w);
  }
  return *SpectralEmbedding::c.at(t.sizes) * (t.u * s + t.eta);
}

const auto registered =
    laws<SpectralEmbedding>()
        .inputs(core, "random graph", random)
        .inputs(core, "affinities of points", [](Draw& draw) { return any_k(draw, graphs::affinities(draw, 6)); })
        .inputs(core, "unweighted", [](Draw& draw) { return any_k(draw, map(graphs::random(draw, {.loops = false}), [](double x) { return x > 0 ? 1.0 : 0.0; })); })
        .inputs(core, "planted blocks", [](Draw& draw) { return any_k(draw, graphs::planted(draw).w); })
        .inputs(extreme, "weights of one size, near an end of the range", [](Draw& draw) {
          const int to = draw.coin() ? draw.format.max_exponent - 6 : draw.format.min_exponent + 4;
          return any_k(draw, map(graphs::random(draw, {.most_vertices = 6, .lowest = 0, .highest = 1}), [&](double x) { return std::ldexp(x, to); }));
        })
        .inputs(edge, "no edges, few vertices", [](Draw& draw) {
          const auto n = draw.extent(0, 3);
          return any_k(draw, Tensor<double>({n, n}));
        })
        .refuses("C2", "not symmetric", [](Draw& draw) { return any_k(draw, Tensor<double>({2, 2}, {0, draw.magnitude(-3, 0), 2, 0})); })
        .refuses("C3", "too many vectors", [](Draw& draw) {
          In in = random(draw);
          in.k = in.w.shape[0] + draw.integer(1, 3);
          return in;
        })
        .theorem("C4", "0 = λ₁ ≤ … as often as there are components", [](Exact<SpectralEmbedding>& t) {
          const std::int64_t n = t.in.w.shape[0];
          const auto lambda = t.f({t.in.w, n}).lambda;
          std::int64_t zeros = 0;
          for (std::int64_t i = 0; i < n; ++i) {
            zeros += lambda[i].is_zero();
            t.holds(lambda[i].is_zero() || lambda[i] > 0, "λ ≥ 0");
            if (i > 0) t.at_most(lambda[i - 1], lambda[i], "λᵢ ≤ λᵢ₊₁");
            if (t.variant == Variant::symmetric) t.at_most(lambda[i], 2, "λ ≤ 2");
          }
          t.holds(zeros == graphs::component_count(t.in.w), "0 is an eigenvalue for each component");
        })
        .theorem("C5", "Lvᵢ = λᵢvᵢ, VᵀV = I", [](Exact<SpectralEmbedding>& t) {
          const auto out = t.f(t.in);
          const Matrix l = laplacian(t.in.w, t.variant), lv = multiply(l, out.vectors);
          const Interval size = frobenius_norm(l);
          for (std::int64_t i = 0; i < lv.shape[0]; ++i)
            for (std::int64_t j = 0; j < lv.shape[1]; ++j) t.equal_within(lv(i, j), out.lambda[j] * out.vectors(i, j), size, "Lvᵢ");
          for (const Interval& x : orthogonality_error(out.vectors)) t.equal_within(x, 0, 1, "VᵀV − I");
        })
        .theorem("C6", "k components: rows equal inside, orthogonal between", [](Exact<SpectralEmbedding>& t) {
          const auto label = graphs::components(t.in.w);
          const Matrix rows = t.f({t.in.w, graphs::component_count(t.in.w)}).rows, gram = multiply(rows, transpose(rows));
          for (std::int64_t i = 0; i < gram.shape[0]; ++i)
            for (std::int64_t j = 0; j < gram.shape[0]; ++j) t.equal_within(gram(i, j), label[i] == label[j] ? 1 : 0, 1, "the product of two rows");
        })
        .theorem("C7", "renaming the vertices renames the rows", [](Exact<SpectralEmbedding>& t) {
          const std::int64_t n = t.in.w.shape[0];
          auto renamed = t.in;
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = 0; j < n; ++j) renamed.w(i, j) = t.in.w(n - 1 - i, n - 1 - j);
          const auto out = t.f(t.in), other = t.f(renamed);
          for (std::int64_t i = 0; i < t.in.k; ++i) t.equal_within(other.lambda[i], out.lambda[i], frobenius_norm(laplacian(t.in.w, t.variant)), "λᵢ");
          // The projector is free of the gauge, unless k cuts through a multiple eigenvalue.
          const auto all = t.f({t.in.w, n}).lambda;
          if (t.in.k < n && t.in.k > 0 && !(all[t.in.k - 1] < all[t.in.k]).certainly()) return;
          const Matrix p = multiply(out.vectors, transpose(out.vectors)), same = multiply(other.vectors, transpose(other.vectors));
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = 0; j < n; ++j) t.equal_within(same(i, j), p(n - 1 - i, n - 1 - j), 1, "VVᵀ of the renamed graph");
        })
        .requirement("C4", "λ₁ ≤ … ≤ λ_k", [](Trial<SpectralEmbedding>& t) { ascending(t, t.out.lambda); })
        .requirement("C8", "|λ̂ᵢ − λᵢ| ≤ c(u·s + η)", [](Trial<SpectralEmbedding>& t) {
          for (std::size_t i = 0; i < t.out.lambda.size(); ++i) t.at_most(abs(t.out.lambda[i] - t.truth.lambda[i]), radius(t), "|λ̂ᵢ − λᵢ|");
        })
        .requirement("C9", "‖LV̂ − V̂Λ̂‖_F ≤ c(u·s + η), ‖V̂ᵀV̂ − I‖_F ≤ c√k·u", [](Trial<SpectralEmbedding>& t) {
          const Interval c = *SpectralEmbedding::c.at(t.sizes);
          t.at_most(frobenius_norm(orthogonality_error(t.out.vectors)), c * sqrt(Interval(t.in.k)) * t.u, "‖V̂ᵀV̂ − I‖_F");
          Matrix rest = multiply(laplacian(t.in.w, t.variant), t.out.vectors);
          for (std::int64_t i = 0; i < rest.shape[0]; ++i)
            for (std::int64_t j = 0; j < rest.shape[1]; ++j) rest(i, j) -= t.out.vectors(i, j) * t.out.lambda[j];
          t.at_most(frobenius_norm(rest), radius(t), "‖LV̂ − V̂Λ̂‖_F");
        })
        .requirement("C10", "rows are v̂ᵢ/‖v̂ᵢ‖₂", [](Trial<SpectralEmbedding>& t) {
          // A norm of k squares errs by (k + 2)/2 roundings, its scaling by 2 more, the quotient by one.
          const Interval allowed = 2 * (t.in.k + 2) * t.u;
          for (std::int64_t i = 0; i < t.out.rows.shape[0]; ++i) {
            Interval squares = 0;
            for (std::int64_t j = 0; j < t.in.k; ++j) squares += square(t.out.vectors(i, j));
            if (squares.is_zero())
              for (std::int64_t j = 0; j < t.in.k; ++j) t.holds(t.out.rows(i, j).is_zero(), "a row of zeros stays");
            if ((squares >= t.eta / square(t.u)).certainly())
              for (std::int64_t j = 0; j < t.in.k; ++j)
                t.at_most(abs(t.out.rows(i, j) - t.out.vectors(i, j) / sqrt(squares)), allowed + t.eta, "a row's error");
            else if (!squares.is_zero()) t.says_nothing("the squares of a row underflow");
          }
        });

const FreeInSign<SpectralEmbedding> signs("C7", {"vectors", "rows"});

}  // namespace
}  // namespace etalon::verify
