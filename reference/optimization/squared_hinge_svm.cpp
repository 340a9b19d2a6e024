#include "reference/contract/optimization/squared_hinge_svm.hpp"

#include "reference/optimization/linear_classifier.hpp"

namespace etalon {
using contract::optimization::SquaredHingeSvm;
using contract::optimization::SquaredHingeSvmGradient;
using namespace reference::optimization;

/// As it is written.
template <>
const Reference<SquaredHingeSvm> Wings<SquaredHingeSvm>::reference = []<class T>(const SquaredHingeSvm::In<T>& in, SquaredHingeSvm::Variant variant) -> Result<SquaredHingeSvm::Out<T>> {
  return SquaredHingeSvm::Out<T>{objective<SquaredHinge>(in, variant)};
};

template <>
const Reference<SquaredHingeSvmGradient> Wings<SquaredHingeSvmGradient>::reference =
    []<class T>(const SquaredHingeSvm::In<T>& in, SquaredHingeSvm::Variant variant) -> Result<SquaredHingeSvmGradient::Out<T>> {
  return gradient<SquaredHinge, SquaredHingeSvmGradient::Out<T>>(in, variant);
};

}  // namespace etalon
