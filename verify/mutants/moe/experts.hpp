#pragma once
#include <algorithm>

#include "verify/language/mutants.hpp"

/// Bugs that mixtures of experts share.
namespace etalon::verify {

/// Every route to the expert after.
template <class I>
I off_by_one(I in) {
  for (std::int64_t& i : in.index) i = (i + 1) % in.w1.shape[0];
  return in;
}
/// The last route of each token alone.
template <class T, class I>
I last_route(I in) {
  const std::int64_t t = in.index.shape[0], k = in.index.shape[1];
  Tensor<std::int64_t> index({t, 1});
  for (std::int64_t r = 0; r < t; ++r) index(r, 0) = in.index(r, k - 1);
  in.index = index;
  if constexpr (requires { in.weights; }) {
    Tensor<T> weights({t, 1});
    for (std::int64_t r = 0; r < t; ++r) weights(r, 0) = in.weights(r, k - 1);
    in.weights = weights;
  }
  return in;
}
/// The last layer without its biases.
template <class I>
I without_last_biases(I in) {
  for (auto& b : in.b2) b = 0;
  return in;
}
template <class X>
void vanish(X& x) {
  for (auto& entry : x) entry = 0;
}

}  // namespace etalon::verify
