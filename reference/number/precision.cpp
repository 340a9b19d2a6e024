#include "reference/number/precision.hpp"

#include <cmath>

#include "reference/number/real.hpp"

namespace etalon {
namespace {

thread_local int guarded_bits = Precision::unguarded;

}  // namespace

Precision::Precision(int bits)
    : outer_bits_(guarded_bits), outer_digits_(Real::thread_default_precision()), outer_lowest_(mpfr_get_emin()), outer_highest_(mpfr_get_emax()) {
  // The widest range of exponents: textbook formulas take exp of what they are given.
  mpfr_set_emin(mpfr_get_emin_min());
  mpfr_set_emax(mpfr_get_emax_max());
  // Boost counts decimal digits; one more than enough, so that no number has fewer bits than the guard says.
  Real::thread_default_precision(static_cast<unsigned>(std::ceil(bits * 0.30103)) + 1);
  guarded_bits = bits;
}
Precision::~Precision() {
  guarded_bits = outer_bits_;
  Real::thread_default_precision(outer_digits_);
  mpfr_set_emin(outer_lowest_);
  mpfr_set_emax(outer_highest_);
}
int Precision::bits() { return guarded_bits; }

}  // namespace etalon
