#include "verify/report/explain.hpp"

#include <algorithm>
#include <filesystem>

#include "verify/generate/cases.hpp"

namespace etalon::verify {
namespace {

constexpr int shrink_budget = 400;             // trials for each counterexample
constexpr std::size_t most_calls = 200;        // of the smallest cases, in which a history is looked for
constexpr std::size_t most_predecessors = 40;  // that are tried one by one

Request request_of(const Row& row, Values<double> inputs) { return {row.operation, row.variant, row.format, std::move(inputs)}; }

/// Two calls, the second of which fails after the first, and alone does not.
struct History {
  Case before, after;
  Reply reply;
  Verdict verdict;
};

/// Calls the smallest cases in the order of their sizes, until one fails that passes alone.
std::optional<History> find_history(const Row& row, Outcome seen, const VerifyOptions& options) {
  std::vector<Case> cases;
  for (std::size_t i = 0; i < options.cases; ++i)
    if (const auto number = case_number(*row.operation, options, i)) cases.push_back(make_case(*row.operation, *row.format, options.seed, *number));
  std::stable_sort(cases.begin(), cases.end(), [](const Case& a, const Case& b) { return entries(a.inputs) < entries(b.inputs); });
  if (cases.size() > most_calls) cases.erase(cases.begin() + most_calls, cases.end());

  const auto last_reply = [&](std::vector<const Case*> calls) {
    std::vector<Request> requests;
    for (const Case* one : calls) requests.push_back(request_of(row, one->inputs));
    return options.start()->call(requests).back();
  };
  std::vector<Request> all;
  for (const Case& one : cases) all.push_back(request_of(row, one.inputs));
  const auto replies = options.start()->call(all);
  for (std::size_t k = 1; k < cases.size(); ++k) {
    if (judge(all[k], replies[k]).outcome != seen || judge(all[k], last_reply({&cases[k]})).outcome == seen) continue;
    for (std::size_t h = k; h-- > 0 && k - h <= most_predecessors;) {
      const Reply reply = last_reply({&cases[h], &cases[k]});
      if (const Verdict verdict = judge(all[k], reply); verdict.outcome == seen) return History{cases[h], cases[k], reply, verdict};
    }
    return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::size_t> case_number(const Operation& op, const VerifyOptions& options, std::size_t i) {
  std::vector<std::size_t> wanted;
  for (std::size_t c = 0; c < op.classes.size(); ++c)
    if (options.classes.empty() || std::find(options.classes.begin(), options.classes.end(), text(op.classes[c].kind)) != options.classes.end()) wanted.push_back(c);
  if (wanted.empty()) return std::nullopt;
  return i / wanted.size() * op.classes.size() + wanted[i % wanted.size()];
}

void explain(Row& row, std::size_t index, const Verdict& first, Implementation& trial, const VerifyOptions& options, const std::atomic<bool>& interrupted) {
  const Case original = make_case(*row.operation, *row.format, options.seed, index);
  Request request = request_of(row, original.inputs);
  Reply reply = trial.call({request})[0];
  Verdict verdict = judge_with_variants(request, reply);
  const Outcome seen = first.outcome;
  if (verdict.outcome == seen) {
    const bool slow = seen == Outcome::timeout || seen == Outcome::crash;
    request.inputs = shrink(original.tree, [&](const Values<double>& candidate) {
      if (interrupted) return false;
      const Request attempt = request_of(row, candidate);
      const Reply answer = trial.call({attempt})[0];
      const Verdict judged = judge_with_variants(attempt, answer);
      if (judged.outcome != seen || judged.clause != verdict.clause) return false;
      reply = answer;
      verdict = judged;
      return true;
    }, slow ? 10 : shrink_budget);
    row.counterexample = Counterexample{index, original.kind->kind, original.kind->name, request.inputs, reply, verdict, "", {}};
  } else if (const auto history = seen == Outcome::fail ? find_history(row, seen, options) : std::nullopt) {
    const Case& after = history->after;
    row.counterexample = Counterexample{after.index, after.kind->kind, after.kind->name, after.inputs, history->reply, history->verdict, "", history->before.inputs};
  } else {  // keep what was seen
    verdict = first;
    verdict.reason += " (a second call gave another result: not reproducible)";
    row.counterexample = Counterexample{index, original.kind->kind, original.kind->name, request.inputs, reply, verdict, "", {}};
  }
  std::string name = row.name() + "-" + row.format->name + "-" + std::to_string(row.counterexample->index) + ".json";
  std::replace_if(name.begin(), name.end(), [](char c) { return c == '{' || c == '}'; }, '_');
  const std::filesystem::path folder = options.failures_folder;
  std::filesystem::create_directories(folder);
  row.counterexample->file = (folder / name).string();
  write_file(row.counterexample->file, failure_text(row, *row.counterexample, options));
}

}  // namespace etalon::verify
