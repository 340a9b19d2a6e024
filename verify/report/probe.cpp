#include "verify/report/probe.hpp"

#include <chrono>

#include "verify/report/plan.hpp"
#include "verify/trial/interrupt.hpp"

namespace etalon::verify {
namespace {

using Clock = std::chrono::steady_clock;

/// A coarser arithmetic shows in many ordinary cases: what fails in few, or at extremes and edges alone, has another cause.
bool fails_often(const Part& part) {
  std::size_t judged = 0, failed = 0;
  for (const CaseClass ordinary : {CaseClass::core, CaseClass::large})
    if (const auto found = part.counts.find(ordinary); found != part.counts.end())
      for (const auto& [outcome, cases] : found->second) {
        if (outcome == Outcome::pass || outcome > Outcome::undecided) judged += cases;
        if (outcome == Outcome::fail) failed += cases;
      }
  return failed > 0 && 5 * failed >= judged;
}

}  // namespace

std::size_t failing(const Part& part) {
  std::size_t count = 0;
  for (const auto& [cause, seen] : part.causes) count += cause.cases;
  return count;
}

// In layouts that the trial takes.
Case Probe::case_for(std::size_t number) {
  const std::string layouts = trial_.layouts();
  Case one = case_of(row_, options_, number);
  for (char& layout : one.layouts)
    if (layouts.find(layout) == std::string::npos) layout = layouts.empty() ? 'C' : layouts.front();
  return one;
}

Part Probe::judged(const Convention& convention, std::size_t begin, std::size_t end, bool until_one_fails) {
  const auto start = Clock::now();
  const Declared declared = trial_.declared(row_.operation->name());
  Part part;
  std::vector<Request> requests;
  std::vector<Case> cases;
  for (std::size_t i = begin; i < end && !interrupting_signal(); ++i) {
    Case one = case_for(*case_number(*row_.operation, options_, i));
    if (!takes(declared, *row_.operation, one.inputs)) {
      Verdict outside;
      outside.outcome = Outcome::unsupported;
      outside.reason = "outside the inputs that it declares";
      part.add(*one.kind, one.index, one.inputs, outside, {Reply::Kind::unsupported});
      continue;
    }
    requests.push_back(request_of(row_, options_, one.inputs, one.layouts));
    cases.push_back(std::move(one));
  }
  const std::vector<Reply> replies = trial_.call(requests);
  for (std::size_t i = 0; i < replies.size() && !interrupting_signal() && !(until_one_fails && failing(part)); ++i)
    part.add(*cases[i].kind, cases[i].index, cases[i].inputs, judge_by(convention, requests[i], replies[i]), replies[i]);
  part.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  return part;
}

Probe::Answers Probe::answers(const std::vector<std::size_t>& numbers) {
  Answers asked;
  const Declared declared = trial_.declared(row_.operation->name());
  for (const std::size_t number : numbers) {
    const Case one = case_for(number);
    if (takes(declared, *row_.operation, one.inputs)) asked.requests.push_back(request_of(row_, options_, one.inputs, one.layouts));
  }
  asked.replies = trial_.call(asked.requests);
  return asked;
}
// Ordinary cases, whatever classes were asked for: what overflows may agree with a convention that nobody follows.
Probe::Answers Probe::ordinary_answers() {
  constexpr std::size_t enough = 8;
  VerifyOptions ordinary = options_;
  ordinary.classes = {"core"};
  ordinary.sizes.clear();
  std::vector<std::size_t> numbers;
  for (std::size_t i = 0; i < enough; ++i)
    if (const auto number = case_number(*row_.operation, ordinary, i)) numbers.push_back(*number);
  return answers(numbers);
}

std::optional<Convention> Probe::followed(const Convention& claimed, const Part& all) {
  const Answers failing = answers(all.failing);
  std::optional<Answers> ordinary;
  const auto contradicted = [&](const Convention& other) {
    if (!ordinary) ordinary = ordinary_answers();
    int against = 0;
    for (std::size_t i = 0; i < ordinary->size(); ++i) against += static_cast<int>(ordinary->agrees(i, claimed)) - static_cast<int>(ordinary->agrees(i, other));
    return against > 0;
  };
  std::optional<Convention> best;
  std::size_t most = 0;
  for (const bool flushes : {claimed.flushes, true})
    for (std::size_t v = 0; v < row_.operation->variants(); ++v) {
      if ((v == claimed.variant && flushes == claimed.flushes) || (best && flushes && !claimed.flushes && most == failing.size())) continue;
      std::size_t explained = 0;
      for (std::size_t i = 0; i < failing.size(); ++i) explained += failing.agrees(i, {v, flushes, claimed.arithmetic});
      if (explained <= most || (v != claimed.variant && contradicted({v, flushes, claimed.arithmetic}))) continue;
      most = explained;
      best = Convention{v, flushes, claimed.arithmetic};
    }
  return best;
}

bool Probe::behaves_as(const Convention& convention) {
  // Errors that are nowhere a thousandth of what it allows are not its own: a 1e-12 too much in float64 is no sum in float32.
  constexpr double noticeable = 0x1p-10;
  const Part part = judged(convention, 0, cases_of(*row_.operation, options_), true);
  return failing(part) == 0 && part.used >= noticeable && !interrupting_signal();
}
std::string Probe::behaviour(Convention convention, const Part& all) {
  const Formats claimed{*row_.format, convention.arithmetic};
  if (failing(all) == 0) {
    const Format* wide = Format::find("float32");
    if (claimed.accumulation->precision >= wide->precision || options_.implementation == "reference") return "";
    convention.arithmetic = {row_.format, wide};
    return behaves_as(convention) ? behaviour_text({wide, wide}) : "";
  }
  if (!fails_often(all)) return "";
  const Answers wrong = answers(all.failing);
  for (const Mixed& coarser : coarser_than(claimed)) {
    convention.arithmetic = coarser;
    bool all_agree = true, any_passes = false;
    for (std::size_t i = 0; i < wrong.size() && all_agree; ++i) {
      const Outcome outcome = judge_by(convention, wrong.requests[i], wrong.replies[i]).outcome;
      all_agree = outcome <= Outcome::undecided;
      any_passes = any_passes || outcome == Outcome::pass;
    }
    if (all_agree && any_passes && behaves_as(convention)) return behaviour_text(coarser);
  }
  return "";
}

}  // namespace etalon::verify
