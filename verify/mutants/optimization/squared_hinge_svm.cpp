#include "reference/contract/optimization/squared_hinge_svm.hpp"

#include <algorithm>

#include "verify/mutants/optimization/classifiers.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::SquaredHingeSvm;
using contract::optimization::SquaredHingeSvmGradient;

const auto registered = mutants_of_objective<SquaredHingeSvm>().spoils("hinge", "C·Σ max(0, 1 − m): L1-loss", []<class T>(SquaredHingeSvm::Out<T>& out, const SquaredHingeSvm::In<T>& in, SquaredHingeSvm::Variant variant) {
  if (variant != SquaredHingeSvm::Variant::sum) return;
  out.objective = half_squares(in.w);
  for (std::size_t i = 0; i < in.y.size(); ++i) {
    T score = in.intercept;
    for (std::size_t j = 0; j < in.w.size(); ++j) score += in.w[j] * in.x(i, j);
    out.objective += in.c * std::max(T(0), 1 - static_cast<T>(in.y[i]) * score);
  }
});

const auto registered_gradient = mutants_of_gradient<SquaredHingeSvmGradient>().spoils("half", "½C·Σ max(0, 1 − m)²", []<class T>(SquaredHingeSvmGradient::Out<T>& out, const SquaredHingeSvmGradient::In<T>& in) {
  for (std::size_t j = 0; j < in.w.size(); ++j) out.grad_w[j] = (out.grad_w[j] + in.w[j]) / 2;
});

}  // namespace
}  // namespace etalon::verify
