#include "reference/contract/nn/gelu.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::nn::Gelu;
using contract::nn::GeluVjp;

namespace {

Interval root_of_two() { return sqrt(Interval(2)); }

/// √(2/π)(x + 0.044715x³), whose ½(1 + tanh) is σ of twice as much.
template <class T>
T inner(const T& x) {
  return T(sqrt(2 / pi())) * (x + T(44715) / 1000000 * pow(x, 3));
}

}  // namespace

/// x·Φ(x) with Φ(x) = erfc(−x/√2)/2, or its approximation.
constexpr auto gelu = []<class T>(const Gelu::In<T>& in, Gelu::Variant variant) -> Result<Gelu::Out<T>> {
  return Gelu::Out<T>{map(in.x, [&](const T& x) { return variant == Gelu::Variant::erf ? x * erfc(-x / T(root_of_two())) / 2 : x * sigmoid(2 * inner(x)); })};
};

template <>
const Reference<Gelu> Wings<Gelu>::reference = gelu;

template <>
const Reference<GeluVjp> Wings<GeluVjp>::reference = reverse_sweep<GeluVjp>(gelu);

}  // namespace etalon
