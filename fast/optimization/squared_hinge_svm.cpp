#include "reference/contract/optimization/squared_hinge_svm.hpp"

#include "fast/optimization/linear_classifier.hpp"

namespace etalon {
using contract::optimization::SquaredHingeSvm;
using contract::optimization::SquaredHingeSvmGradient;
using fast::optimization::SquaredHinge;

template <>
const Fast<SquaredHingeSvm> Wings<SquaredHingeSvm>::fast = []<class T>(const SquaredHingeSvm::In<T>& in, SquaredHingeSvm::Variant variant) -> Result<SquaredHingeSvm::Out<T>> {
  return SquaredHingeSvm::Out<T>{fast::optimization::objective<SquaredHinge>(in, variant)};
};

template <>
const Fast<SquaredHingeSvmGradient> Wings<SquaredHingeSvmGradient>::fast =
    []<class T>(const SquaredHingeSvm::In<T>& in, SquaredHingeSvm::Variant variant) -> Result<SquaredHingeSvmGradient::Out<T>> {
  return fast::optimization::gradient<SquaredHinge, SquaredHingeSvmGradient::Out<T>>(in, variant);
};

}  // namespace etalon
