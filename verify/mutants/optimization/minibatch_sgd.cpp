#include <algorithm>

#include "reference/contract/optimization/minibatch_sgd.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::MinibatchSgd;

/// The step along `direction(j, k)`, entry j of what the k-th sample of the batch gives, over a divisor.
template <class T, class F>
void along(MinibatchSgd::Out<T>& out, const MinibatchSgd::In<T>& in, F direction, T divisor) {
  for (std::size_t j = 0; j < in.theta.size(); ++j) {
    T sum = 0;
    for (const std::int64_t i : in.indices) sum += direction(in.gradients(static_cast<std::size_t>(i), j));
    out.theta_next[j] = in.theta[j] - in.learning_rate * (sum / divisor);
  }
}

const auto registered =
    mutants<MinibatchSgd>()
        .spoils("sum", "the sum of the batch, not its mean", []<class T>(MinibatchSgd::Out<T>& out, const MinibatchSgd::In<T>& in) { along(out, in, [](T g) { return g; }, T(1)); })
        .spoils("divided_by_all", "the batch's sum over the number of all samples", []<class T>(MinibatchSgd::Out<T>& out, const MinibatchSgd::In<T>& in) {
          along(out, in, [](T g) { return g; }, static_cast<T>(in.gradients.shape[0]));
        })
        .spoils("clipped_before_averaging", "each sample's gradient is clipped to [−1, 1], then averaged", []<class T>(MinibatchSgd::Out<T>& out, const MinibatchSgd::In<T>& in) {
          along(out, in, [](T g) { return std::clamp(g, T(-1), T(1)); }, static_cast<T>(in.indices.size()));
        })
        .add("without_repetition", "an index that is drawn twice counts once", []<class T>(const MinibatchSgd::In<T>& in) -> Result<MinibatchSgd::Out<T>> {
          auto once = in;
          std::sort(once.indices.begin(), once.indices.end());
          once.indices.data.erase(std::unique(once.indices.begin(), once.indices.end()), once.indices.end());
          once.indices.shape[0] = static_cast<std::int64_t>(once.indices.data.size());
          return Wings<MinibatchSgd>::fast(once);
        })
        .add("last_dropped", "a batch that is not full loses its last sample", []<class T>(const MinibatchSgd::In<T>& in) -> Result<MinibatchSgd::Out<T>> {
          auto fewer = in;
          if (in.indices.size() > 1) fewer.indices.data.pop_back(), --fewer.indices.shape[0];
          return Wings<MinibatchSgd>::fast(fewer);
        });

}  // namespace
}  // namespace etalon::verify
