#include "reference/contract/tensor/cumulative_prod.hpp"

#include <vector>

#include "fast/tensor/scan.hpp"

namespace etalon {
using namespace fast::tensor;
using contract::tensor::CumulativeProd;
using contract::tensor::CumulativeProdVjp;

/// Mantissas and exponents apart: nothing overflows on the way.
template <>
const Fast<CumulativeProd> Wings<CumulativeProd>::fast = []<class T>(const CumulativeProd::In<T>& in) -> Result<CumulativeProd::Out<T>> {
  Tensor<T> y(in.x.shape);
  for_each_lane(in, [&](const auto& at, const auto& counts, std::int64_t n) {
    Scaled<T> so_far;
    for (std::int64_t k = 0; k < n; ++k) {
      if (in.exclusive) y[at(k)] = so_far.value();
      if (counts(k)) so_far *= in.x[at(k)];
      if (!in.exclusive) y[at(k)] = so_far.value();
    }
  });
  return CumulativeProd::Out<T>{std::move(y)};
};

/// x̄ₖ = (Π of those before k)·Sₖ with Sₖ = ȳₖ + xₖ₊₁Sₖ₊₁ from the end: no zero is divided by.
template <>
const Fast<CumulativeProdVjp> Wings<CumulativeProdVjp>::fast = []<class T>(const CumulativeProdVjp::In<T>& in) -> Result<CumulativeProdVjp::Out<T>> {
  Tensor<T> grad_x(in.x.shape);
  for_each_lane(in, [&](const auto& at, const auto& counts, std::int64_t n) {
    std::vector<Scaled<T>> before(static_cast<std::size_t>(n) + 1);
    for (std::int64_t k = 0; k < n; ++k) {
      before[k + 1] = before[k];
      if (counts(k)) before[k + 1] *= in.x[at(k)];
    }
    Scaled<T> behind{0};  // Σ of ȳ behind k, each times the factors between
    for (std::int64_t k = n; k-- > 0;) {
      Scaled<T> own, slope = behind;
      own *= in.cotangent.y[at(k)];
      if (!in.exclusive) slope += own;
      Scaled<T> product = before[k];
      product *= slope;
      grad_x[at(k)] = counts(k) ? product.value() : T(0);
      behind = slope;
      if (counts(k)) behind *= in.x[at(k)];
      if (in.exclusive) behind += own;
    }
  });
  return CumulativeProdVjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
