#pragma once
#include <array>

#include "verify/trial/operation.hpp"

/// What judging a case costs, known before it is drawn: counted on small ones, and extended as it grows. Clocks would give other cases on other machines.
namespace etalon::verify {

/// Of one case.
struct Work {
  double entries = 0;  ///< of inputs and outputs
  double nodes = 0;    ///< of the formula's tape, or the products of what is no node of it
  double swept = 0;    ///< entries whose bounds take a reverse sweep,
  double visits = 0;   ///< and the nodes that all these sweeps meet

  /// In nodes of a formula.
  double total(const Operation& op) const;
};
Work work_of(const Operation& op, const Values<double>& inputs);

/// c + b·nᵖ through three cases with extents n of 1, 2 and 4 times `first`.
class Growth {
 public:
  Growth(const Work& once, const Work& twice, const Work& four_times, std::int64_t first);
  Work at(std::int64_t n) const;
  /// Does anything grow?
  bool grows() const;

 private:
  std::array<Work, 3> known_;
  double first_;
};

}  // namespace etalon::verify
