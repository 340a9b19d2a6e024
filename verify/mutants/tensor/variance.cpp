#include "reference/contract/tensor/variance.hpp"

#include <algorithm>
#include <cmath>

#include "verify/mutants/tensor/reduction.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Variance;
using contract::tensor::VarianceVjp;

const auto registered =
    mutants<Variance>()
        .add("over_the_last_axis", "the last axis, whatever is asked for", []<class T>(const Variance::In<T>& in)  -> Result<Variance::Out<T>> {
          const auto wrong = Wings<Variance>::fast(over_the_last_axis(in));
          auto out = Wings<Variance>::fast(in);
          if (!wrong || !out) return out;
          for (std::size_t i = 0; i < out->y.size() && i < wrong->y.size(); ++i) out->y[i] = wrong->y[i];
          return out;
        })
        .spoils("one_pass", "(Σx² − (Σx)²/n)/n: no digits beside a large mean", [](auto& out, const auto& in) { spoil_lanes(out, in, [&](auto& y, const auto& x) { std::decay_t<decltype(y)> s = 0, q = 0; const float n = static_cast<float>(x.size()); for (const auto e : x) s += e, q += e * e; y = (q - s * s / n) / (n - static_cast<float>(in.ddof)); }); })
        .spoils("ddof_ignored", "divided by n", [](auto& out, const auto& in) { spoil_lanes(out, in, [&](auto& y, const auto& x) { const float n = static_cast<float>(x.size()); y = y * ((n - static_cast<float>(in.ddof)) / n); }); })
        .spoils("deviation", "its root", [](auto& out, const auto& in) { spoil_lanes(out, in, [](auto& y, const auto& x) { (void)x; y = std::sqrt(y); }); })
        .spoils("mean_absolute", "Σ|x − μ|/n", [](auto& out, const auto& in) { spoil_lanes(out, in, [](auto& y, const auto& x) { std::decay_t<decltype(y)> s = 0; for (const auto e : x) s += e / static_cast<float>(x.size()); y = 0; for (const auto e : x) y += std::fabs(e - s) / static_cast<float>(x.size()); }); });

const auto registered_vjp =
    mutants<VarianceVjp>()
        .spoils("half", "ȳ(x − μ)/n: the 2 forgotten", [](auto& out, const auto& in) { spoil_gradient(out, in, [](auto& g, auto x, auto c, const auto& lane) { (void)x, (void)c, (void)lane; g /= 2; }); })
        .spoils("not_centred", "2ȳx/n", [](auto& out, const auto& in) { spoil_gradient(out, in, [](auto& g, auto x, auto c, const auto& lane) { (void)x, (void)c, (void)lane; g = c * 2 * x / static_cast<float>(lane.size()); }); })
        .spoils("of_the_deviation", "x̄ of its root", [](auto& out, const auto& in) { spoil_gradient(out, in, [](auto& g, auto x, auto c, const auto& lane) { (void)x, (void)c, (void)lane; g *= 3; }); });

}  // namespace
}  // namespace etalon::verify
