#include "reference/contract/tensor/norm1.hpp"

#include <algorithm>
#include <cmath>

#include "verify/mutants/tensor/reduction.hpp"

namespace etalon::verify {
namespace {

using contract::tensor::Norm1;
using contract::tensor::Norm1Vjp;

const auto registered =
    mutants<Norm1>()
        .add("over_the_last_axis", "the last axis, whatever is asked for", []<class T>(const Norm1::In<T>& in)  -> Result<Norm1::Out<T>> {
          const auto wrong = Wings<Norm1>::fast(over_the_last_axis(in));
          auto out = Wings<Norm1>::fast(in);
          if (!wrong || !out) return out;
          for (std::size_t i = 0; i < out->y.size() && i < wrong->y.size(); ++i) out->y[i] = wrong->y[i];
          return out;
        })
        .spoils("signed", "Σx", [](auto& out, const auto& in) { spoil_lanes(out, in, [](auto& y, const auto& x) { y = 0; for (const auto e : x) y += e; }); })
        .spoils("mean", "divided by n", [](auto& out, const auto& in) { spoil_lanes(out, in, [](auto& y, const auto& x) { y /= static_cast<float>(std::max<std::size_t>(x.size(), 1)); }); })
        .spoils("norm2", "√Σx²", [](auto& out, const auto& in) { spoil_lanes(out, in, [](auto& y, const auto& x) { y = 0; for (const auto e : x) y = std::hypot(y, e); }); });

const auto registered_vjp =
    mutants<Norm1Vjp>()
        .spoils("always_positive", "ȳ: the sign forgotten", [](auto& out, const auto& in) { spoil_gradient(out, in, [](auto& g, auto x, auto c, const auto& lane) { (void)x, (void)c, (void)lane; g = c; }); })
        .spoils("normalised", "ȳ·x", [](auto& out, const auto& in) { spoil_gradient(out, in, [](auto& g, auto x, auto c, const auto& lane) { (void)x, (void)c, (void)lane; g = c * x; }); })
        .spoils("divided", "ȳ·sgn x/n", [](auto& out, const auto& in) { spoil_gradient(out, in, [](auto& g, auto x, auto c, const auto& lane) { (void)x, (void)c, (void)lane; g /= static_cast<float>(lane.size()); }); });

}  // namespace
}  // namespace etalon::verify
