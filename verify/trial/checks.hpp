#pragma once
#include <optional>
#include <string>

#include "reference/contract/result.hpp"
#include "reference/contract/tensor.hpp"
#include "reference/number/interval.hpp"

namespace etalon::verify {

/// Thrown inside a theorem when the reference refuses an input: the theorem says nothing about it.
struct Refused {
  Failure failure;
};

/// What the outputs are that a law looks at.
enum class View {
  truth,     ///< the exact ones, in enclosures: an identity must come out narrow, or the precision is raised
  bounds,    ///< an implementation's, widened by their bounds: some values that these allow must obey
  returned,  ///< an implementation's as they are: only what rounding cannot break is looked at, `exactly` and `exactly_at_most`
};

/// Collects what a law finds. Only a certain violation counts; an enclosure too wide to say anything raises the precision.
class Checks {
 public:
  Checks() = default;
  explicit Checks(View view) : view_(view) {}
  /// a = b: the enclosures overlap and are narrow beside |a| + |b|.
  void equal(const Interval& a, const Interval& b, const std::string& what);
  void equal(const Tensor<Interval>& a, const Tensor<Interval>& b, const std::string& what);
  /// Like equal, for quantities that cancel: narrow beside `scale`.
  void equal_within(const Interval& a, const Interval& b, const Interval& scale, const std::string& what);
  /// measured ≤ allowed; the largest quotient is remembered.
  void at_most(const Interval& measured, const Interval& allowed, const std::string& what);
  void holds(Ternary condition, const std::string& what);
  /// Of outputs as they were returned too: the mask's weights are 0, probabilities lie between 0 and 1, indices ascend.
  void exactly(Ternary condition, const std::string& what);
  void exactly_at_most(const Interval& a, const Interval& b, const std::string& what);
  /// The theorem says nothing of these inputs: "κ·ε ≥ 1". A reply that nothing else judges is then vacuous.
  void says_nothing(const std::string& why);

  View view() const { return view_; }
  const std::optional<std::string>& violation() const { return violation_; }
  /// The largest measured/allowed seen by at_most.
  double used() const { return used_; }
  /// Why a theorem said nothing; "" when all spoke.
  const std::string& silence() const { return silence_; }

 private:
  void decide(Ternary condition, const std::string& what);
  void violated(const std::string& what) {
    if (!violation_) violation_ = what;
  }
  View view_ = View::truth;
  std::optional<std::string> violation_;
  std::string silence_;
  double used_ = 0;
};

}  // namespace etalon::verify
