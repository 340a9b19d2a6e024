#include "reference/contract/tensor/matvec.hpp"

#include "reference/number/inner_product.hpp"
#include "reference/number/numbers.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::tensor::Matvec;
using contract::tensor::MatvecVjp;

/// As it is written.
constexpr auto matvec = []<class T>(const Matvec::In<T>& in) -> Result<Matvec::Out<T>> {
  Tensor<T> y({in.w.shape[0]});
  for (std::int64_t i = 0; i < in.w.shape[0]; ++i) y[i] = inner_product(in.w.shape[1], row_of(in.w, i), {in.x.data.data()});
  return Matvec::Out<T>{std::move(y)};
};

template <>
const Reference<Matvec> Wings<Matvec>::reference = matvec;

template <>
const Reference<MatvecVjp> Wings<MatvecVjp>::reference = reverse_sweep<MatvecVjp>(matvec);

}  // namespace etalon
