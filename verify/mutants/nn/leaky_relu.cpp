#include "reference/contract/nn/leaky_relu.hpp"

#include <algorithm>
#include <cmath>

#include "verify/mutants/nn/entrywise.hpp"

namespace etalon::verify {
namespace {

using contract::nn::LeakyRelu;
using contract::nn::LeakyReluVjp;

const auto registered =
    mutants<LeakyRelu>()
        .add("default_slope", "0.01 whatever α is",
             []<class T>(const LeakyRelu::In<T>& in) { return entrywise<LeakyRelu>(in.x, [&](T x) { return x > 0 ? x : T(0.01) * x; }); })
        .add("plain", "max(x, 0)",
             []<class T>(const LeakyRelu::In<T>& in) { return entrywise<LeakyRelu>(in.x, [&](T x) { return std::max(x, T(0)); }); })
        .add("maximum", "max(x, αx), which is the other branch where α > 1",
             []<class T>(const LeakyRelu::In<T>& in) { return entrywise<LeakyRelu>(in.x, [&](T x) { return std::max(x, in.slope * x); }); });

const auto registered_vjp =
    mutants<LeakyReluVjp>()
        .add("default_slope", "0.01 whatever α is",
             []<class T>(const LeakyReluVjp::In<T>& in) { return weighted<LeakyReluVjp>(in.x, in.cotangent.y, [&](T x) { return x > 0 ? T(1) : T(0.01); }); })
        .add("plain", "0 below 0",
             []<class T>(const LeakyReluVjp::In<T>& in) { return weighted<LeakyReluVjp>(in.x, in.cotangent.y, [&](T x) { return x > 0 ? T(1) : T(0); }); })
        .add("sign", "α where x > 0, 1 where x < 0",
             []<class T>(const LeakyReluVjp::In<T>& in) { return weighted<LeakyReluVjp>(in.x, in.cotangent.y, [&](T x) { return x > 0 ? in.slope : T(1); }); });

}  // namespace
}  // namespace etalon::verify
