#pragma once
#include "reference/number/certify.hpp"
#include "verify/judge/budgets.hpp"
#include "verify/trial/formats.hpp"
#include "verify/trial/operation.hpp"

namespace etalon::verify {

/// What is certainly true of one case: the enclosures, and how far off each entry may be.
struct Truth {
  Certificate certificate;
  SizeValues sizes;
  /// For each output field and entry: the bound on |ŷ − y| by its grade, as a point; empty where no bound applies.
  std::vector<std::vector<Interval>> allowed;
  /// Where operands or storage are narrower than what accumulates: the part u_o·F + u_s·|y| + η_s of the bound, F what formulas lose by rounding the factors of products.
  std::vector<std::vector<Interval>> beside;
  /// One inherent unit u·B + η of each entry, with what stands beside it; empty where the formula has no derivative, or where the bound needs none and nobody asks.
  std::vector<std::vector<Interval>> unit;

  /// Of a bracketed case, where nobody has swept: `allowed` is c·(u·|y| + η), which is no more than the bound, and this c·(u·T + η), T over the box, which is no less.
  std::vector<std::vector<Interval>> most;
  Marks swept;  ///< 1 where `allowed` is the bound
  bool too_long_to_sweep = false;  ///< the formula's tape would not fit: where sweeps would decide, the upper end does
  bool is_bracketed() const { return !most.empty(); }
};

/// Is one inherent unit wanted of every entry, for the report, or where the bound is made of them? They are what a judgement takes
/// longest for: a reverse sweep for each entry. Beyond some number of entries, or on request, bounds are bracketed, and swept where an error lies between the ends.
enum class Units { of_every_entry, of_bounds, where_undecided };

/// The truth about these inputs for an implementation that computes in these formats. Enclosures are narrower than
/// 2^−slack_bits of the allowed error; up to float32 doubles are tried first, if they may be.
Truth truth_of(const Operation& op, const Values<double>& inputs, std::size_t variant, const Formats& formats, int slack_bits = 10, Units units = Units::of_every_entry, bool in_hardware = true);

/// Sweeps the entries of a bracketed case whose error |ŷ − y| lies between the ends of its bound. Beyond the allowance the upper end has to do; of how many?
std::size_t sweep_undecided(Truth& truth, const Operation& op, const Values<double>& inputs, std::size_t variant, const Formats& formats, const Values<double>& outputs);

/// Is the error of an entry of a bracketed case beyond the upper end of its bound? Then no sweep mends it.
bool is_beyond_upper_ends(const Truth& truth, const Values<double>& outputs);

}  // namespace etalon::verify
