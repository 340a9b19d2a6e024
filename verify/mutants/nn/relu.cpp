#include "reference/contract/nn/relu.hpp"

#include <algorithm>
#include <cmath>

#include "verify/mutants/nn/entrywise.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Relu;
using contract::nn::ReluVjp;

const auto registered =
    mutants<Relu>()
        .add("absolute", "|x|",
             []<class T>(const Relu::In<T>& in) { return entrywise<Relu>(in.x, [&](T x) { return std::fabs(x); }); })
        .add("six", "cut off at 6: ReLU6",
             []<class T>(const Relu::In<T>& in) { return entrywise<Relu>(in.x, [&](T x) { return std::min(std::max(x, T(0)), T(6)); }); })
        .add("leaky", "0.01x below 0",
             []<class T>(const Relu::In<T>& in) { return entrywise<Relu>(in.x, [&](T x) { return x > 0 ? x : T(0.01) * x; }); });

const auto registered_vjp =
    mutants<ReluVjp>()
        .add("everywhere", "ȳ everywhere: the mask forgotten",
             []<class T>(const ReluVjp::In<T>& in) { return weighted<ReluVjp>(in.x, in.cotangent.y, [&](T x) { (void)x; return T(1); }); })
        .add("negative", "ȳ where x < 0",
             []<class T>(const ReluVjp::In<T>& in) { return weighted<ReluVjp>(in.x, in.cotangent.y, [&](T x) { return x < 0 ? T(1) : T(0); }); })
        .add("two_at_zero", "ȳ counted twice at 0, by both branches of a maximum",
             []<class T>(const ReluVjp::In<T>& in) { return weighted<ReluVjp>(in.x, in.cotangent.y, [&](T x) { return x > 0 ? T(1) : x == 0 ? T(2) : T(0); }); });

}  // namespace
}  // namespace etalon::verify
