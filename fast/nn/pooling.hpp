#pragma once
#include <cmath>

#include "fast/backend/finite.hpp"
#include "reference/contract/windows.hpp"

namespace etalon::fast::nn {

/// x̄ as `scatter(x̄, ȳ)` adds it up; where a sum overflows on its way, of smaller ȳ.
template <class T, class F>
Tensor<T> scattered(const Dimensions& shape, Tensor<T> cotangent, const contract::Windows& windows, F scatter) {
  Tensor<T> grad_x(shape);
  scatter(grad_x, cotangent);
  if (backend::all_finite(grad_x.data) || !backend::all_finite(cotangent.data)) return grad_x;
  const int shift = std::ilogb(static_cast<T>(windows.most_at_entry())) + 1;
  for (T& c : cotangent) c = std::ldexp(c, -shift);
  Tensor<T> smaller(shape);
  scatter(smaller, cotangent);
  for (std::size_t i = 0; i < grad_x.size(); ++i)
    if (!std::isfinite(grad_x[i])) grad_x[i] = std::ldexp(smaller[i], shift);
  return grad_x;
}

}  // namespace etalon::fast::nn
