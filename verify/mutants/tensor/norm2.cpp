#include "reference/contract/tensor/norm2.hpp"

#include <algorithm>
#include <cmath>

#include "verify/mutants/tensor/reduction.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Norm2;
using contract::tensor::Norm2Vjp;

const auto registered =
    mutants<Norm2>()
        .add("over_the_last_axis", "the last axis, whatever is asked for", []<class T>(const Norm2::In<T>& in)  -> Result<Norm2::Out<T>> {
          const auto wrong = Wings<Norm2>::fast(over_the_last_axis(in));
          auto out = Wings<Norm2>::fast(in);
          if (!wrong || !out) return out;
          for (std::size_t i = 0; i < out->y.size() && i < wrong->y.size(); ++i) out->y[i] = wrong->y[i];
          return out;
        })
        .spoils("as_written", "√Σx²: squares overflow and underflow", [](auto& out, const auto& in) { spoil_lanes(out, in, [](auto& y, const auto& x) { y = 0; for (const auto e : x) y += e * e; y = std::sqrt(y); }); })
        .spoils("squared", "Σx²", [](auto& out, const auto& in) { spoil_lanes(out, in, [](auto& y, const auto& x) { (void)x; y *= y; }); })
        .spoils("epsilon", "√(Σx² + 1e-6)", [](auto& out, const auto& in) { spoil_lanes(out, in, [](auto& y, const auto& x) { (void)x; y = std::sqrt(y * y + 1e-6f); }); });

const auto registered_vjp =
    mutants<Norm2Vjp>()
        .spoils("not_normalised", "ȳ·x", [](auto& out, const auto& in) { spoil_gradient(out, in, [](auto& g, auto x, auto c, const auto& lane) { (void)x, (void)c, (void)lane; g = c * x; }); })
        .spoils("squared", "ȳ·x/‖x‖²", [](auto& out, const auto& in) { spoil_gradient(out, in, [](auto& g, auto x, auto c, const auto& lane) { (void)x, (void)c, (void)lane; std::decay_t<decltype(g)> n = 0; for (const auto e : lane) n = std::hypot(n, e); g /= n; }); })
        .spoils("sign_of_x", "ȳ·sgn x/√n", [](auto& out, const auto& in) { spoil_gradient(out, in, [](auto& g, auto x, auto c, const auto& lane) { (void)x, (void)c, (void)lane; g = c * (x > 0 ? 1 : -1) / std::sqrt(static_cast<float>(lane.size())); }); });

}  // namespace
}  // namespace etalon::verify
