#include "reference/number/real.hpp"

namespace etalon {

Real lower(const Interval& x) {
  Real r;
  mpfr_set(r.backend().data(), &x.data()->left, MPFR_RNDD);
  return r;
}
Real upper(const Interval& x) {
  Real r;
  mpfr_set(r.backend().data(), &x.data()->right, MPFR_RNDU);
  return r;
}
Real middle(const Interval& x) {
  Real r;
  mpfi_mid(r.backend().data(), x.data());
  return r;
}
Interval point(const Real& x) {
  Interval r;
  mpfi_set_prec(r.data(), mpfr_get_prec(x.backend().data()));
  mpfi_set_fr(r.data(), x.backend().data());
  return r;
}

}  // namespace etalon
