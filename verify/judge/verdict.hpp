#pragma once
#include <optional>
#include <string>
#include <vector>

#include "verify/trial/implementation.hpp"
#include "verify/judge/truth.hpp"

namespace etalon::verify {

enum class Outcome {
  pass,
  vacuous,      ///< nothing was said: no theorem holds of these inputs, or an answer of zeros would pass too
  unsupported,
  not_run,      ///< of a row: it was not finished
  undecided,
  variant,      ///< another declared convention
  ill_posed,
  fail,
  crash,
  timeout,
};
std::string text(Outcome outcome);

/// The judgement of one reply, with what a person needs to see why.
struct Verdict {
  Outcome outcome = Outcome::pass;
  std::string clause;   ///< that was broken
  std::string reason;   ///< one line; empty for a pass
  std::string law;      ///< with a bound that is broken: a law that the outputs break with it, and how
  std::string remark;   ///< beside the verdict: a dtype that is wider than asked for
  std::vector<std::string> variants;  ///< with Outcome::variant: the conventions that the reply agrees with

  std::string output;   ///< the worst entry: its field, index, values and bound
  std::string index;
  std::string exact;
  std::string obtained;
  double units = 0;     ///< |ŷ − y| in inherent units (or in units of u·T, of the residual's bound …)
  double bound = 0;     ///< the bound in the same units
  std::string unit_name;
  double digits = 0;    ///< correct significant digits of that entry; below 0 for a wrong magnitude
  std::size_t bad = 0, entries = 0;  ///< entries outside their bounds, of those that have one

  double used = 0;      ///< the largest part of a bound that was used, over all entries
  double inherent = 0;  ///< the largest error in inherent units, whatever the grade; for the report's stricter grades
  bool rounded = true;  ///< was every real entry correctly rounded?
  std::optional<std::size_t> grade;  ///< of grades.hpp, which the outputs reach, where the operation has such
};

/// Judges a reply against the truth. Refines the truth where the enclosure cannot decide.
Verdict judge(const Request& request, const Reply& reply);

}  // namespace etalon::verify
