#pragma once
#include <cmath>

#include "fast/tensor/pairwise.hpp"
#include "reference/contract/tensor.hpp"

namespace etalon::fast::tensor {

/// Calls `scan(at, counts, n)` for each lane: entry k in the order of the scan stands at at(k), and counts(k) or is masked.
template <class In, class F>
void for_each_lane(const In& in, F scan) {
  const auto lanes = Lanes::along(in.x.shape, in.axis);
  for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
    const auto at = [&](std::int64_t k) { return lanes->index(lane, in.reversed ? lanes->length - 1 - k : k); };
    scan(at, [&](std::int64_t k) { return in.mask.size() == 0 || in.mask[at(k)] != 0; }, lanes->length);
  }
}

/// Sums so far, with the error of each addition carried along.
template <class T, class Counts, class Term, class Store>
void compensated_scan(std::int64_t n, bool exclusive, Counts counts, Term term, Store store) {
  T sum = 0, error = 0;
  for (std::int64_t k = 0; k < n; ++k) {
    const T before = sum + error;
    if (counts(k)) {
      const T x = term(k), next = sum + x, back = next - sum;
      const T lost = (sum - (next - back)) + (x - back);
      sum = next;
      if (std::isfinite(lost)) error += lost;
    }
    store(k, exclusive ? before : sum + error);
  }
}

}  // namespace etalon::fast::tensor
