#include "reference/contract/optimization/squared_hinge_svm.fit.hpp"

#include "reference/optimization/linear_classifier.hpp"

namespace etalon {
using contract::optimization::SquaredHingeSvmFit;

/// By Newton's method, proved by its interval operator.
template <>
const Reference<SquaredHingeSvmFit> Wings<SquaredHingeSvmFit>::reference = [](const SquaredHingeSvmFit::In<Interval>& in, SquaredHingeSvmFit::Variant variant) -> Result<SquaredHingeSvmFit::Out<Interval>> {
  return reference::optimization::fitted<reference::optimization::SquaredHinge>(in, variant);
};

}  // namespace etalon
