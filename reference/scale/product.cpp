#include "reference/scale/real_product.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>

#include "reference/scale/rounding.hpp"

namespace etalon::reference::scale {
namespace {

std::atomic<std::int64_t> failures = 0;

class ToNearest : public Rounding {
 public:
  explicit ToNearest(Tensor<Real>& c) : c_(c) {}
  void take(std::int64_t entry, mpz_srcptr integer, std::int64_t exponent) override { mpfr_set_z_2exp(raw(c_[entry]), integer, exponent, MPFR_RNDN); }
  void take(std::int64_t entry, const Terms& terms) override { terms.sum(raw(c_[entry]), MPFR_RNDN); }

 private:
  Tensor<Real>& c_;
};

class Exactly : public Rounding {
 public:
  explicit Exactly(Tensor<Real>& c) : c_(c) {}
  void take(std::int64_t entry, mpz_srcptr integer, std::int64_t exponent) override {
    mpfr_set_prec(raw(c_[entry]), static_cast<mpfr_prec_t>(std::max<std::size_t>(2, mpz_sizeinbase(integer, 2))));
    mpfr_set_z_2exp(raw(c_[entry]), integer, exponent, MPFR_RNDN);
  }
  void take(std::int64_t entry, const Terms& terms) override {
    mpfr_set_prec(raw(c_[entry]), terms.bits_of_sum());
    terms.sum(raw(c_[entry]), MPFR_RNDN);
    if (mpfr_regular_p(raw(c_[entry]))) mpfr_prec_round(raw(c_[entry]), std::max<mpfr_prec_t>(2, mpfr_min_prec(raw(c_[entry]))), MPFR_RNDN);
  }

 private:
  Tensor<Real>& c_;
};

class Outwards : public Rounding {
 public:
  explicit Outwards(Tensor<Interval>& c) : c_(c) {}
  void take(std::int64_t entry, mpz_srcptr integer, std::int64_t exponent) override {
    above(entry, mpfr_set_z_2exp(lower(entry), integer, exponent, MPFR_RNDD));
  }
  void take(std::int64_t entry, const Terms& terms) override { above(entry, terms.sum(lower(entry), MPFR_RNDD)); }

 private:
  mpfr_ptr lower(std::int64_t entry) { return &c_[entry].data()->left; }
  /// The upper bound is the lower one, or its neighbour when that was rounded.
  void above(std::int64_t entry, int inexact) {
    const mpfr_ptr upper = &c_[entry].data()->right;
    mpfr_set(upper, lower(entry), MPFR_RNDU);
    if (inexact != 0) mpfr_nextabove(upper);
  }
  Tensor<Interval>& c_;
};

/// Roughly, in nanoseconds.
double cost_by_loops(const View& a, const View& b) {
  const double limbs = a.rows * a.columns == 0 || b.columns == 0 ? 0 : static_cast<double>(mpfr_get_prec(a(0, 0)) + mpfr_get_prec(b(0, 0))) / 64;
  return static_cast<double>(a.rows) * static_cast<double>(a.columns) * static_cast<double>(b.columns) * (40 + 5 * limbs + 0.3 * std::pow(limbs, 1.6));
}

void multiply_by_loops(const View& a, const View& b, Rounding& rounding) {
  Terms terms(a.columns);
  for (std::int64_t i = 0; i < a.rows; ++i)
    for (std::int64_t j = 0; j < b.columns; ++j) {
      terms.products(a, i, b, j);
      rounding.take(i * b.columns + j, terms);
    }
}

Tensor<Real> to_real(const Tensor<double>& a) {
  Tensor<Real> result;
  const Precision guard(53);
  return result = map(a, [](double x) { return Real(x); });
}

}  // namespace

namespace {

/// Of rows and columns cut to `most_bits`, where that is not 0.
void multiply_cut(const View& a, const View& b, int most_bits, Rounding& rounding, const Options& options) {
  if (cost_by_loops(a, b) > cost_by_remainders(a.rows, a.columns, b.columns, 64, 64)) {
    const auto left = fixed_point_of_rows(a, most_bits), right = fixed_point_of_rows(b.transposed(), most_bits);
    if (left && right && cost_by_loops(a, b) > cost_by_remainders(a.rows, a.columns, b.columns, left->bits, right->bits)) {
      const Sink sink = [&](std::int64_t i, std::int64_t j, mpz_srcptr integer, std::int64_t exponent) {
        rounding.take(i * b.columns + j, integer, exponent);
      };
      if (multiply_by_remainders(a, *left, b, *right, sink, options)) return;
      ++failures;
    }
  }
  multiply_by_loops(a, b, rounding);
}

}  // namespace

void multiply(const View& a, const View& b, Rounding& rounding, const Options& options) { multiply_cut(a, b, 0, rounding, options); }

Tensor<Real> multiply(const View& a, const View& b, const Options& options) {
  Tensor<Real> c({a.rows, b.columns});
  ToNearest rounding(c);
  multiply(a, b, rounding, options);
  return c;
}
Tensor<Real> multiply(const Tensor<Real>& a, const Tensor<Real>& b, const Options& options) { return multiply(view(a), view(b), options); }
Tensor<Real> multiply(const Tensor<double>& a, const Tensor<double>& b, const Options& options) { return multiply(to_real(a), to_real(b), options); }

Tensor<Real> multiply_exactly(const View& a, const View& b, const Options& options) {
  Tensor<Real> c({a.rows, b.columns});
  Exactly rounding(c);
  multiply(a, b, rounding, options);
  return c;
}

Tensor<Real> multiply_roughly(const View& a, const View& b, int bits, const Options& options) {
  Tensor<Real> c({a.rows, b.columns});
  ToNearest rounding(c);
  multiply_cut(a, b, bits, rounding, options);
  return c;
}

Tensor<Interval> enclose_product(const View& a, const View& b, const Options& options) {
  Tensor<Interval> c({a.rows, b.columns});
  Outwards rounding(c);
  multiply(a, b, rounding, options);
  return c;
}

std::int64_t failed_products() { return failures; }

}  // namespace etalon::reference::scale
