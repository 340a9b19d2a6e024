#include "reference/contract/vae/gaussian_log_likelihood.hpp"

#include "verify/laws/vae/spreads.hpp"

namespace etalon::verify {
namespace {

using contract::vae::GaussianLogLikelihood;
using contract::vae::GaussianLogLikelihoodVjp;
using In = GaussianLogLikelihood::In<double>;
using Variant = GaussianLogLikelihood::Variant;

In pixels(Draw& draw, bool with_spread, int lowest = -4, int highest = 3) {
  const Dimensions s{draw.extent(1, 3), draw.extent(1, 4)};
  return {draw.reals(s, lowest, highest), draw.reals(s, lowest, highest), with_spread ? deviations(draw, s, lowest, std::min(highest, 2)) : Tensor<double>({}, {draw.coin() ? 1.0 : draw.uniform(0.125, 4)})};
}
Matrix row_sums(const Matrix& x, Interval (*f)(const Interval&)) {
  Matrix sums({x.shape[0]});
  for (std::size_t i = 0; i < x.size(); ++i) sums[i / x.shape[1]] += f(x[i]);
  return sums;
}
/// Spreads that fit every convention, from those that are given.
GaussianLogLikelihood::In<Interval> with_variance(const GaussianLogLikelihood::In<Interval>& given) {
  auto in = given;
  in.spread = map(in.x, [](const Interval& x) { return Interval((1 + square(x)) / (3 + square(x))); });
  return in;
}
GaussianLogLikelihood::In<Interval> with_spread(const GaussianLogLikelihood::In<Interval>& given, Matrix spread) {
  auto in = given;
  in.spread = std::move(spread);
  return in;
}

const auto registered =
    laws<GaussianLogLikelihood>()
        .inputs(core, "of one variance", [](Draw& draw) { return pixels(draw, false); })
        .inputs(core, "with a spread", [](Draw& draw) { return pixels(draw, true); })
        .inputs(core, "log variances of either sign", [](Draw& draw) {
          In in = pixels(draw, true);
          in.spread = any_spreads(draw, in.x.shape);
          return in;
        })
        .inputs(core, "near the mean", [](Draw& draw) {
          In in = pixels(draw, draw.coin());
          in.mean = near(draw, in.x);
          return in;
        })
        .inputs(extreme, "wide", [](Draw& draw) {
          const int far = draw.format.max_exponent / 4;
          In in = pixels(draw, true, -far, far);
          return in;
        })
        .refuses("C2", "a spread of another shape", [](Draw& draw) {
          In in = pixels(draw, false);
          in.spread = draw.one_of<Tensor<double>>({Tensor<double>({1}, {1}), Tensor<double>({0}), Tensor<double>({in.x.shape[0], in.x.shape[1] + 1})});
          return in;
        })
        .refuses("C4", "a variance of 0, or negative", [](Draw& draw) {
          In in = pixels(draw, true);
          in.spread[0] = draw.one_of({0.0, -1.0});
          return in;
        })
        .theorem("C5", "x and m change places; largest at m = x", [](Exact<GaussianLogLikelihood>& t) {
          const Matrix y = t.f(t.in).log_likelihood;
          t.equal(t.f({t.in.mean, t.in.x, t.in.spread}).log_likelihood, y, "log N(m; x, σ²)");
          const Matrix top = t.f({t.in.x, t.in.x, t.in.spread}).log_likelihood;
          for (std::size_t i = 0; i < y.size(); ++i) t.holds(!(y[i] > top[i]).certainly(), "log N(x; m, σ²) ≤ log N(x; x, σ²)");
        })
        .theorem("C6", "the conventions agree", [](Exact<GaussianLogLikelihood>& t) {
          const auto in = with_variance(t.in);
          const Matrix y = t.f(in, Variant::variance).log_likelihood;
          const Matrix logs = t.f(with_spread(in, map(in.spread, [](const Interval& s) { return Interval(log(s)); })), Variant::log_variance).log_likelihood;
          const Matrix ones = map(in.x, [](const Interval&) { return Interval(1); });
          const Matrix size = row_sums(in.x, [](const Interval& x) { return Interval(4 + abs(x)); });
          for (std::size_t i = 0; i < y.size(); ++i) t.equal_within(logs[i], y[i], size[i] + abs(y[i]), "of log σ²");
          const Matrix unit = t.f(with_spread(in, Matrix(Dimensions{}, {Interval(1)})), Variant::variance).log_likelihood, one = t.f(with_spread(in, ones), Variant::variance).log_likelihood;
          for (std::size_t i = 0; i < y.size(); ++i) t.equal_within(one[i], unit[i], size[i] + abs(unit[i]), "of a scalar");
        })
        .theorem("C6", "largest at σ² = (x − m)²", [](Exact<GaussianLogLikelihood>& t) {
          Matrix best = t.in.x;
          for (std::size_t i = 0; i < best.size(); ++i) {
            best[i] = square(t.in.x[i] - t.in.mean[i]);
            if (!(best[i] > 0).certainly()) return;
          }
          const Matrix top = t.f(with_spread(t.in, best), Variant::variance).log_likelihood;
          for (const auto& factor : {Interval(3) / 4, Interval(5) / 4}) {
            const Matrix y = t.f(with_spread(t.in, map(best, [&](const Interval& s) { return Interval(s * factor); })), Variant::variance).log_likelihood;
            for (std::size_t i = 0; i < y.size(); ++i) t.holds(!(y[i] > top[i]).certainly(), "of another variance");
          }
        });

const auto registered_vjp =
    laws<GaussianLogLikelihoodVjp>()
        .theorem("C7", "0 at m = x, and to the spread where σ² = (x − m)²", [](Exact<GaussianLogLikelihoodVjp>& t) {
          auto in = t.in;
          in.mean = in.x;
          for (const Interval& g : t.f(in).grad_mean) t.equal_within(g, 0, 1, "to m at m = x");
          in = t.in;
          in.spread = in.x;
          for (std::size_t i = 0; i < in.x.size(); ++i) in.mean[i] = in.x[i] - Interval(3) / 2, in.spread[i] = Interval(9) / 4;
          for (const Interval& g : t.f(in, Variant::variance).grad_spread) t.equal_within(g, 0, 1, "to σ² = (x − m)²");
        });

}  // namespace
}  // namespace etalon::verify
