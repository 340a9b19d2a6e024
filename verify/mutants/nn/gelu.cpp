#include "reference/contract/nn/gelu.hpp"

#include <algorithm>
#include <cmath>

#include "verify/mutants/nn/entrywise.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Gelu;
using contract::nn::GeluVjp;

const auto registered =
    mutants<Gelu>()
        .add("one_plus_erf", "½x(1 + erf(x/√2)) loses the digits of the left tail",
             []<class T>(const Gelu::In<T>& in) { return entrywise<Gelu>(in.x, [&](T x) { return x * (1 + std::erf(x * T(M_SQRT1_2))) / 2; }); })
        .add("by_tanh", "its approximation by tanh, under the name of the exact one",
             []<class T>(const Gelu::In<T>& in) { return entrywise<Gelu>(in.x, [&](T x) { return x * (1 + std::tanh(T(0.7978845608028654) * (x + T(0.044715) * x * x * x))) / 2; }); })
        .add("by_sigmoid", "x·σ(1.702x)",
             []<class T>(const Gelu::In<T>& in) { return entrywise<Gelu>(in.x, [&](T x) { return x / (1 + std::exp(T(-1.702) * x)); }); })
        .add("not_scaled", "½x(1 + erf x)",
             []<class T>(const Gelu::In<T>& in) { return entrywise<Gelu>(in.x, [&](T x) { return x * std::erfc(-x) / 2; }); });

const auto registered_vjp =
    mutants<GeluVjp>()
        .add("distribution_alone", "Φ(x): the product rule forgotten",
             []<class T>(const GeluVjp::In<T>& in) { return weighted<GeluVjp>(in.x, in.cotangent.y, [&](T x) { return std::erfc(-x * T(M_SQRT1_2)) / 2; }); })
        .add("one_plus_erf", "½(1 + erf(x/√2)) + xφ loses the digits of the left tail",
             []<class T>(const GeluVjp::In<T>& in) { return weighted<GeluVjp>(in.x, in.cotangent.y, [&](T x) { return (1 + std::erf(x * T(M_SQRT1_2))) / 2 + x * std::exp(-x * x / 2) * T(0.3989422804014327); }); })
        .add("density_of_x", "φ without the half in its exponent",
             []<class T>(const GeluVjp::In<T>& in) { return weighted<GeluVjp>(in.x, in.cotangent.y, [&](T x) { return std::erfc(-x * T(M_SQRT1_2)) / 2 + x * std::exp(-x * x) * T(0.3989422804014327); }); });

}  // namespace
}  // namespace etalon::verify
