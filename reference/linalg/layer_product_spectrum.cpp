#include "reference/contract/linalg/svdvals.hpp"
#include "reference/contract/linalg/layer_product_spectrum.hpp"

#include "reference/linalg/svdvals.hpp"
#include "reference/number/numbers.hpp"

namespace etalon {
using namespace reference::linalg;
using contract::linalg::LayerProductSpectrum;
using contract::linalg::Svdvals;

namespace {

Tensor<Interval> product(const Tensor<Interval>& a, const Tensor<Interval>& b) {
  Tensor<Interval> c({a.shape[0], b.shape[1]});
  for (std::int64_t i = 0; i < c.shape[0]; ++i)
    for (std::int64_t j = 0; j < c.shape[1]; ++j)
      for (std::int64_t k = 0; k < a.shape[1]; ++k) c(i, j) += a(i, k) * b(k, j);
  return c;
}

}  // namespace

/// The product in intervals, and the certified values of linalg.svdvals.
template <>
const Reference<LayerProductSpectrum> Wings<LayerProductSpectrum>::reference =
    [](const LayerProductSpectrum::In<Interval>& in) -> Result<LayerProductSpectrum::Out<Interval>> {
  Tensor<Interval> all = in.weights[0];
  for (std::size_t l = 1; l < in.weights.size(); ++l) all = product(in.weights[l], all);
  const auto values = Wings<Svdvals>::reference(Svdvals::In<Interval>{all});
  if (!values) return values.failure();
  return LayerProductSpectrum::Out<Interval>{values->sigma};
};

}  // namespace etalon
