#include "reference/number/emulation.hpp"

namespace etalon {
namespace {

constinit thread_local Emulation* innermost = nullptr;
constexpr int wide = 256;         // bits: the results of operations on numbers of a format are rounded to it but once
constexpr std::size_t block = 16;

/// Correctly, but for a function so near to the middle of two numbers that so many bits do not tell.
Interval rounded_to(const Interval& x, const Format& format) {
  const auto nearest = round_to(x, format);
  return exactly(nearest ? *nearest : *round_to(x.collapse(), format));
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
  const auto join = [&] {
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
