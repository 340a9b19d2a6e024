#include "reference/contract/nn/hard_tanh.hpp"

#include <algorithm>
#include <cmath>

#include "verify/mutants/nn/entrywise.hpp"

namespace etalon::verify {
namespace {

using contract::nn::HardTanh;
using contract::nn::HardTanhVjp;

const auto registered =
    mutants<HardTanh>()
        .add("default_bounds", "−1 and 1 whatever the bounds are",
             []<class T>(const HardTanh::In<T>& in) { return entrywise<HardTanh>(in.x, [&](T x) { return std::min(std::max(x, T(-1)), T(1)); }); })
        .add("not_below", "the upper bound alone",
             []<class T>(const HardTanh::In<T>& in) { return entrywise<HardTanh>(in.x, [&](T x) { return std::min(x, in.high); }); })
        .add("smooth", "tanh",
             []<class T>(const HardTanh::In<T>& in) { return entrywise<HardTanh>(in.x, [&](T x) { return std::tanh(x); }); });

const auto registered_vjp =
    mutants<HardTanhVjp>()
        .add("default_bounds", "−1 and 1 whatever the bounds are",
             []<class T>(const HardTanhVjp::In<T>& in) { return weighted<HardTanhVjp>(in.x, in.cotangent.y, [&](T x) { return T(-1) < x && x < T(1) ? T(1) : T(0); }); })
        .add("everywhere", "ȳ everywhere",
             []<class T>(const HardTanhVjp::In<T>& in) { return weighted<HardTanhVjp>(in.x, in.cotangent.y, [&](T x) { (void)x; return T(1); }); })
        .add("beyond", "ȳ beyond the bounds",
             []<class T>(const HardTanhVjp::In<T>& in) { return weighted<HardTanhVjp>(in.x, in.cotangent.y, [&](T x) { return in.low < x && x < in.high ? T(0) : T(1); }); });

}  // namespace
}  // namespace etalon::verify
