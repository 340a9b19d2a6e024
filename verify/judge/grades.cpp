#include "verify/judge/grades.hpp"

#include <map>
#include <stdexcept>

#include "verify/judge/entry.hpp"
#include "verify/judge/truth.hpp"
#include "verify/trial/exact.hpp"
#include "verify/trial/implementation.hpp"

namespace etalon::verify {
namespace {

std::map<std::string, GradeNames>& declared() {
  static std::map<std::string, GradeNames> instance;
  return instance;
}

using Bounds = std::vector<std::vector<Interval>>;

/// The bounds of a grade: no less than those of any stricter one.
Bounds bounds_of(const Request& request, const Truth& truth, std::size_t grade) {
  const Operation& op = *request.operation;
  Bounds bounds = truth.allowed;
  const Values<Interval> in = enclose(request.inputs);
  const Interval u = exactly(request.formats().coarsest().unit_roundoff()), eta = exactly(request.formats().coarsest().spacing_at_zero());
  for (std::size_t g = 0; g < grade; ++g) {
    const WeakerGrade& weaker = grades_of(op)->weaker[g];
    const Values<Interval> found = weaker.bound(in, *truth.certificate.value, u, eta);
    for (std::size_t f = 0; f < bounds.size(); ++f) {
      std::size_t at = 0;
      for (const Tensor<Interval>* tensor : real_tensors(found[f]))
        for (const Interval& bound : *tensor)
          if (at < bounds[f].size()) bounds[f][at] = max(bounds[f][at], bound.magnitude()), ++at;
      if (at != bounds[f].size()) throw std::logic_error(op.name() + ": the grade " + weaker.name + " bounds " + std::to_string(at) + " entries of " + op.outputs[f].name + ", which has " + std::to_string(bounds[f].size()));
    }
  }
  return bounds;
}

}  // namespace

void declare_grades(const std::string& operation, GradeNames grades) { declared()[operation] = std::move(grades); }

const GradeNames* grades_of(const Operation& op) {
  const auto found = declared().find(op.name());
  return found == declared().end() ? nullptr : &found->second;
}

std::string grade_name(const Operation& op, std::size_t grade) {
  const GradeNames& grades = *grades_of(op);
  return grade == 0 ? grades.own : grade < grades.none() ? grades.weaker[grade - 1].name : "none";
}

std::optional<std::size_t> find_grade(const Operation& op, const std::string& name) {
  const GradeNames* grades = grades_of(op);
  for (std::size_t g = 0; grades && g < grades->none(); ++g)
    if (grade_name(op, g) == name) return g;
  return std::nullopt;
}

std::string grade_reached_text(const Operation& op, std::optional<std::size_t> grade) {
  if (!grade) return "";
  const std::size_t none = grades_of(op)->none();
  if (*grade == none) return "reaches no grade: not " + grade_name(op, none - 1);
  std::string text = "reaches the " + grade_name(op, *grade) + " grade";
  for (std::size_t g = 0; g < *grade; ++g) text += (g ? ", not " : ": not ") + grade_name(op, g);
  return text;
}

std::size_t grade_reached(const Request& request, const Values<double>& outputs, const Truth& truth, bool& decided) {
  const std::size_t none = grades_of(*request.operation)->none();
  const Precision guard(128);
  Bounds bounds = truth.allowed;
  std::size_t grade = 0;
  for (std::size_t f = 0; f < bounds.size(); ++f) {
    const auto exact = real_tensors((*truth.certificate.value)[f]);
    const auto given = real_tensors(outputs[f]);
    std::size_t at = 0;
    for (std::size_t t = 0; t < exact.size(); ++t)
      for (std::size_t i = 0; i < exact[t]->size() && at < bounds[f].size(); ++i, ++at)
        while (grade < none) {
          const Entry entry = judge_entry((*given[t])[i], (*exact[t])[i], bounds[f][at], bounds[f][at], *request.format);
          decided = decided && entry.decided;
          if (!entry.decided || entry.passes) break;
          if (++grade < none) bounds = bounds_of(request, truth, grade);
        }
  }
  return grade;
}

void accept_grade(Truth& truth, const Request& request) {
  if (request.accepted == 0) return;
  const Precision guard(128);
  truth.allowed = bounds_of(request, truth, request.accepted);
  truth.most.clear();  // these are the bounds: nothing is left to sweep
}

}  // namespace etalon::verify
