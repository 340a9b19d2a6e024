#include "verify/judge/describe.hpp"

#include <fmt/format.h>

#include <limits>

#include "reference/number/literal.hpp"

namespace etalon::verify {

std::string index_text(std::size_t flat, const Dimensions& shape) {
  if (shape.empty()) return "";
  Dimensions index(shape.size());
  for (std::size_t d = shape.size(); d-- > 0;) {
    index[d] = static_cast<std::int64_t>(flat) % shape[d];
    flat /= shape[d];
  }
  return shape_text(index);
}

Verdict failure(std::string clause, std::string reason, Outcome outcome) {
  Verdict verdict;
  verdict.outcome = outcome;
  verdict.clause = std::move(clause);
  verdict.reason = std::move(reason);
  verdict.used = std::numeric_limits<double>::infinity();
  verdict.rounded = false;
  return verdict;
}

std::string exact_text(const Interval& y) { return decimal_text(y, 20); }

void describe_entry(Verdict& verdict, const std::string& field, std::size_t i, const Dimensions& shape, const Interval& y, double obtained) {
  verdict.output = field;
  verdict.index = index_text(i, shape);
  verdict.exact = exact_text(y);
  verdict.obtained = fmt::format("{}", obtained);
}

std::string text(Outcome outcome) {
  switch (outcome) {
    case Outcome::pass: return "pass";
    case Outcome::vacuous: return "vacuous";
    case Outcome::variant: return "variant";
    case Outcome::ill_posed: return "ill_posed";
    case Outcome::not_run: return "not run";
    case Outcome::unsupported: return "unsupported";
    case Outcome::undecided: return "undecided";
    case Outcome::fail: return "fail";
    case Outcome::crash: return "crash";
    case Outcome::timeout: return "timeout";
  }
  return "";
}

}  // namespace etalon::verify
