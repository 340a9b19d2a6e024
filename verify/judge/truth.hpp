#pragma once
#include "reference/number/certify.hpp"
#include "verify/trial/operation.hpp"

namespace etalon::verify {

/// What is certainly true of one case: the enclosures, and how far off each entry may be.
struct Truth {
  Certificate certificate;
  SizeValues sizes;
  /// For each output field and entry: the bound on |ŷ − y| by its grade, as a point; empty where no bound applies.
  std::vector<std::vector<Interval>> allowed;
  /// One inherent unit u·B + η of each entry; empty where the formula has no derivative, or where the bound needs none and nobody asks.
  std::vector<std::vector<Interval>> unit;
};

/// Is one inherent unit wanted of every entry, for the report, or where the bound is made of them? They are what a judgement takes
/// longest for: a reverse sweep for each entry.
enum class Units { of_every_entry, of_bounds };

/// The truth about these inputs for an implementation that computes in `format`. Enclosures are narrower than
/// 2^−slack_bits of the allowed error.
Truth truth_of(const Operation& op, const Values<double>& inputs, std::size_t variant, const Format& format, int slack_bits = 10, Units units = Units::of_every_entry);

/// B = |y| + Σⱼ sup|∂y/∂xⱼ|·|xⱼ| over the box x(1 ± 2u) of the data inputs, for each output field and entry.
std::vector<std::vector<Interval>> inherent_budget(const Operation& op, const Values<double>& inputs, std::size_t variant, const Format& format);

/// T: the running error analysis of the textbook formula, in units of u, for each output field and entry.
std::vector<std::vector<Interval>> textbook_budget(const Operation& op, const Values<double>& inputs, std::size_t variant);

}  // namespace etalon::verify
