#include "reference/number/emulation.hpp"

#include <mpfr.h>

namespace etalon {
namespace {

constinit thread_local Emulation* innermost = nullptr;
constexpr int wide = 256;         // bits: the results of operations on numbers of a format are rounded to it but once
constexpr std::size_t block = 16;

/// To nearest, ties to even, with exponents of any size. Correctly, but for a function so near to the middle of two numbers that
/// the bits of the enclosure do not tell.
Interval rounded_to(const Interval& x, const Format& format) {
  Interval y;
  mpfr_t middle, nearest;
  mpfr_init2(middle, 2 * wide);
  mpfr_init2(nearest, format.precision);
  mpfr_add(middle, &x.data()->left, &x.data()->right, MPFR_RNDN);
  mpfr_div_2ui(middle, middle, 1, MPFR_RNDN);
  mpfr_set(nearest, middle, MPFR_RNDN);
  mpfi_set_fr(y.data(), nearest);
  mpfr_clear(middle);
  mpfr_clear(nearest);
  return y;
}

}  // namespace

Emulation::Emulation(const Format& operands, const Format& accumulation, Summation order)
    : operands_(operands), accumulation_(accumulation), order_(order), outer_(innermost), guard_(wide) {
  innermost = this;
}
Emulation::~Emulation() { innermost = outer_; }
Emulation* Emulation::current() { return innermost; }

Interval Emulation::rounded(const Interval& exact) const { return rounded_to(exact, accumulation_); }
Interval Emulation::factor(const Interval& x) const { return operands_.precision < accumulation_.precision ? rounded_to(x, operands_) : x; }

Interval Emulation::together(const std::vector<Partial>& partials) const {
  Interval sum = partials.back().sum;
  for (std::size_t i = partials.size() - 1; i-- > 0;) sum = partials[i].sum + sum;
  return sum;
}

void Emulation::add(Interval& sum, const Interval& term) {
  if (order_ == Summation::sequential) {
    sum = sum + term;
    return;
  }
  auto& [seen, partials] = sums_[&sum];
  if (partials.empty() || sum.is_zero() || !(sum == seen).certainly()) partials = {{sum, 1}};
  const auto join = [&partials = partials] {
    const Partial last = partials.back();
    partials.pop_back();
    partials.back() = {partials.back().sum + last.sum, partials.back().terms + last.terms};
  };
  if (order_ == Summation::pairwise) {
    partials.push_back({term, 1});
    while (partials.size() > 1 && partials[partials.size() - 2].terms == partials.back().terms) join();
  } else if (partials.back().terms < block) {
    partials.back() = {partials.back().sum + term, partials.back().terms + 1};
  } else {
    if (partials.size() == 2) join();
    partials.push_back({term, 1});
  }
  sum = together(partials);
  seen = sum;
}

}  // namespace etalon
