#include <algorithm>
#include <cmath>

#include "reference/number/inner_product.hpp"
#include "reference/scale/kernels.hpp"
#include "reference/scale/real_product.hpp"
#include "reference/scale/rounding.hpp"

namespace etalon::reference::scale {
namespace {

/// Upper bounds of absolute values: entry·2^exponent of its row, or of its column; the largest entry of each is about 1.
struct Bounds {
  std::vector<double> entries;
  std::vector<std::int64_t> exponent;
};
constexpr int lowest = -500;  // of an entry's exponent: products of two stay clear of underflow

/// `by` is 0 for exponents of rows, 1 of columns. Nothing when an entry is too small beside another.
std::optional<Bounds> bounds_of(const Tensor<Real>& x, int by) {
  Bounds result{std::vector<double>(x.size()), std::vector<std::int64_t>(x.shape[by], INT64_MIN)};
  const auto line = [&](std::size_t e) { return by == 0 ? e / x.shape[1] : e % x.shape[1]; };
  for (std::size_t e = 0; e < x.size(); ++e)
    if (mpfr_regular_p(raw(x[e]))) result.exponent[line(e)] = std::max<std::int64_t>(result.exponent[line(e)], mpfr_get_exp(raw(x[e])));
  for (std::size_t e = 0; e < x.size(); ++e) {
    if (!mpfr_regular_p(raw(x[e]))) continue;
    long own;
    const double fraction = mpfr_get_d_2exp(&own, raw(x[e]), MPFR_RNDA);
    const std::int64_t below = own - result.exponent[line(e)];
    if (below < lowest) return std::nullopt;
    result.entries[e] = std::ldexp(std::abs(fraction), static_cast<int>(below));
  }
  for (std::int64_t& exponent : result.exponent)
    if (exponent == INT64_MIN) exponent = 0;
  return result;
}

/// Adds an upper bound of |a|·|b| to each entry of `sum`; false when double does not hold it.
bool add_product_upwards(const Tensor<Real>& left, const Tensor<Real>& right, Tensor<Real>& sum) {
  const auto bounds_left = bounds_of(left, 0), bounds_right = bounds_of(right, 1);
  if (!bounds_left || !bounds_right) return false;
  const Bounds &a = *bounds_left, &b = *bounds_right;
  const std::int64_t inner = left.shape[1], rows = sum.shape[0], columns = sum.shape[1];
  std::vector<double> product(sum.size(), 0.0);
  add_product(a.entries.data(), b.entries.data(), product.data(), rows, inner, columns);
  const double factor = 1 + static_cast<double>(inner + 8) * 0x1p-52;  // above every rounding of the product, and of this one
  Real term;
  for (std::int64_t i = 0; i < rows; ++i)
    for (std::int64_t j = 0; j < columns; ++j) {
      mpfr_set_d(raw(term), product[i * columns + j] * factor, MPFR_RNDU);
      mpfr_mul_2si(raw(term), raw(term), a.exponent[i] + b.exponent[j], MPFR_RNDU);
      mpfr_add(raw(sum(i, j)), raw(sum(i, j)), raw(term), MPFR_RNDU);
    }
  return true;
}

constexpr int radius_bits = 64;

/// Intervals as middle and radius. The middle has no more bits than the radius leaves it a use for.
struct Balls {
  Tensor<Real> middle, radius, farthest;  ///< farthest: |middle| + radius, upwards
  bool points = true;
};

Balls to_balls(const Tensor<Interval>& a) {
  Balls balls{Tensor<Real>(a.shape), {}, {}, true};
  const int bits = Precision::bits();
  const Precision guard(radius_bits);
  balls.radius = Tensor<Real>(a.shape);
  balls.farthest = Tensor<Real>(a.shape);
  Real below;
  for (std::size_t e = 0; e < a.size(); ++e) {
    const mpfr_srcptr low = &a[e].data()->left, high = &a[e].data()->right;
    const mpfr_ptr middle = raw(balls.middle[e]), radius = raw(balls.radius[e]), farthest = raw(balls.farthest[e]);
    if (mpfr_equal_p(low, high)) {
      mpfr_set_prec(middle, mpfr_get_prec(low));
      mpfr_set(middle, low, MPFR_RNDN);
      mpfr_set_zero(radius, +1);
    } else {
      balls.points = false;
      constexpr int beside_radius = 16;
      mpfr_sub(radius, high, low, MPFR_RNDU);
      const mpfr_exp_t top = std::max(mpfr_zero_p(low) ? mpfr_get_emin() : mpfr_get_exp(low), mpfr_zero_p(high) ? mpfr_get_emin() : mpfr_get_exp(high));
      mpfr_set_prec(middle, std::clamp<mpfr_exp_t>(top - mpfr_get_exp(radius) + beside_radius, 2, bits + 2));
      mpfr_add(middle, low, high, MPFR_RNDN);
      mpfr_div_2ui(middle, middle, 1, MPFR_RNDN);
      mpfr_sub(radius, high, middle, MPFR_RNDU);
      mpfr_sub(raw(below), middle, low, MPFR_RNDU);
      mpfr_max(radius, radius, raw(below), MPFR_RNDU);
    }
    mpfr_abs(farthest, middle, MPFR_RNDU);
    mpfr_add(farthest, farthest, radius, MPFR_RNDU);
  }
  return balls;
}

/// |mid A|·rad B + rad A·(|mid B| + rad B), upwards.
std::optional<Tensor<Real>> radius_of_product(const Balls& a, const Balls& b) {
  const Precision guard(radius_bits);
  Tensor<Real> radius({a.radius.shape[0], b.radius.shape[1]});
  for (Real& x : radius) x = 0;
  if (!b.points && !add_product_upwards(a.middle, b.radius, radius)) return std::nullopt;
  if (!a.points && !add_product_upwards(a.radius, b.farthest, radius)) return std::nullopt;
  return radius;
}

/// The exact product of the middles, and a radius.
class Around : public Rounding {
 public:
  Around(Tensor<Interval>& c, const Tensor<Real>& radius) : c_(c), radius_(radius) {}
  void take(std::int64_t entry, mpz_srcptr integer, std::int64_t exponent) override {
    mpfr_set_z_2exp(lower(entry), integer, exponent, MPFR_RNDD);
    mpfr_set_z_2exp(upper(entry), integer, exponent, MPFR_RNDU);
    widen(entry);
  }
  void take(std::int64_t entry, const Terms& terms) override {
    terms.sum(lower(entry), MPFR_RNDD);
    terms.sum(upper(entry), MPFR_RNDU);
    widen(entry);
  }

 private:
  mpfr_ptr lower(std::int64_t entry) { return &c_[entry].data()->left; }
  mpfr_ptr upper(std::int64_t entry) { return &c_[entry].data()->right; }
  void widen(std::int64_t entry) {
    mpfr_sub(lower(entry), lower(entry), raw(radius_[entry]), MPFR_RNDD);
    mpfr_add(upper(entry), upper(entry), raw(radius_[entry]), MPFR_RNDU);
  }
  Tensor<Interval>& c_;
  const Tensor<Real>& radius_;
};

bool is_finite(const Tensor<Interval>& a) {
  return std::all_of(a.begin(), a.end(), [](const Interval& x) { return x.is_finite() && !x.is_nan(); });
}

bool are_points(const Tensor<Interval>& a) {
  return std::all_of(a.begin(), a.end(), [](const Interval& x) { return x.is_point(); });
}

Tensor<Interval> multiply_by_loops(const Tensor<Interval>& a, const Tensor<Interval>& b) {
  Tensor<Interval> c({a.shape[0], b.shape[1]});
  Interval product;
  for (std::int64_t i = 0; i < c.shape[0]; ++i)
    for (std::int64_t j = 0; j < c.shape[1]; ++j) {
      Interval& sum = c(i, j) = 0;
      for (std::int64_t k = 0; k < a.shape[1]; ++k) {
        mpfi_mul(product.data(), a(i, k).data(), b(k, j).data());
        mpfi_add(sum.data(), sum.data(), product.data());
      }
    }
  return c;
}

/// Sum by sum, in balls as far as these go: no entry becomes MPFI's.
Tensor<Interval> multiply_in_hardware(const Tensor<Interval>& a, const Tensor<Interval>& b) {
  Tensor<Interval> c({a.shape[0], b.shape[1]});
  for (std::int64_t i = 0; i < c.shape[0]; ++i)
    for (std::int64_t j = 0; j < c.shape[1]; ++j) c(i, j) = inner_product(a.shape[1], row_of(a, i), column_of(b, j));
  return c;
}

}  // namespace

Tensor<Interval> multiply(const Tensor<Interval>& a, const Tensor<Interval>& b, const Options& options) {
  if (Precision::in_hardware()) return multiply_in_hardware(a, b);
  constexpr std::int64_t small = 4 * 4 * 4;  // below this, loops are at least as fast
  if (a.shape[0] * a.shape[1] * b.shape[1] < small || !is_finite(a) || !is_finite(b)) return multiply_by_loops(a, b);

  if (are_points(a) && are_points(b)) return enclose_product(view(a), view(b), options);
  const Balls left = to_balls(a), right = to_balls(b);
  const auto radius = radius_of_product(left, right);
  if (!radius) return multiply_by_loops(a, b);
  Tensor<Interval> c({a.shape[0], b.shape[1]});
  Around rounding(c, *radius);
  multiply(view(left.middle), view(right.middle), rounding, options);
  return c;
}

Tensor<Interval> transposed(const Tensor<Interval>& a) {
  Tensor<Interval> t({a.shape[1], a.shape[0]});
  for (std::int64_t i = 0; i < a.shape[0]; ++i)
    for (std::int64_t j = 0; j < a.shape[1]; ++j) t(j, i) = a(i, j);
  return t;
}

Tensor<Interval> gram(const Tensor<Interval>& a, const Options& options) {
  if (are_points(a) && is_finite(a)) return enclose_product(view(a).transposed(), view(a), options);
  return multiply(transposed(a), a, options);
}

}  // namespace etalon::reference::scale
