#include "reference/contract/tensor/sum.hpp"

#include <algorithm>
#include <cmath>

#include "verify/mutants/tensor/reduction.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Sum;
using contract::tensor::SumVjp;

const auto registered =
    mutants<Sum>()
        .add("over_the_last_axis", "the last axis, whatever is asked for", []<class T>(const Sum::In<T>& in)  -> Result<Sum::Out<T>> {
          const auto wrong = Wings<Sum>::fast(over_the_last_axis(in));
          auto out = Wings<Sum>::fast(in);
          if (!wrong || !out) return out;
          for (std::size_t i = 0; i < out->y.size() && i < wrong->y.size(); ++i) out->y[i] = wrong->y[i];
          return out;
        })
        .spoils("skips_the_last", "a loop that stops one short", [](auto& out, const auto& in) { spoil_lanes(out, in, [](auto& y, const auto& x) { if (x.size() > 1) y -= x.back(); }); })
        .spoils("in_half", "a sum kept in 11 bits", [](auto& out, const auto& in) { spoil_lanes(out, in, [](auto& y, const auto& x) { y = 0; for (const auto e : x) y = in_half(y + e); }); })
        .spoils("of_absolute_values", "Σ|x|", [](auto& out, const auto& in) { spoil_lanes(out, in, [](auto& y, const auto& x) { y = 0; for (const auto e : x) y += std::fabs(e); }); });

const auto registered_vjp =
    mutants<SumVjp>()
        .spoils("divided", "ȳ/n: the mean's", [](auto& out, const auto& in) { spoil_gradient(out, in, [](auto& g, auto x, auto c, const auto& lane) { (void)x, (void)c, (void)lane; g /= static_cast<float>(lane.size()); }); })
        .spoils("times_x", "ȳ·x", [](auto& out, const auto& in) { spoil_gradient(out, in, [](auto& g, auto x, auto c, const auto& lane) { (void)x, (void)c, (void)lane; g = c * x; }); })
        .spoils("first_only", "the first entry alone", [](auto& out, const auto& in) { spoil_gradient(out, in, [](auto& g, auto x, auto c, const auto& lane) { (void)x, (void)c, (void)lane; if (x != lane.front()) g = 0; }); });

}  // namespace
}  // namespace etalon::verify
