#include "verify/judge/verdict.hpp"

#include <fmt/format.h>

#include "verify/judge/describe.hpp"
#include "verify/judge/grades.hpp"
#include "verify/judge/outputs.hpp"
#include "verify/judge/refusal.hpp"
#include "verify/judge/truth.hpp"

namespace etalon::verify {
namespace {

constexpr Ladder slack_ladder{10, 240, 5};  // by how many bits the truth is narrower than the bound

}  // namespace

namespace {

/// `has_answer` becomes false where the contract refuses the inputs.
Verdict judge_in_time(const Request& request, const Reply& reply, bool& has_answer) {
  const Operation& op = *request.operation;
  switch (reply.kind) {
    case Reply::Kind::crash: return failure("", reply.message, Outcome::crash);
    case Reply::Kind::timeout: return failure("", reply.message, Outcome::timeout);
    case Reply::Kind::garbage: return failure("C0", "unreadable answer: " + reply.message);
    case Reply::Kind::error: return failure("", "the implementation failed: " + reply.message);
    default: break;
  }
  Verdict verdict;
  // What is measured needs few bits beside those that the truth took; where it does not decide, the truth is taken narrower.
  const Climb top = climb(slack_ladder, [&](int slack) {
    const Precision guard(128);
    Truth truth = truth_of(op, request.inputs, request.variant, request.formats(), slack, request.in_units ? Units::of_every_entry : Units::of_bounds);
    bool decided = true;
    has_answer = !truth.certificate.domain;
    if (truth.certificate.domain) verdict = judge_refusal(reply, *truth.certificate.domain, request);
    else if (reply.kind == Reply::Kind::unsupported) verdict = failure("", reply.message, Outcome::unsupported);
    else if (truth.certificate.undecided) verdict = failure("", truth.certificate.reason, Outcome::undecided);
    else if (reply.kind == Reply::Kind::refused && has_no_entries(request.inputs)) verdict = {};
    else if (reply.kind == Reply::Kind::refused) verdict = failure(reply.clause, "refused an input inside the domain: " + reply.message);
    else verdict = judge_outputs(request, reply, truth, decided);
    return decided;
  });
  if (top.reached) return verdict;
  if (TimeLimit::expired()) return failure("", fmt::format("judging it takes more than {} s", request.seconds), Outcome::undecided);
  return failure("", fmt::format("the error lies on its bound to within 2^-{} of it", slack_ladder.cap), Outcome::undecided);
}

}  // namespace

Verdict judge(const Request& request, const Reply& reply) {
  const TimeLimit limit(request.seconds);
  Verdict verdict;
  bool has_answer = true;
  try {
    verdict = judge_in_time(request, reply, has_answer);
  } catch (const Undecided&) {
    if (!TimeLimit::expired()) throw;
    verdict = failure("", fmt::format("judging it takes more than {} s", request.seconds), Outcome::undecided);
  }
  // Of a grade there must be an answer: one that cannot be read, or that is missing, has none.
  if (const GradeNames* grades = grades_of(*request.operation); grades && has_answer && !verdict.grade && verdict.outcome >= Outcome::fail) verdict.grade = grades->none();
  if (verdict.outcome <= Outcome::vacuous && !reply.changed.empty()) {
    std::string names;
    for (const std::string& name : reply.changed) names += (names.empty() ? "" : ", ") + name;
    const auto grade = verdict.grade;
    verdict = failure("C0", "the call overwrites its argument " + names);
    verdict.grade = grade;
  }
  return verdict;
}

}  // namespace etalon::verify
