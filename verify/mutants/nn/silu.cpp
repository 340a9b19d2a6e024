#include "reference/contract/nn/silu.hpp"

#include <algorithm>
#include <cmath>

#include "verify/mutants/nn/entrywise.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Silu;
using contract::nn::SiluVjp;

const auto registered =
    mutants<Silu>()
        .add("as_written", "x·e/(1 + e) with e = exp x overflows to NaN",
             []<class T>(const Silu::In<T>& in) { return entrywise<Silu>(in.x, [&](T x) { const T e = std::exp(x); return x * e / (1 + e); }); })
        .add("gelu", "x·σ(1.702x): the approximation of GELU",
             []<class T>(const Silu::In<T>& in) { return entrywise<Silu>(in.x, [&](T x) { return x / (1 + std::exp(T(-1.702) * x)); }); })
        .add("sigmoid", "σ(x), without x",
             []<class T>(const Silu::In<T>& in) { return entrywise<Silu>(in.x, [&](T x) { return 1 / (1 + std::exp(-x)); }); });

const auto registered_vjp =
    mutants<SiluVjp>()
        .add("sigmoid", "σ(x): the product rule forgotten",
             []<class T>(const SiluVjp::In<T>& in) { return weighted<SiluVjp>(in.x, in.cotangent.y, [&](T x) { return 1 / (1 + std::exp(-x)); }); })
        .add("of_the_output", "σ(1 + x(1 − σ)) with σ of the output",
             []<class T>(const SiluVjp::In<T>& in) { return weighted<SiluVjp>(in.x, in.cotangent.y, [&](T x) { const T y = x / (1 + std::exp(-x)), s = 1 / (1 + std::exp(-y)); return s * (1 + x * (1 - s)); }); })
        .add("minus", "σ(1 − xσ(−x))",
             []<class T>(const SiluVjp::In<T>& in) { return weighted<SiluVjp>(in.x, in.cotangent.y, [&](T x) { const T s = 1 / (1 + std::exp(-x)), n = 1 / (1 + std::exp(x)); return s * (1 - x * n); }); });

}  // namespace
}  // namespace etalon::verify
