#pragma once
#include "fast/backend/lapack.hpp"
#include "fast/calculus/tape.hpp"
#include "reference/contract/model_of_t.hpp"

namespace etalon::fast::optimization {

/// Residuals y − model(x, t) and their slopes by columns, on one tape.
template <class T>
class Residuals {
 public:
  Residuals(const std::string& model, const Tensor<T>& t, const Tensor<T>& y, std::size_t n)
      : model_(contract::optimization::model_of_t::formula_of(model, static_cast<std::int64_t>(n))), tape_(model_), t_(t), y_(y), n_(n) {}

  std::optional<Failure> look(Storage<T> x, bool slopes = true) {
    x.push_back(0);
    r.clear();
    j.assign(t_.size() * n_, 0);
    sum = 0;
    for (std::size_t i = 0; i < t_.size(); ++i) {
      x.back() = t_[i];
      if (auto failure = tape_.run(x, slopes)) return failure;
      r.push_back(y_[i] - tape_.output(0));
      sum += r.back() * r.back();
      if (!slopes) continue;
      const Storage<T> slope = tape_.gradient({T(1)}, n_ + 1);
      for (std::size_t k = 0; k < n_; ++k) j[k * t_.size() + i] = slope[k];
    }
    return std::nullopt;
  }
  /// argmin ‖Jp − r‖² + λ‖Dp‖² with D² = diag JᵀJ, by QR of J over √λD; nothing where the columns are dependent.
  std::optional<Storage<T>> step(T lambda) const {
    const std::size_t m = t_.size(), rows = lambda > 0 ? m + n_ : m;
    if (rows < n_) return std::nullopt;
    Storage<T> a(rows * n_), b(rows);
    for (std::size_t k = 0; k < n_; ++k) {
      T norm = 0;
      for (std::size_t i = 0; i < m; ++i) a[k * rows + i] = j[k * m + i], norm = std::hypot(norm, j[k * m + i]);
      if (lambda > 0) a[k * rows + m + k] = std::sqrt(lambda) * norm;
    }
    std::copy(r.begin(), r.end(), b.begin());
    if (lapack::gels(static_cast<int>(rows), static_cast<int>(n_), 1, a.data(), b.data()) != 0) return std::nullopt;
    b.resize(n_);
    for (const T p : b)
      if (!std::isfinite(p)) return std::nullopt;
    return b;
  }
  /// The largest cosine between r and a column.
  T cosine() const {
    T largest = 0;
    for (std::size_t k = 0; k < n_; ++k) {
      T product = 0, norm = 0, length = 0;
      for (std::size_t i = 0; i < t_.size(); ++i) {
        const T slope = j[k * t_.size() + i];
        product += slope * r[i], norm = std::hypot(norm, slope), length = std::hypot(length, r[i]);
      }
      if (product != 0) largest = std::max(largest, std::abs(product) / norm / length);
    }
    return largest;
  }

  Storage<T> r, j;
  T sum = 0;  ///< Σr²

 private:
  Formula model_;
  calculus::Tape<T> tape_;
  const Tensor<T>&t_, &y_;
  std::size_t n_;
};

}  // namespace etalon::fast::optimization
