#include "reference/contract/nn/hard_sigmoid.hpp"

#include <algorithm>
#include <cmath>

#include "verify/mutants/nn/entrywise.hpp"

namespace etalon::verify {
namespace {

using contract::nn::HardSigmoid;
using contract::nn::HardSigmoidVjp;

const auto registered =
    mutants<HardSigmoid>()
        .add("a_quarter", "x/4 + ½",
             []<class T>(const HardSigmoid::In<T>& in) { return entrywise<HardSigmoid>(in.x, [&](T x) { return std::min(std::max(x / 4 + T(0.5), T(0)), T(1)); }); })
        .add("not_cut_off", "x/6 + ½ everywhere",
             []<class T>(const HardSigmoid::In<T>& in) { return entrywise<HardSigmoid>(in.x, [&](T x) { return x / 6 + T(0.5); }); })
        .add("of_hard_tanh", "x between −1 and 1",
             []<class T>(const HardSigmoid::In<T>& in) { return entrywise<HardSigmoid>(in.x, [&](T x) { return std::min(std::max(x, T(-1)), T(1)); }); });

const auto registered_vjp =
    mutants<HardSigmoidVjp>()
        .add("everywhere", "ȳ/6 everywhere",
             []<class T>(const HardSigmoidVjp::In<T>& in) { return weighted<HardSigmoidVjp>(in.x, in.cotangent.y, [&](T x) { (void)x; return T(1) / 6; }); })
        .add("between_one", "ȳ/6 where |x| < 1",
             []<class T>(const HardSigmoidVjp::In<T>& in) { return weighted<HardSigmoidVjp>(in.x, in.cotangent.y, [&](T x) { return std::fabs(x) < 1 ? T(1) / 6 : T(0); }); })
        .add("scale_forgotten", "ȳ between the kinks",
             []<class T>(const HardSigmoidVjp::In<T>& in) { return weighted<HardSigmoidVjp>(in.x, in.cotangent.y, [&](T x) { return std::fabs(x) < 3 ? T(1) : T(0); }); });

}  // namespace
}  // namespace etalon::verify
