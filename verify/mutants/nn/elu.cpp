#include "reference/contract/nn/elu.hpp"

#include <algorithm>
#include <cmath>

#include "verify/mutants/nn/entrywise.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Elu;
using contract::nn::EluVjp;

const auto registered =
    mutants<Elu>()
        .add("exp_less_one", "exp x − 1 loses the digits of a small x",
             []<class T>(const Elu::In<T>& in) { return entrywise<Elu>(in.x, [&](T x) { return x > 0 ? x : in.alpha * (std::exp(x) - 1); }); })
        .add("alpha_forgotten", "α taken for 1",
             []<class T>(const Elu::In<T>& in) { return entrywise<Elu>(in.x, [&](T x) { return x > 0 ? x : std::expm1(x); }); })
        .add("alpha_inside", "exp(αx) − 1",
             []<class T>(const Elu::In<T>& in) { return entrywise<Elu>(in.x, [&](T x) { return x > 0 ? x : std::expm1(in.alpha * x); }); });

const auto registered_vjp =
    mutants<EluVjp>()
        .add("of_the_output", "α + αx: y + α with the input taken for the output",
             []<class T>(const EluVjp::In<T>& in) { return weighted<EluVjp>(in.x, in.cotangent.y, [&](T x) { return x > 0 ? T(1) : in.alpha + in.alpha * x; }); })
        .add("by_the_output", "y + α by y = α·expm1 x loses the digits of a large −x",
             []<class T>(const EluVjp::In<T>& in) { return weighted<EluVjp>(in.x, in.cotangent.y, [&](T x) { return x > 0 ? T(1) : in.alpha * std::expm1(x) + in.alpha; }); })
        .add("alpha_forgotten", "exp x whatever α is",
             []<class T>(const EluVjp::In<T>& in) { return weighted<EluVjp>(in.x, in.cotangent.y, [&](T x) { return x > 0 ? T(1) : std::exp(x); }); });

}  // namespace
}  // namespace etalon::verify
