#pragma once
/// The operations in float and double, on OpenBLAS.
///
///     #include <etalon/fast.hpp>
///     const auto y = etalon::compute(etalon::nn::softmax, {.x = x});
///     if (y) use(y->y); else std::cerr << y.failure().message << '\n';
#include "operations.hpp"
#include "version.hpp"

namespace etalon {

template <class T = double, class Op>
Result<typename Op::template Out<T>> compute(Function<Op>, const typename Op::template In<T>& inputs, typename Fast<Op>::Variant variant = {}) {
  return Wings<Op>::fast(inputs, variant);
}

}  // namespace etalon
