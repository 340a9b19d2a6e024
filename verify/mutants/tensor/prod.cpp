#include "reference/contract/tensor/prod.hpp"

#include <algorithm>
#include <cmath>

#include "verify/mutants/tensor/reduction.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Prod;
using contract::tensor::ProdVjp;

const auto registered =
    mutants<Prod>()
        .add("over_the_last_axis", "the last axis, whatever is asked for", []<class T>(const Prod::In<T>& in)  -> Result<Prod::Out<T>> {
          const auto wrong = Wings<Prod>::fast(over_the_last_axis(in));
          auto out = Wings<Prod>::fast(in);
          if (!wrong || !out) return out;
          for (std::size_t i = 0; i < out->y.size() && i < wrong->y.size(); ++i) out->y[i] = wrong->y[i];
          return out;
        })
        .spoils("by_logarithms", "exp Σ log|x|, which loses digits and signs", [](auto& out, const auto& in) { spoil_lanes(out, in, [](auto& y, const auto& x) { std::decay_t<decltype(y)> s = 0; for (const auto e : x) s += std::log(std::fabs(e)); y = std::exp(s); }); })
        .spoils("skips_the_last", "a loop that stops one short", [](auto& out, const auto& in) { spoil_lanes(out, in, [](auto& y, const auto& x) { if (x.size() > 1) { y = 1; for (std::size_t k = 0; k + 1 < x.size(); ++k) y *= x[k]; } }); })
        .spoils("sum", "Σx", [](auto& out, const auto& in) { spoil_lanes(out, in, [](auto& y, const auto& x) { y = 0; for (const auto e : x) y += e; }); });

const auto registered_vjp =
    mutants<ProdVjp>()
        .spoils("quotient", "ȳ·y/x: NaN where x is 0", [](auto& out, const auto& in) { spoil_gradient(out, in, [](auto& g, auto x, auto c, const auto& lane) { (void)x, (void)c, (void)lane; std::decay_t<decltype(g)> y = 1; for (const auto e : lane) y *= e; g = c * y / x; }); })
        .spoils("whole", "ȳ·y", [](auto& out, const auto& in) { spoil_gradient(out, in, [](auto& g, auto x, auto c, const auto& lane) { (void)x, (void)c, (void)lane; std::decay_t<decltype(g)> y = 1; for (const auto e : lane) y *= e; g = c * y; }); })
        .spoils("zero_safe", "0 wherever the product is 0", [](auto& out, const auto& in) { spoil_gradient(out, in, [](auto& g, auto x, auto c, const auto& lane) { (void)x, (void)c, (void)lane; for (const auto e : lane) if (e == 0) g = 0; }); });

}  // namespace
}  // namespace etalon::verify
