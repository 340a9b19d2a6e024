#pragma once
#include <algorithm>

#include "reference/contract/contract.hpp"

/// What linear classifiers with labels ±1 share: a loss of their margins mᵢ = yᵢ(wᵀxᵢ + b), beside ½‖w‖².
namespace etalon::contract {

/// Base of the objectives.
struct LinearClassifier {
  enum class Variant { sum, mean, penalized_intercept };
  static std::vector<Convention> variants() {
    return {{"sum", "C·Σ, b free: scikit-learn's LogisticRegression with lbfgs, newton-cg, newton-cholesky"},
            {"mean", "C·Σ/m, as a trainer averages over its batch"},
            {"penalized_intercept", "C·Σ, and ½b² beside ½‖w‖²: liblinear, which takes b for one weight more"}};
  }

  template <class T> struct In { Tensor<T> x; Tensor<std::int64_t> y; Tensor<T> w; T intercept, c; };
  template <class T> struct Out { T objective; };

  inline static const Count m{"m", 1}, n{"n", 1};  // samples, features
  // T counts every operation once; of a sum of n products, or of m terms, in another order each term meets as many additions more.
  // A library's exponential, logarithm or quotient may take two roundings where T counts one.
  inline static const Count roundings = m + n + 8;

  template <class T> static auto inputs() {
    return std::tuple{in::exact<&In<T>::x>({m, n}, "a sample in each row"), in::exact<&In<T>::y>({m}, "the labels, each −1 or 1"), in::data<&In<T>::w>({n}, "the weights"),
                      in::data<&In<T>::intercept>({}, "b").or_else("0"), in::exact<&In<T>::c>({}, "C, how much the loss weighs beside ½‖w‖²").or_else("1")};
  }
  template <class T> static auto outputs() { return std::tuple{out::textbook<&Out<T>::objective>({}, roundings, "C9", "the objective")}; }

  /// C1 what is finite, C2 the labels, C3 the weight of the loss; then the operation's own.
  static std::vector<Clause> clauses(std::vector<Clause> own) {
    std::vector<Clause> all{{"C1", ClauseKind::domain, finite({"x", "w", "intercept"})},
                            {"C2", ClauseKind::precondition, one_of("y", std::vector<std::int64_t>{-1, 1})},
                            {"C3", ClauseKind::precondition, finite("c") && positive("c")}};
    all.insert(all.end(), own.begin(), own.end());
    all.push_back({"C9", ClauseKind::error, "textbook, m + n + 8: sums of m terms and of n products in any order"});
    return all;
  }
};

/// Base of their gradients.
template <class Primal>
struct LinearClassifierGradient : Gradient<Primal> {
  template <class T> struct Out { Tensor<T> grad_w; T grad_intercept; };

  template <class T> static auto outputs() {
    return std::tuple{out::textbook<&Out<T>::grad_w>(LinearClassifier::roundings, "C9", "w̄"), out::textbook<&Out<T>::grad_intercept>(LinearClassifier::roundings, "C9", "b̄")};
  }
  static std::vector<Clause> clauses_of_gradient() {
    return {{"C4", ClauseKind::law, "the objective is strongly convex in w: (∇f(z) − ∇f(z′))ᵀ(z − z′) ≥ ‖w − w′‖² for z = (w, b)"},
            {"C5", ClauseKind::law, "the gradient for −y at (−w, −b) is −∇f"},
            {"C9", ClauseKind::error, "textbook, m + n + 8"}};
  }
};

/// Base of the fits: the objective's minimum, by whatever method.
struct LinearFit {
  enum class Variant { free_intercept, penalized_intercept, no_intercept };
  static std::vector<Convention> variants() {
    return {{"free_intercept", "b is not penalized"}, {"penalized_intercept", "½b² is added: liblinear, intercept_scaling = 1"}, {"no_intercept", "b = 0: fit_intercept = False"}};
  }

  template <class T> struct In { Tensor<T> x; Tensor<std::int64_t> y; T c, tolerance; };
  template <class T> struct Out { Tensor<T> w; T intercept; };

  inline static const Count m{"m", 1}, n{"n", 1};

  template <class T> static auto inputs() {
    return std::tuple{in::data<&In<T>::x>({m, n}, "a sample in each row"), in::exact<&In<T>::y>({m}, "the labels, each −1 or 1"),
                      in::exact<&In<T>::c>({}, "C, how much the loss weighs beside ½‖w‖²").or_else("1"),
                      in::exact<&In<T>::tolerance>({}, "that no entry of the gradient exceeds at the answer").or_else("1e-4")};
  }
  template <class T> static auto outputs() {
    return std::tuple{out::laws<&Out<T>::w>({n}, "the weights; the reference's are proved"), out::laws<&Out<T>::intercept>({}, "b")};
  }

  static std::vector<Clause> clauses_of_fit() {
    return {{"C1", ClauseKind::domain, finite("x")},
            {"C2", ClauseKind::precondition, one_of("y", std::vector<std::int64_t>{-1, 1})},
            {"C3", ClauseKind::precondition, finite("c") && positive("c")},
            {"C4", ClauseKind::precondition, finite("tolerance") && positive("tolerance")},
            {"C5", ClauseKind::precondition, Predicate("both labels occur: with one alone a free b has no end, or no single one", one_label)},
            {"C6", ClauseKind::law, "|∂f/∂wⱼ| and |∂f/∂b| ≤ tolerance at the answer, but for the rounding of the gradient and of the answer itself"},
            {"C7", ClauseKind::law, "by strong convexity the answer z is near the one minimum z*: ‖w − w*‖² and f(z) − f(z*) ≤ ‖∇f(z)‖∞·‖z − z*‖₁"},
            {"C8", ClauseKind::law, "the gradient vanishes at the reference's; for −y it is (−w, −b)"},
            {"C10", ClauseKind::law, "without an intercept b = 0"}};
  }
  static Complaint one_label(const Inputs& in, std::size_t) {
    const auto y = in.all_integers("y");
    for (const std::int64_t label : {-1, 1})
      if (std::find(y.begin(), y.end(), label) == y.end()) return "no label is " + std::to_string(label);
    return std::nullopt;
  }
  static constexpr const char* no_derivative = "the minimum moves with the data by the implicit function theorem; where it is judged by its laws, it is no one function of them";
};

}  // namespace etalon::contract
