#include "reference/contract/nn/sigmoid.hpp"

#include <algorithm>
#include <cmath>

#include "verify/mutants/nn/entrywise.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Sigmoid;
using contract::nn::SigmoidVjp;

const auto registered =
    mutants<Sigmoid>()
        .add("of_the_negative", "e/(1 + e) with e = exp x overflows to NaN for a large x",
             []<class T>(const Sigmoid::In<T>& in) { return entrywise<Sigmoid>(in.x, [&](T x) { const T e = std::exp(x); return e / (1 + e); }); })
        .add("complement", "1 − 1/(1 + exp x) loses the digits of a negative x",
             []<class T>(const Sigmoid::In<T>& in) { return entrywise<Sigmoid>(in.x, [&](T x) { return 1 - 1 / (1 + std::exp(x)); }); })
        .add("clamped", "clamped to [1e-7, 1 − 1e-7] as for a logarithm",
             []<class T>(const Sigmoid::In<T>& in) { return entrywise<Sigmoid>(in.x, [&](T x) { return std::min(std::max(1 / (1 + std::exp(-x)), T(1e-7)), 1 - T(1e-7)); }); });

const auto registered_vjp =
    mutants<SigmoidVjp>()
        .add("complement", "σ(1 − σ) loses the digits of σ(−x) for a large x",
             []<class T>(const SigmoidVjp::In<T>& in) { return weighted<SigmoidVjp>(in.x, in.cotangent.y, [&](T x) { const T s = 1 / (1 + std::exp(-x)); return s * (1 - s); }); })
        .add("of_the_output", "x(1 − x): the input taken for the output",
             []<class T>(const SigmoidVjp::In<T>& in) { return weighted<SigmoidVjp>(in.x, in.cotangent.y, [&](T x) { return x * (1 - x); }); })
        .add("half", "σ(x), without the other factor",
             []<class T>(const SigmoidVjp::In<T>& in) { return weighted<SigmoidVjp>(in.x, in.cotangent.y, [&](T x) { return 1 / (1 + std::exp(-x)); }); });

}  // namespace
}  // namespace etalon::verify
