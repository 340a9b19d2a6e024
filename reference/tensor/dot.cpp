#include "reference/contract/tensor/dot.hpp"

#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::tensor::Dot;
using contract::tensor::DotVjp;

/// As it is written.
constexpr auto dot = []<class T>(const Dot::In<T>& in) -> Result<Dot::Out<T>> {
  T y = 0;
  for (std::size_t i = 0; i < in.a.size(); ++i) y += in.a[i] * in.b[i];
  return Dot::Out<T>{y};
};

template <>
const Reference<Dot> Wings<Dot>::reference = dot;

template <>
const Reference<DotVjp> Wings<DotVjp>::reference = reverse_sweep<DotVjp>(dot);

}  // namespace etalon
