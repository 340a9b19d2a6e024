#include "reference/contract/tensor/dot.hpp"

#include "reference/number/inner_product.hpp"
#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::tensor::Dot;
using contract::tensor::DotVjp;

/// As it is written.
constexpr auto dot = []<class T>(const Dot::In<T>& in) -> Result<Dot::Out<T>> {
  return Dot::Out<T>{inner_product<T>(static_cast<std::int64_t>(in.a.size()), {in.a.data.data()}, {in.b.data.data()})};
};

template <>
const Reference<Dot> Wings<Dot>::reference = dot;

template <>
const Reference<DotVjp> Wings<DotVjp>::reference = reverse_sweep<DotVjp>(dot);

}  // namespace etalon
