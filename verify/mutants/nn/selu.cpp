#include "reference/contract/nn/selu.hpp"

#include <algorithm>
#include <cmath>

#include "verify/mutants/nn/entrywise.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Selu;
using contract::nn::SeluVjp;

const auto registered =
    mutants<Selu>()
        .add("constants_of_six_digits", "λ = 1.050701, α = 1.673263",
             []<class T>(const Selu::In<T>& in) { return entrywise<Selu>(in.x, [&](T x) { return T(1.050701) * (x > 0 ? x : T(1.673263) * std::expm1(x)); }); })
        .add("lambda_forgotten", "the exponential linear unit of α, unscaled",
             []<class T>(const Selu::In<T>& in) { return entrywise<Selu>(in.x, [&](T x) { return x > 0 ? x : T(1.6732632423543772) * std::expm1(x); }); })
        .add("exp_less_one", "exp x − 1 loses the digits of a small x",
             []<class T>(const Selu::In<T>& in) { return entrywise<Selu>(in.x, [&](T x) { return T(1.0507009873554805) * (x > 0 ? x : T(1.6732632423543772) * (std::exp(x) - 1)); }); });

const auto registered_vjp =
    mutants<SeluVjp>()
        .add("constants_of_six_digits", "λ = 1.050701, α = 1.673263",
             []<class T>(const SeluVjp::In<T>& in) { return weighted<SeluVjp>(in.x, in.cotangent.y, [&](T x) { return T(1.050701) * (x > 0 ? T(1) : T(1.673263) * std::exp(x)); }); })
        .add("alpha_forgotten", "λ·exp x below 0",
             []<class T>(const SeluVjp::In<T>& in) { return weighted<SeluVjp>(in.x, in.cotangent.y, [&](T x) { return T(1.0507009873554805) * (x > 0 ? T(1) : std::exp(x)); }); })
        .add("by_the_output", "y + λα loses the digits of a large −x",
             []<class T>(const SeluVjp::In<T>& in) { return weighted<SeluVjp>(in.x, in.cotangent.y, [&](T x) { return x > 0 ? T(1.0507009873554805) : T(1.7580993408473766) * std::expm1(x) + T(1.7580993408473766); }); });

}  // namespace
}  // namespace etalon::verify
