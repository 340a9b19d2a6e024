#include "reference/contract/moe/expert_collapse.hpp"

#include <algorithm>
#include <cmath>

#include "fast/moe/variation.hpp"

namespace etalon {
using namespace fast;
using contract::moe::ExpertCollapse;

/// In units of the largest load's exponent; the largest share, which may be near 1, by what the others have.
template <>
const Fast<ExpertCollapse> Wings<ExpertCollapse>::fast = []<class T>(const ExpertCollapse::In<T>& in) -> Result<ExpertCollapse::Out<T>> {
  const std::int64_t n = in.load.shape[0];
  const std::size_t top = static_cast<std::size_t>(std::max_element(in.load.begin(), in.load.end()) - in.load.begin());
  const int shift = std::ilogb(in.load[top]);
  std::vector<T> load;
  for (const T entry : in.load) load.push_back(std::ldexp(entry, -shift));
  const T others = tensor::pairwise_sum<T>(0, n, [&](std::int64_t i) { return static_cast<std::size_t>(i) == top ? T(0) : load[static_cast<std::size_t>(i)]; });
  const T rest = others / load[top], all = others + load[top];
  const T entropy = tensor::pairwise_sum<T>(0, n, [&](std::int64_t i) {
    const T share = load[static_cast<std::size_t>(i)] / all;
    return static_cast<std::size_t>(i) == top ? std::log1p(rest) / (1 + rest) : share > 0 ? -share * std::log(share) : T(0);
  });
  return ExpertCollapse::Out<T>{entropy, 1 / (1 + rest), moe::Variation<T>(load, shift, 0).squared(1, 0)};
};

}  // namespace etalon
