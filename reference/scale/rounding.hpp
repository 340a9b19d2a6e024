#pragma once
#include <algorithm>

#include "reference/scale/remaindering.hpp"

namespace etalon::reference::scale {

/// The terms of one entry, exact, for the plain loops.
class Terms {
 public:
  explicit Terms(std::size_t size) : numbers_(size), pointers_(size) {
    for (std::size_t i = 0; i < size; ++i) mpfr_init2(pointers_[i] = &numbers_[i], 64);
  }
  ~Terms() {
    for (__mpfr_struct& x : numbers_) mpfr_clear(&x);
  }
  Terms(const Terms&) = delete;
  Terms& operator=(const Terms&) = delete;

  /// Exact products of a row and a column.
  void products(const View& a, std::int64_t i, const View& b, std::int64_t j) {
    for (std::size_t k = 0; k < numbers_.size(); ++k) {
      const mpfr_srcptr x = a(i, static_cast<std::int64_t>(k)), y = b(static_cast<std::int64_t>(k), j);
      const mpfr_prec_t bits = mpfr_get_prec(x) + mpfr_get_prec(y);
      if (mpfr_get_prec(pointers_[k]) != bits) mpfr_set_prec(pointers_[k], bits);
      mpfr_mul(pointers_[k], x, y, MPFR_RNDN);
    }
  }
  /// Correctly rounded; zero is +0.
  int sum(mpfr_ptr total, mpfr_rnd_t rounding) const {
    const int inexact = mpfr_sum(total, pointers_.data(), numbers_.size(), rounding);
    if (mpfr_zero_p(total)) mpfr_set_zero(total, +1);
    return inexact;
  }

  /// How many bits the exact sum has at most.
  mpfr_prec_t bits_of_sum() const {
    mpfr_exp_t high = mpfr_get_emin(), low = mpfr_get_emax();
    for (const mpfr_ptr x : pointers_)
      if (mpfr_regular_p(x)) high = std::max(high, mpfr_get_exp(x)), low = std::min<mpfr_exp_t>(low, mpfr_get_exp(x) - mpfr_min_prec(x));
    return std::max<mpfr_prec_t>(2, high - low + 64);
  }

 private:
  std::vector<__mpfr_struct> numbers_;
  std::vector<mpfr_ptr> pointers_;
};

/// How an entry of the product is written down, by both ways of multiplying.
class Rounding {
 public:
  virtual ~Rounding() = default;
  virtual void take(std::int64_t entry, mpz_srcptr integer, std::int64_t exponent) = 0;
  virtual void take(std::int64_t entry, const Terms& terms) = 0;
};

/// A·B by the faster way; the same either way.
void multiply(const View& a, const View& b, Rounding& rounding, const Options& options);

}  // namespace etalon::reference::scale
