#include "reference/scale/refinement.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "reference/scale/approximate.hpp"
#include "reference/scale/real_product.hpp"

namespace etalon::reference::scale {
namespace {

constexpr int bits_of_double = 44;  // that a start in double is good for
constexpr int spare = 16;           // bits beyond those that count
constexpr int most_steps = 24;
constexpr int largest_correction = -5;  // exponent: beyond it, a pair is of one cluster

/// ⌊log₂|x|⌋ + 1, or a very small number for 0.
std::int64_t exponent(const Real& x) { return mpfr_zero_p(raw(x)) ? INT64_MIN / 4 : mpfr_get_exp(raw(x)); }
std::int64_t largest_exponent(const Tensor<Real>& a) {
  std::int64_t top = INT64_MIN / 4;
  for (const Real& x : a) top = std::max(top, exponent(x));
  return top;
}

/// I − XᵀX
Tensor<Real> orthogonality_defect(const Tensor<Real>& x, int bits) {
  Tensor<Real> r = multiply_roughly(view(x).transposed(), view(x), bits);
  for (std::int64_t i = 0; i < r.shape[0]; ++i)
    for (std::int64_t j = 0; j < r.shape[0]; ++j)
      if (i == j) mpfr_ui_sub(raw(r(i, i)), 1, raw(r(i, i)), MPFR_RNDN);
      else mpfr_neg(raw(r(i, j)), raw(r(i, j)), MPFR_RNDN);
  return r;
}

/// At the precision of the guard, whatever those of the terms are.
Tensor<Real> sum(const Tensor<Real>& x, const Tensor<Real>& change) {
  Tensor<Real> result(x.shape);
  for (std::size_t e = 0; e < x.size(); ++e) mpfr_add(raw(result[e]), raw(x[e]), raw(change[e]), MPFR_RNDN);
  return result;
}

/// Sets of indices that pairs connect.
class Clusters {
 public:
  explicit Clusters(std::int64_t n) : root_(n) { std::iota(root_.begin(), root_.end(), std::int64_t{0}); }
  void join(std::int64_t i, std::int64_t j) { root_[of(i)] = of(j); }
  std::int64_t of(std::int64_t i) {
    while (root_[i] != i) i = root_[i] = root_[root_[i]];
    return i;
  }
  std::vector<std::vector<std::int64_t>> of_several() {
    std::vector<std::vector<std::int64_t>> all(root_.size());
    for (std::size_t i = 0; i < root_.size(); ++i) all[of(static_cast<std::int64_t>(i))].push_back(static_cast<std::int64_t>(i));
    std::erase_if(all, [](const auto& members) { return members.size() < 2; });
    return all;
  }

 private:
  std::vector<std::int64_t> root_;
};

class Refinement {
 public:
  Refinement(const Tensor<double>& start, const Project& project, int bits)
      : n_(start.shape[0]), project_(project), target_(bits + spare), x_(map(start, [](double x) { return Real(x); })) {}

  std::optional<Tensor<Real>> run() {
    int rotations = 0, bits = 0;
    for (int step = 0; step < most_steps; ++step) {
      bits = static_cast<int>(std::min<std::int64_t>(target_, std::max<std::int64_t>(bits, 2 * known_ + 2 * spare)));
      const Precision guard(bits);
      r_ = orthogonality_defect(x_, bits);
      s_ = project_(x_, bits);
      values_.clear();
      for (std::int64_t i = 0; i < n_; ++i) values_.push_back(s_(i, i) / (1 - r_(i, i)));
      if (!std::all_of(s_.begin(), s_.end(), [](const Real& x) { return mpfr_number_p(raw(x)) != 0; })) return std::nullopt;

      Clusters clusters = corrections(bits);
      constexpr int most_rotations = 4;  // of clusters within clusters, before the next step
      const bool may_rotate = rotations < most_rotations;
      if (may_rotate && rotate(clusters, bits)) {
        ++rotations;
        continue;
      }
      rotations = 0;
      const std::int64_t top = largest_exponent(e_);
      const auto useful = static_cast<int>(std::clamp<std::int64_t>(bits + top + spare, 32, bits));
      x_ = sum(x_, multiply_roughly(view(x_), view(e_), useful));
      known_ = std::clamp<std::int64_t>(-2 * top, bits_of_double / 2, bits);
      if (may_rotate && bits == target_ && known_ >= target_ - spare && unresolved_ <= spare - target_) return x_;
    }
    return std::nullopt;
  }

 private:
  /// E, and who is too near to whom.
  Clusters corrections(int bits) {
    Clusters clusters(n_);
    {
      const Precision half(bits / 2 + 2 * spare);  // E is a correction
      e_ = Tensor<Real>({n_, n_}, std::vector<Real>(n_ * n_, Real(0)));
    }
    const std::int64_t noise = largest_value() - bits + 4 + static_cast<std::int64_t>(std::log2(n_ + 1));  // of S
    std::vector<std::int64_t> reach(n_, INT64_MIN);  // exponent: whose value is nearer than that belongs to the same cluster
    Real numerator, gap;
    for (std::int64_t i = 0; i < n_; ++i) {
      mend(i, i);
      for (std::int64_t j = i + 1; j < n_; ++j) {
        mpfr_fma(raw(numerator), raw(values_[j]), raw(r_(i, j)), raw(s_(i, j)), MPFR_RNDN);
        mpfr_sub(raw(gap), raw(values_[j]), raw(values_[i]), MPFR_RNDN);
        const std::int64_t size = exponent(numerator);
        if (size <= noise) {
          mend(i, j);
        } else if (size - exponent(gap) > largest_correction) {
          clusters.join(i, j);
          for (const std::int64_t k : {i, j}) reach[k] = std::max(reach[k], size - largest_correction);
        } else {
          mpfr_div(raw(e_(i, j)), raw(numerator), raw(gap), MPFR_RNDN);
          mpfr_sub(raw(e_(j, i)), raw(r_(i, j)), raw(e_(i, j)), MPFR_RNDN);
        }
      }
    }
    for (bool grown = true; grown;) {
      grown = false;
      for (std::int64_t i = 0; i < n_; ++i)
        for (std::int64_t j = 0; j < n_ && reach[i] != INT64_MIN; ++j) {
          if (reach[j] >= reach[i]) continue;
          mpfr_sub(raw(gap), raw(values_[j]), raw(values_[i]), MPFR_RNDN);
          if (exponent(gap) > reach[i]) continue;
          clusters.join(i, j);
          reach[j] = reach[i];
          grown = true;
        }
    }
    for (const auto& members : clusters.of_several())
      for (const std::int64_t i : members)
        for (const std::int64_t j : members) mend(i, j);
    return clusters;
  }

  /// No turn of i and j, orthogonality alone.
  void mend(std::int64_t i, std::int64_t j) {
    for (const auto& [row, column] : {std::pair{i, j}, std::pair{j, i}}) mpfr_div_2ui(raw(e_(row, column)), raw(r_(row, column)), 1, MPFR_RNDN);
  }

  std::int64_t largest_value() const {
    std::int64_t top = INT64_MIN / 4;
    for (const Real& value : values_) top = std::max(top, exponent(value));
    return top;
  }

  /// Diagonalises the projections onto clusters where they say something; false when none does.
  bool rotate(Clusters& clusters, int bits) {
    const std::int64_t top = largest_value();
    bool rotated = false;
    unresolved_ = INT64_MIN;
    for (const auto& members : clusters.of_several()) {
      const auto size = static_cast<std::int64_t>(members.size());
      Tensor<Real> projection({size, size});
      const Real& shift = values_[members.front()];
      for (std::int64_t i = 0; i < size; ++i)
        for (std::int64_t j = 0; j < size; ++j) {
          Real& entry = projection(i, j);
          entry = s_(members[i], members[j]) + shift * r_(members[i], members[j]);
          if (i == j) entry -= shift;
        }
      const std::int64_t uncertain = std::min<std::int64_t>(known_, bits) - spare;
      const std::int64_t here = largest_exponent(projection) - top;
      if (here < -uncertain) {
        unresolved_ = std::max(unresolved_, here);
        continue;
      }
      const auto start = scaled_to_double(projection);
      const auto rotation = start ? eigenvectors(*start) : std::nullopt;
      if (!rotation) continue;
      turn(members, orthonormal(*rotation, bits), bits);
      rotated = true;
    }
    return rotated;
  }

  /// Newton's iteration, to as many bits as X is good for.
  Tensor<Real> orthonormal(const Tensor<double>& rotation, int bits) const {
    Tensor<Real> q = map(rotation, [](double x) { return Real(x); });
    for (std::int64_t good = bits_of_double; good < std::min<std::int64_t>(bits, known_ + spare); good *= 2) {
      Tensor<Real> half = orthogonality_defect(q, bits);
      for (Real& x : half) mpfr_div_2ui(raw(x), raw(x), 1, MPFR_RNDN);
      q = sum(q, multiply_roughly(view(q), view(half), bits));
    }
    return q;
  }

  void turn(const std::vector<std::int64_t>& members, const Tensor<Real>& q, int bits) {
    const auto size = static_cast<std::int64_t>(members.size());
    Tensor<Real> columns({n_, size});
    for (std::int64_t i = 0; i < n_; ++i)
      for (std::int64_t j = 0; j < size; ++j) mpfr_set(raw(columns(i, j)), raw(x_(i, members[j])), MPFR_RNDN);
    columns = multiply_roughly(view(columns), view(q), bits);
    for (std::int64_t i = 0; i < n_; ++i)
      for (std::int64_t j = 0; j < size; ++j) mpfr_swap(raw(x_(i, members[j])), raw(columns(i, j)));
  }

  const std::int64_t n_;
  const Project& project_;
  const int target_;
  std::int64_t known_ = bits_of_double;  // bits that X is good for
  Tensor<Real> x_, r_, s_, e_;
  std::vector<Real> values_;
  std::int64_t unresolved_ = INT64_MIN;  ///< exponent of the largest projection onto a cluster that was left as it is, beside ‖H‖
};

}  // namespace

std::optional<Tensor<Real>> refine_eigenvectors(const Tensor<double>& start, const Project& project, int bits) {
  const auto found = Refinement(start, project, bits).run();
  if (!found) return std::nullopt;
  Tensor<Real> rounded(found->shape);
  for (std::size_t e = 0; e < rounded.size(); ++e) mpfr_set(raw(rounded[e]), raw((*found)[e]), MPFR_RNDN);
  return rounded;
}

}  // namespace etalon::reference::scale
