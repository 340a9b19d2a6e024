#include "reference/contract/nn/softsign.hpp"

#include <algorithm>
#include <cmath>

#include "verify/mutants/nn/entrywise.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Softsign;
using contract::nn::SoftsignVjp;

const auto registered =
    mutants<Softsign>()
        .add("squared", "x/√(1 + x²)",
             []<class T>(const Softsign::In<T>& in) { return entrywise<Softsign>(in.x, [&](T x) { return x / std::sqrt(1 + x * x); }); })
        .add("sign_lost", "|x|/(1 + |x|)",
             []<class T>(const Softsign::In<T>& in) { return entrywise<Softsign>(in.x, [&](T x) { return std::fabs(x) / (1 + std::fabs(x)); }); })
        .add("no_absolute_value", "x/(1 + x)",
             []<class T>(const Softsign::In<T>& in) { return entrywise<Softsign>(in.x, [&](T x) { return x / (1 + x); }); });

const auto registered_vjp =
    mutants<SoftsignVjp>()
        .add("not_squared", "1/(1 + |x|)",
             []<class T>(const SoftsignVjp::In<T>& in) { return weighted<SoftsignVjp>(in.x, in.cotangent.y, [&](T x) { return 1 / (1 + std::fabs(x)); }); })
        .add("of_the_square", "1/(1 + x²)",
             []<class T>(const SoftsignVjp::In<T>& in) { return weighted<SoftsignVjp>(in.x, in.cotangent.y, [&](T x) { return 1 / (1 + x * x); }); })
        .add("complement", "(1 − |y|)² loses the digits of a large x",
             []<class T>(const SoftsignVjp::In<T>& in) { return weighted<SoftsignVjp>(in.x, in.cotangent.y, [&](T x) { const T y = 1 - std::fabs(x / (1 + std::fabs(x))); return y * y; }); });

}  // namespace
}  // namespace etalon::verify
