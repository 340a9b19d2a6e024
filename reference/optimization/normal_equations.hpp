#pragma once
#include "reference/calculus/evaluate.hpp"

namespace etalon::reference::optimization {

/// JᵀJ and Jᵀr, term by term.
template <class T>
struct NormalEquations {
  Tensor<T> matrix, right;
};
template <class T>
Result<NormalEquations<T>> normal_equations(const Formula& model, const Tensor<T>& t, const Tensor<T>& y, const Tensor<T>& x) {
  const std::int64_t n = x.shape[0];
  NormalEquations<T> equations{Tensor<T>({n, n}), Tensor<T>({n})};
  for (std::size_t i = 0; i < t.size(); ++i) {
    std::vector<T> slope;
    T value = 0;
    for (std::int64_t j = 0; j < n; ++j) {
      std::vector<Dual<T>> at;
      for (std::int64_t k = 0; k < n; ++k) at.emplace_back(x[static_cast<std::size_t>(k)], T(k == j ? 1 : 0));
      at.emplace_back(t[i]);
      const auto f = reference::calculus::evaluate(model, at, reference::calculus::Wanted::derivative);
      if (!f) return f.failure();
      value = (*f)[0].value();
      slope.push_back((*f)[0].tangent());
    }
    for (std::size_t j = 0; j < slope.size(); ++j) {
      equations.right[j] += slope[j] * (y[i] - value);
      for (std::size_t k = 0; k < slope.size(); ++k) equations.matrix[j * slope.size() + k] += slope[j] * slope[k];
    }
  }
  return equations;
}

}  // namespace etalon::reference::optimization
