#include "verify/report/explain.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <filesystem>

#include "verify/generate/cases.hpp"
#include "verify/report/plan.hpp"
#include "verify/trial/interrupt.hpp"
#include "verify/trial/limits.hpp"

namespace etalon::verify {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int shrink_trials = 400;             // for each counterexample,
constexpr int onset_trials = 6;                // and some to say where it begins,
constexpr double share_of_onset = 0.2;         // in that part of the time
constexpr std::int64_t long_axis = 16;         // is cut by halves first
constexpr std::int64_t least_onset = 3;        // most failures need two entries
constexpr std::size_t most_calls = 200;        // of the smallest cases, in which a history is looked for
constexpr std::size_t most_predecessors = 40;  // that are tried one by one
constexpr std::size_t repeated = 12;           // cases that are called again

/// Two calls, the second of which fails after the first, and alone does not.
struct History {
  Case before, after;
  Reply reply;
  Verdict verdict;
};

std::vector<Case> smallest_cases(const Row& row, const VerifyOptions& options, std::size_t most) {
  std::vector<Case> cases;
  for (std::size_t i = 0; i < cases_of(*row.operation, options); ++i)
    if (const auto number = case_number(*row.operation, options, i)) cases.push_back(case_of(row, options, *number));
  std::stable_sort(cases.begin(), cases.end(), [](const Case& a, const Case& b) { return entries(a.inputs) < entries(b.inputs); });
  if (cases.size() > most) cases.erase(cases.begin() + static_cast<std::ptrdiff_t>(most), cases.end());
  return cases;
}

/// Calls the smallest cases in the order of their sizes, until one fails that passes alone.
std::optional<History> find_history(const Row& row, Outcome seen, const Judge& judge, const VerifyOptions& options) {
  const std::vector<Case> cases = smallest_cases(row, options, most_calls);
  const auto request = [&](const Case& one) { return request_of(row, options, one.inputs, one.layouts); };
  const auto last_reply = [&](std::vector<const Case*> calls) {
    std::vector<Request> requests;
    for (const Case* one : calls) requests.push_back(request(*one));
    return options.start()->call(requests).back();
  };
  std::vector<Request> all;
  for (const Case& one : cases) all.push_back(request(one));
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

bool is_same(const Value<double>& a, const Value<double>& b) {
  const auto x = real_tensors(a), y = real_tensors(b);
  if (a.index() != b.index() || x.size() != y.size()) return false;
  if (const auto* k = if_integers(a)) return *k == integers_of(b);
  for (std::size_t t = 0; t < x.size(); ++t)
    if (x[t]->shape != y[t]->shape || (x[t]->size() && std::memcmp(x[t]->data.data(), y[t]->data.data(), x[t]->size() * sizeof(double)) != 0)) return false;
  return true;
}
bool is_same(const Reply& a, const Reply& b) {
  return a.kind == b.kind && a.outputs.size() == b.outputs.size() && std::equal(a.outputs.begin(), a.outputs.end(), b.outputs.begin(), [](const NamedOutput& x, const NamedOutput& y) {
           return x.name == y.name && x.dtype == y.dtype && is_same(x.value, y.value);
         });
}

std::int64_t longest_axis(const Values<double>& inputs) {
  std::int64_t longest = 0;
  for (const FieldShape& field : shapes_of(inputs))
    for (const Dimensions& shape : field.shapes)
      for (const std::int64_t extent : shape) longest = std::max(longest, extent);
  return longest;
}

void save(Row& row, Counterexample& example, std::size_t cause, const VerifyOptions& options) {
  const std::string kind = example.kind == CaseClass::large ? "large-" : "";
  std::string name = row.name() + "-" + row.format->name + "-" + kind + std::to_string(shown_number(example.index)) + (cause ? "-" + std::to_string(cause + 1) : "") + ".json";
  std::replace_if(name.begin(), name.end(), [](char c) { return c == '{' || c == '}'; }, '_');
  const std::filesystem::path folder = options.failures_folder;
  std::filesystem::create_directories(folder);
  example.file = (folder / name).string();
  write_file(example.file, failure_text(row, example, options));
}

}  // namespace

void look_for_history(Part& part, const Row& row, const Judge& judge, Implementation& trial, const VerifyOptions& options) {
  const std::vector<Case> cases = smallest_cases(row, options, repeated);
  std::vector<Request> backwards;
  for (std::size_t i = cases.size(); i-- > 0;) backwards.push_back(request_of(row, options, cases[i].inputs, cases[i].layouts));
  const auto replies = trial.call(backwards);
  for (std::size_t i = 0; i < replies.size(); ++i) {
    const Case& one = cases[cases.size() - 1 - i];
    Verdict verdict = judge(backwards[i], replies[i]);
    if (verdict.outcome <= Outcome::undecided) continue;
    part.add(*one.kind, one.index, one.inputs, verdict, replies[i]);
  }
}

void explain(Row& row, Cause& cause, const Seen& seen, const Judge& judge, Implementation& trial, const VerifyOptions& options) {
  const Case original = case_of(row, options, seen.index);
  Request request = request_of(row, options, original.inputs, original.layouts);
  Reply reply = trial.call({request})[0];
  Verdict verdict = judge(request, reply);
  if (verdict.outcome == seen.verdict.outcome) {
    const bool slow = verdict.outcome == Outcome::timeout || verdict.outcome == Outcome::crash;
    const std::string clause = verdict.clause;
    const auto seconds = [](double s) { return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(s)); };
    auto end = Clock::now() + seconds((1 - share_of_onset) * limits().shrinking);
    int left = limits().shrinking == 0 ? 0 : slow ? 10 : shrink_trials;
    const auto over = [&] { return interrupting_signal() || left <= 0 || Clock::now() > end; };
    const auto still_fails = [&](const Values<double>& inputs, const std::string& layouts) {
      if (over()) return false;
      --left;
      const Request attempt = request_of(row, options, inputs, layouts);
      const Reply answer = trial.call({attempt})[0];
      const Verdict judged = judge(attempt, answer);
      if (judged.outcome != verdict.outcome || judged.clause != clause) return false;
      reply = answer;
      verdict = judged;
      return true;
    };
    // By rows, if it fails so too: then nobody need know of layouts.
    if (const std::string by_rows(request.layouts.size(), 'C'); request.layouts != by_rows && still_fails(request.inputs, by_rows)) request.layouts = by_rows;
    const StillFails fails = [&](const Values<double>& candidate) { return still_fails(candidate, request.layouts); };
    rc::Shrinkable<Values<double>> tree = original.tree;
    if (longest_axis(request.inputs) > long_axis) {
      request.inputs = shrink_extents(*row.operation, request.inputs, fails);
      tree = shrinkable(*row.operation, *row.format, request.inputs);
    }
    request.inputs = shrink(tree, fails, left);
    end = Clock::now() + seconds(share_of_onset * limits().shrinking);
    left = limits().shrinking == 0 || slow ? 0 : onset_trials;
    const auto begins = onset(*row.operation, request.inputs, fails);
    cause.example = Counterexample{seen.index, original.kind->kind, original.kind->name, request.inputs, reply, verdict};
    cause.example->layouts = request.layouts;
    if (begins && begins->extent >= least_onset && !over()) cause.example->begins = begins;
  } else if (const auto history = find_history(row, seen.verdict.outcome, judge, options)) {
    const Case& after = history->after;
    cause.example = Counterexample{after.index, after.kind->kind, after.kind->name, after.inputs, history->reply, history->verdict};
    cause.example->before = history->before.inputs;
  } else {  // keep what was seen
    verdict = seen.verdict;
    if (!is_same(reply, seen.reply)) verdict.reason += std::string(verdict.reason.empty() ? "" : " ") + "(a second call gave another result: not reproducible)";
    cause.example = Counterexample{seen.index, original.kind->kind, original.kind->name, request.inputs, seen.reply, verdict};
  }
  save(row, *cause.example, static_cast<std::size_t>(&cause - row.causes.data()), options);
}

}  // namespace etalon::verify
