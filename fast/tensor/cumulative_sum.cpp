#include "reference/contract/tensor/cumulative_sum.hpp"

#include "fast/tensor/scan.hpp"

namespace etalon {
using namespace fast::tensor;
using contract::tensor::CumulativeSum;
using contract::tensor::CumulativeSumVjp;

/// One by one, with the error of each addition carried along (Knuth's two-sum).
template <>
const Fast<CumulativeSum> Wings<CumulativeSum>::fast = []<class T>(const CumulativeSum::In<T>& in) -> Result<CumulativeSum::Out<T>> {
  Tensor<T> y(in.x.shape);
  for_each_lane(in, [&](const auto& at, const auto& counts, std::int64_t n) { compensated_scan<T>(n, in.exclusive != 0, counts, [&](auto k) { return in.x[at(k)]; }, [&](auto k, T sum) { y[at(k)] = sum; }); });
  return CumulativeSum::Out<T>{std::move(y)};
};

/// The scan of ȳ from the other end.
template <>
const Fast<CumulativeSumVjp> Wings<CumulativeSumVjp>::fast = []<class T>(const CumulativeSumVjp::In<T>& in) -> Result<CumulativeSumVjp::Out<T>> {
  Tensor<T> grad_x(in.x.shape);
  for_each_lane(in, [&](const auto& at, const auto& counts, std::int64_t n) {
    compensated_scan<T>(n, in.exclusive != 0, [](std::int64_t) { return true; }, [&](auto k) { return in.cotangent.y[at(n - 1 - k)]; },
                        [&](auto k, T sum) { grad_x[at(n - 1 - k)] = counts(n - 1 - k) ? sum : T(0); });
  });
  return CumulativeSumVjp::Out<T>{std::move(grad_x)};
};

}  // namespace etalon
