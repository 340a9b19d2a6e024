#include "reference/contract/linalg/svdvals.hpp"
#include "reference/contract/linalg/layer_product_spectrum.hpp"
#include "reference/contract/linalg/svdvals.hpp"
#include "verify/algebra/matrix.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::linalg::LayerProductSpectrum;
using contract::linalg::Svdvals;
using In = LayerProductSpectrum::In<double>;

/// One more layer on top.
In with_another(Draw& draw, Tensor<double> first) {
  const auto rows = draw.extent(1, 6), inner = first.shape[0];
  Tensor<double> second = inner == 0 ? Tensor<double>({rows, 0}) : gen::any_spectrum(draw, rows, inner, {});
  return In{{std::move(first), std::move(second)}};
}

In chain(Draw& draw, std::int64_t most_layers, std::int64_t most_units, int lowest = -3, int highest = 1) {
  In in;
  auto columns = draw.extent(1, most_units);
  for (std::int64_t layers = draw.integer(1, most_layers); layers > 0; --layers) {
    const auto rows = draw.extent(1, most_units);
    in.weights.push_back(draw.reals({rows, columns}, lowest, highest));
    columns = rows;
  }
  return in;
}

In signed_permutations(Draw& draw) {
  const auto n = draw.extent(1, 5);
  In in;
  for (std::int64_t layers = draw.integer(1, 12); layers > 0; --layers) {
    Tensor<double> p({n, n});
    const auto shift = draw.integer(0, n - 1);
    const bool mirrored = draw.coin();
    for (std::int64_t i = 0; i < n; ++i) p(i, (mirrored ? n - 1 - i + shift : i + shift) % n) = draw.coin() ? 1 : -1;
    in.weights.push_back(p);
  }
  return in;
}

/// Layers of small integers, the first of which is orthogonal to the second: the product is 0, or of low rank.
In vanishing(Draw& draw) {
  const auto n = draw.extent(2, 5), r = draw.integer(0, n);
  Tensor<double> first({n, n}), second({n, n});
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) (i < r ? first : second)(i < r ? i : j, i < r ? j : i) = static_cast<double>(draw.integer(-5, 5));
  return In{{first, second, first}};
}

Interval product_of(const std::vector<Interval>& factors) {
  Interval product = 1;
  for (const Interval& x : factors) product *= x;
  return product;
}

Matrix spectrum_of(Matrix a) { return Wings<Svdvals>::reference(Svdvals::In<Interval>{std::move(a)})->sigma; }

const auto registered =
    laws<LayerProductSpectrum>()
        .matrices({.shape = gen::Matrices::any, .largest = 6, .blocks = false}, with_another)
        .inputs(core, "around the size of a block", [](Draw& draw) {
          return with_another(draw, gen::any_spectrum(draw, draw.extent(31, 33), draw.extent(1, 5), {}));
        })
        .inputs(core, "chain", [](Draw& draw) { return chain(draw, 4, 5); })
        .inputs(core, "deep", [](Draw& draw) { return chain(draw, 16, 3); })
        .inputs(core, "permutations with signs", signed_permutations)
        .inputs(core, "layers that cancel", vanishing)
        .inputs(extreme, "from one end of the range to the other", [](Draw& draw) {
          In in = chain(draw, 4, 4);
          for (std::size_t l = 0; l < in.weights.size(); ++l) {
            const int to = l % 2 == 0 ? draw.format.max_exponent - 8 : draw.format.min_exponent + 8;
            for (double& x : in.weights[l]) x = round_to(std::ldexp(x, to), draw.format);
          }
          return in;
        })
        .refuses("C2", "no chain", [](Draw& draw) {
          In in = chain(draw, 3, 4);
          const auto at = draw.integer(0, static_cast<std::int64_t>(in.weights.size()) - 1);
          const auto kind = draw.integer(0, 2);
          if (kind == 0) in.weights.clear();
          if (kind == 1) in.weights[at] = Tensor<double>(Dimensions{in.weights[at].shape[0]});
          if (kind == 2) in.weights.push_back(Tensor<double>({1, in.weights.back().shape[0] + 1}));
          return in;
        })
        .theorem("C3", "σ₁ ≥ … ≥ 0 and σ₁ ≤ Π‖W_l‖₂", [](Exact<LayerProductSpectrum>& t) {
          const auto sigma = t.f(t.in).sigma;
          if (sigma.size() == 0) return;
          Interval norms = 1;
          for (const Matrix& w : t.in.weights) {
            const Matrix own = spectrum_of(w);
            norms *= own.size() > 0 ? own[0] : Interval(0);
          }
          // Where the layers' first directions agree the two are equal, and no digits tell which is larger.
          if (!sigma[0].overlaps(norms)) t.at_most(sigma[0], norms, "σ₁ ≤ Π‖W_l‖₂");
          for (std::size_t i = 0; i < sigma.size(); ++i) t.at_most(i + 1 < sigma.size() ? sigma[i + 1] : Interval(0), sigma[i], "σᵢ₊₁ ≤ σᵢ");
        })
        .theorem("C4", "Π σᵢ = Π |det W_l|", [](Exact<LayerProductSpectrum>& t) {
          std::int64_t n = t.in.weights[0].shape[1];
          for (const Matrix& w : t.in.weights) n = std::min({n, w.shape[0], w.shape[1]});
          auto square_layers = t.in;
          Interval product = 1;
          for (Matrix& w : square_layers.weights) {
            w = block(w, n, n);
            product *= abs(determinant(w));
          }
          const auto sigma = t.f(square_layers).sigma;
          Interval size = 1;
          for (const Matrix& w : square_layers.weights) size *= pow(frobenius_norm(w), n);
          t.equal_within(product_of(sigma.data), product, size, "Π σᵢ");
        })
        .theorem("C5", "an orthogonal layer changes nothing", [](Exact<LayerProductSpectrum>& t) {
          auto turned = t.in;
          const auto n = t.in.weights[0].shape[1];
          Matrix q({n, n});  // a cyclic shift, every second sign changed, and a rotation of 3-4-5
          for (std::int64_t i = 0; i < n; ++i) q(i, (i + 1) % n) = i % 2 == 0 ? 1 : -1;
          turned.weights.insert(turned.weights.begin(), q);
          if (n >= 2) {
            Matrix r({n, n});
            for (std::int64_t i = 2; i < n; ++i) r(i, i) = 1;
            r(0, 0) = r(1, 1) = Interval(3) / 5;
            r(1, 0) = Interval(4) / 5;
            r(0, 1) = -r(1, 0);
            turned.weights.insert(turned.weights.begin(), r);
          }
          const auto sigma = t.f(t.in).sigma, same = t.f(turned).sigma;
          for (std::size_t i = 0; i < sigma.size(); ++i) t.equal_within(same[i], sigma[i], sigma[0], "σ with an orthogonal layer");
        })
        .theorem("C6", "αᴸ", [](Exact<LayerProductSpectrum>& t) {
          auto shrunk = t.in;
          for (Matrix& w : shrunk.weights)
            for (Interval& x : w) x *= Interval(-3) / 4;
          const auto sigma = t.f(t.in).sigma, smaller = t.f(shrunk).sigma;
          const Interval factor = pow(Interval(3) / 4, static_cast<std::int64_t>(t.in.weights.size()));
          for (std::size_t i = 0; i < sigma.size(); ++i) t.equal_within(smaller[i], factor * sigma[i], sigma[0], "σ with a factor in every layer");
        })
        .theorem("C7", "transposed, and a single layer", [](Exact<LayerProductSpectrum>& t) {
          auto transposed = t.in;
          transposed.weights.clear();
          for (const Matrix& w : t.in.weights) transposed.weights.insert(transposed.weights.begin(), transpose(w));
          const auto sigma = t.f(t.in).sigma, same = t.f(transposed).sigma;
          for (std::size_t i = 0; i < sigma.size(); ++i) t.equal_within(same[i], sigma[i], sigma[0], "σ of the transposed chain");
          const auto alone = t.f({{t.in.weights[0]}}).sigma, own = spectrum_of(t.in.weights[0]);
          for (std::size_t i = 0; i < own.size(); ++i) t.equal_within(alone[i], own[i], own[0], "σ of a single layer");
        })
        .requirement("C3", "σ₁ ≥ … ≥ σ_k ≥ 0", [](Trial<LayerProductSpectrum>& t) {
          const auto& sigma = t.out.sigma;
          for (std::size_t i = 0; i < sigma.size(); ++i) t.holds(sigma[i] >= (i + 1 < sigma.size() ? sigma[i + 1] : Interval(0)), "σᵢ ≥ σᵢ₊₁ ≥ 0");
        })
        .requirement("C8", "|σ̂ᵢ − σᵢ| ≤ c(u/(1 − cu)·Π‖W_l‖_F + N·η·Π max(1, ‖W_l‖_F))", [](Trial<LayerProductSpectrum>& t) {
          const Interval c = t.sizes.at("inner") + 2 * t.sizes.at("m") * t.sizes.at("n") + 18 * t.sizes.at("k");
          if (!(c * t.u < 1).certainly()) return t.says_nothing("c·u ≥ 1");
          Interval norms = 1, raised = 1;
          std::int64_t largest = 1;
          for (const Matrix& w : t.in.weights) {
            const Interval norm = frobenius_norm(w);
            norms *= norm;
            raised *= max(norm, 1);
            largest = std::max({largest, w.shape[0], w.shape[1]});
          }
          const Interval allowed = c * (t.u / (1 - c * t.u) * norms + largest * t.eta * raised);
          for (std::size_t i = 0; i < t.out.sigma.size(); ++i) t.at_most(abs(t.out.sigma[i] - t.truth.sigma[i]), allowed, "|σ̂ᵢ − σᵢ|");
        });

}  // namespace
}  // namespace etalon::verify
