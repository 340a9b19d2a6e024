#include "reference/contract/optimization/squared_hinge_svm.fit.hpp"

#include "fast/optimization/linear_classifier.hpp"

namespace etalon {
using contract::optimization::SquaredHingeSvmFit;

template <>
const Fast<SquaredHingeSvmFit> Wings<SquaredHingeSvmFit>::fast = []<class T>(const SquaredHingeSvmFit::In<T>& in, SquaredHingeSvmFit::Variant variant) -> Result<SquaredHingeSvmFit::Out<T>> {
  return fast::optimization::Fit<fast::optimization::SquaredHinge, T>(in, variant).run();
};

}  // namespace etalon
