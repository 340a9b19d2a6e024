#include "reference/contract/nn/tanh.hpp"

#include <algorithm>
#include <cmath>

#include "verify/mutants/nn/entrywise.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Tanh;
using contract::nn::TanhVjp;

const auto registered =
    mutants<Tanh>()
        .add("as_written", "(exp x − exp −x)/(exp x + exp −x): ∞/∞, and no digits of a small x",
             []<class T>(const Tanh::In<T>& in) { return entrywise<Tanh>(in.x, [&](T x) { const T a = std::exp(x), b = std::exp(-x); return (a - b) / (a + b); }); })
        .add("by_sigmoid", "2σ(2x) − 1 loses the digits of a small x",
             []<class T>(const Tanh::In<T>& in) { return entrywise<Tanh>(in.x, [&](T x) { return 2 / (1 + std::exp(-2 * x)) - 1; }); })
        .add("cut_off", "±1 from |x| = 5",
             []<class T>(const Tanh::In<T>& in) { return entrywise<Tanh>(in.x, [&](T x) { return std::fabs(x) > 5 ? std::copysign(T(1), x) : std::tanh(x); }); });

const auto registered_vjp =
    mutants<TanhVjp>()
        .add("complement", "1 − tanh²x loses the digits of 1/cosh²x",
             []<class T>(const TanhVjp::In<T>& in) { return weighted<TanhVjp>(in.x, in.cotangent.y, [&](T x) { const T y = std::tanh(x); return 1 - y * y; }); })
        .add("not_squared", "1/cosh x",
             []<class T>(const TanhVjp::In<T>& in) { return weighted<TanhVjp>(in.x, in.cotangent.y, [&](T x) { return 1 / std::cosh(x); }); })
        .add("of_the_output", "1 − x²: the input taken for the output",
             []<class T>(const TanhVjp::In<T>& in) { return weighted<TanhVjp>(in.x, in.cotangent.y, [&](T x) { return 1 - x * x; }); });

}  // namespace
}  // namespace etalon::verify
