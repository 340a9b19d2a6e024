#pragma once
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "verify/trial/operation.hpp"

/// Grades of accuracy weaker than the contract's, by name: a result that breaks its contract's bound is told which of them it reaches.
namespace etalon::verify {

struct Request;
struct Truth;

/// A bound on |ŷ − y| for each entry of each output.
using WeakerBound = std::function<Values<Interval>(const Values<Interval>& in, const Values<Interval>& exact, const Interval& u, const Interval& eta)>;
struct WeakerGrade {
  std::string name;
  std::string text;  ///< the bound, as a person reads it
  WeakerBound bound;
};
/// Grade 0 is the contract's own, 1, 2, … are the weaker ones, and the number after the last is none.
struct GradeNames {
  std::string own;
  std::vector<WeakerGrade> weaker;
  std::size_t none() const { return weaker.size() + 1; }
};
void declare_grades(const std::string& operation, GradeNames grades);

/// The grades of an operation; nullptr where it has none but its contract's.
const GradeNames* grades_of(const Operation& op);
/// "componentwise", …, "none".
std::string grade_name(const Operation& op, std::size_t grade);
/// The grade of that name, none excluded.
std::optional<std::size_t> find_grade(const Operation& op, const std::string& name);
/// "reaches the normwise grade: not componentwise, not row-and-column-wise"; "" without a grade.
std::string grade_reached_text(const Operation& op, std::optional<std::size_t> grade);

/// The strictest grade of which every entry keeps the bound, or that of a stricter one; `decided` becomes false where the enclosures do not decide.
std::size_t grade_reached(const Request& request, const Values<double>& outputs, const Truth& truth, bool& decided);
/// The bounds of the grade that the request accepts in place of the contract's.
void accept_grade(Truth& truth, const Request& request);

/// Said beside the laws: `const Grades<Matmul> grades("componentwise", {{"normwise", "≤ …", [](const auto& in, const auto& exact, const auto& u, const auto& eta) { return …; }}});`
/// From the strictest to the weakest; each function returns its bounds in the shape of the outputs.
template <class Op>
struct Grades {
  using In = typename Op::template In<Interval>;
  using Out = typename Op::template Out<Interval>;
  struct Weaker {
    const char* name;
    const char* text;
    Out (*bound)(const In&, const Out& exact, const Interval& u, const Interval& eta);
  };

  Grades(const char* own, std::initializer_list<Weaker> weaker) {
    GradeNames grades{own, {}};
    for (const Weaker& one : weaker)
      grades.weaker.push_back({one.name, one.text, [bound = one.bound](const Values<Interval>& in, const Values<Interval>& exact, const Interval& u, const Interval& eta) {
                                 const Reference<Op>& f = Wings<Op>::reference;
                                 return f.template values_of_outputs<Interval>(bound(f.template inputs<Interval>(in), f.template outputs<Interval>(exact), u, eta));
                               }});
    declare_grades(Op::statement().name, std::move(grades));
  }
};

}  // namespace etalon::verify
