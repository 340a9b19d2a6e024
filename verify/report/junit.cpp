#include <fmt/format.h>

#include "verify/judge/grades.hpp"
#include "verify/report/result.hpp"
#include "verify/trial/texts.hpp"

namespace etalon::verify {
namespace {

/// What differs, in one line.
std::string message(const Row& row) {
  if (row.causes.empty()) return outcome_text(row) + (row.note.empty() ? "" : ": " + row.note);
  const Cause& cause = row.causes.front();
  const Verdict& v = cause.example ? cause.example->verdict : Verdict{};
  std::string text = outcome_text(row) + ": ";
  text += v.output.empty() ? v.reason : fmt::format("{}{} is {}, exact {}", v.output, v.index, v.obtained, v.exact);
  text += fmt::format(" ({} of {} cases)", cause.cases, row.cases());
  return row.grade ? text + "; " + grade_reached_text(*row.operation, row.grade) : text;
}

std::string detail(const Row& row) {
  std::string text;
  for (const Cause& cause : row.causes) text += cause_text(row, cause);
  return text.empty() ? row.note : text;
}

}  // namespace

std::string junit_text(const Report& report) {
  std::size_t failures = 0, errors = 0, skipped = 0;
  std::string cases;
  for (const Row& row : report.rows) {
    cases += fmt::format("  <testcase classname=\"{}\" name=\"{}\" time=\"{:.3f}\">", xml_text(row.name()), row.format->name, row.seconds);
    const std::string clause = row.causes.empty() || row.causes.front().clause.empty() ? text(row.outcome) : row.causes.front().clause;
    if (row.outcome == Outcome::crash || row.outcome == Outcome::timeout) {
      ++errors;
      cases += fmt::format("<error type=\"{}\" message=\"{}\">{}</error>", text(row.outcome), xml_text(message(row)), xml_text(detail(row)));
    } else if (row.failed()) {
      ++failures;
      cases += fmt::format("<failure type=\"{}\" message=\"{}\">{}</failure>", xml_text(clause), xml_text(message(row)), xml_text(detail(row)));
    } else if (row.outcome == Outcome::not_run && row.note.empty()) {
      ++errors;
      cases += "<error type=\"not run\" message=\"the run ended before this row did\"/>";
    } else if (row.outcome != Outcome::pass) {
      ++skipped;
      cases += fmt::format("<skipped message=\"{}\"/>", xml_text(message(row)));
    }
    cases += "</testcase>\n";
  }
  for (const std::string& name : report.not_implemented) {
    ++skipped;
    cases += fmt::format("  <testcase classname=\"{}\" name=\"not implemented\"><skipped message=\"not implemented by {}\"/></testcase>\n", xml_text(name), xml_text(report.implementation));
  }
  return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"etalon {}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"{:.3f}\">\n{}</testsuite>\n",
                     xml_text(report.implementation), report.rows.size() + report.not_implemented.size(), failures, errors, skipped, report.seconds, cases);
}

}  // namespace etalon::verify
