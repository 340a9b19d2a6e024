#pragma once
#include <map>
#include <vector>

#include "reference/number/format.hpp"
#include "reference/number/precision.hpp"

namespace etalon {

/// In which order terms are added to what `+=` collects.
enum class Summation {
  sequential,
  pairwise,  ///< partial sums of 1, 2, 4, … terms
  blocked,   ///< of 16 terms each, then those one after the other
};

/// While it lives, this thread's numbers are those of a format: the exact result of every operation is rounded to nearest to
/// the bits of `accumulation`, the factors of a product to those of `operands` before they are multiplied. Exponents have any size,
/// since textbooks do not speak of overflow; what formulas are given stays as it is.
class Emulation {
 public:
  Emulation(const Format& operands, const Format& accumulation, Summation order);
  ~Emulation();
  Emulation(const Emulation&) = delete;
  Emulation& operator=(const Emulation&) = delete;

  /// Null where nothing is emulated.
  static Emulation* current();

  Interval rounded(const Interval& exact) const;
  Interval factor(const Interval& x) const;
  /// sum += term. Whatever else is done to a sum makes it the first term of another.
  void add(Interval& sum, const Interval& term);

 private:
  struct Partial {
    Interval sum;
    std::size_t terms;
  };
  struct Sums {
    Interval seen;  ///< what the sum was when it was last added to
    std::vector<Partial> partials;
  };
  Interval together(const std::vector<Partial>& partials) const;

  const Format &operands_, &accumulation_;
  Summation order_;
  std::map<const Interval*, Sums> sums_;
  Emulation* outer_;
  Precision guard_;
};

}  // namespace etalon
