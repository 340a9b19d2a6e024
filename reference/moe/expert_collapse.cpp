#include "reference/contract/moe/expert_collapse.hpp"

#include "reference/moe/variation.hpp"

namespace etalon {
using contract::moe::ExpertCollapse;

/// With r = (the others)/load, a share is 1/(1 + r) and its −log is log1p(r): nothing cancels where one has nearly all.
template <>
const Reference<ExpertCollapse> Wings<ExpertCollapse>::reference = []<class T>(const ExpertCollapse::In<T>& in) -> Result<ExpertCollapse::Out<T>> {
  ExpertCollapse::Out<T> out{T(0), T(0), reference::moe::squared_variation(in.load.data, T(0), 0)};
  for (std::size_t i = 0; i < in.load.size(); ++i) {
    if (in.load[i] == 0) continue;  // s log s tends to 0
    T others = 0;
    for (std::size_t j = 0; j < in.load.size(); ++j)
      if (j != i) others += in.load[j];
    const T rest = others / in.load[i], share = 1 / (1 + rest);
    out.entropy += share * log1p(rest);
    out.largest_share = max(out.largest_share, share);
  }
  return out;
};

}  // namespace etalon
