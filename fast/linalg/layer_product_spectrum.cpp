#include "reference/contract/linalg/layer_product_spectrum.hpp"

#include <algorithm>
#include <cmath>

#include "fast/backend/blas.hpp"
#include "reference/contract/linalg/svdvals.hpp"

namespace etalon {
using namespace fast;
using contract::linalg::LayerProductSpectrum;
using contract::linalg::Svdvals;

namespace {

/// Scales the largest entry to [1, 2); the exponent taken out.
template <class T>
std::int64_t normalize(Tensor<T>& a) {
  T largest = 0;
  for (const T x : a) largest = std::max(largest, std::fabs(x));
  if (largest == 0) return 0;
  const int exponent = std::ilogb(largest);
  for (T& x : a) x = std::ldexp(x, -exponent);
  return exponent;
}

}  // namespace

/// Products by BLAS, each layer and each product scaled by a power of two on the way: only the result can leave the range.
template <>
const Fast<LayerProductSpectrum> Wings<LayerProductSpectrum>::fast =
    []<class T>(const LayerProductSpectrum::In<T>& in) -> Result<LayerProductSpectrum::Out<T>> {
  Tensor<T> all = in.weights[0];
  std::int64_t exponent = normalize(all);
  for (std::size_t l = 1; l < in.weights.size(); ++l) {
    Tensor<T> layer = in.weights[l];
    exponent += normalize(layer);
    Tensor<T> next({layer.shape[0], all.shape[1]});
    backend::gemm(layer.shape[0], all.shape[1], layer.shape[1], layer.data.data(), all.data.data(), next.data.data());
    exponent += normalize(next);
    all = std::move(next);
  }
  auto values = Wings<Svdvals>::fast(Svdvals::In<T>{all});
  if (!values) return values.failure();
  for (T& x : values->sigma) x = std::ldexp(x, static_cast<int>(std::clamp<std::int64_t>(exponent, -100000, 100000)));
  return LayerProductSpectrum::Out<T>{values->sigma};
};

}  // namespace etalon
