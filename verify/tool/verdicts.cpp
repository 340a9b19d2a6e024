#include "verify/tool/verdicts.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <exception>
#include <mutex>
#include <thread>

#include "fast/backend/environment.hpp"

namespace etalon::verify::tool {
namespace {

std::int64_t milliseconds() { return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

bool fails(Outcome outcome) { return outcome > Outcome::undecided && outcome != Outcome::ill_posed; }

/// Is a worse than b? By outcome, then by how far it is beyond its bound, then the smaller call.
bool worse(const Given& a, const Verdict& of_a, const Given& b, const Verdict& of_b) {
  if (of_a.outcome != of_b.outcome) return of_a.outcome > of_b.outcome;
  const auto beyond = [](const Verdict& v) { return v.bound > 0 ? v.units / v.bound : HUGE_VAL; };
  if (beyond(of_a) != beyond(of_b)) return beyond(of_a) > beyond(of_b);
  return entries(a.request.inputs) < entries(b.request.inputs);
}

}  // namespace

Progress::Progress(std::string what) : what_(std::move(what)), shown_(isatty(STDERR_FILENO)), last_(milliseconds()) {}
Progress::~Progress() {
  if (any_) fmt::print(stderr, "\r\033[K");
}
void Progress::operator()(double share) {
  if (!shown_ || milliseconds() - last_ < 200) return;
  any_ = true;
  last_ = milliseconds();
  fmt::print(stderr, "\r\033[K{:3.0f} %  {}", std::floor(100 * share), what_);
  std::fflush(stderr);
}

std::vector<Verdict> judge_all(const std::vector<Given>& calls, int jobs) {
  fast::backend::set_blas_threads(1);
  std::vector<Verdict> verdicts(calls.size());
  std::atomic<std::size_t> next{0}, done{0};
  std::mutex mutex;
  std::exception_ptr failure;
  Progress progress("judging");
  const auto worker = [&] {
    try {
      for (std::size_t i; (i = next++) < calls.size();) {
        verdicts[i] = judge_with_variants(calls[i].request, *calls[i].reply);
        const std::lock_guard lock(mutex);
        progress(static_cast<double>(++done) / static_cast<double>(calls.size()));
      }
    } catch (...) {
      const std::lock_guard lock(mutex);
      failure = std::current_exception();
      next = calls.size();
    }
  };
  const std::size_t wanted = jobs > 0 ? static_cast<std::size_t>(jobs) : std::max(1u, std::thread::hardware_concurrency());
  std::vector<std::thread> threads;
  for (std::size_t j = 0; j < std::min(wanted, calls.size()); ++j) threads.emplace_back(worker);
  for (std::thread& thread : threads) thread.join();
  if (failure) std::rethrow_exception(failure);
  return verdicts;
}

std::map<Key, Tally> tally(const std::vector<Given>& calls, const std::vector<Verdict>& verdicts) {
  std::map<Key, Tally> rows;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    const Request& request = calls[i].request;
    const auto [at, first] = rows.try_emplace({request.operation->name(), request.variant, static_cast<std::size_t>(request.format - Format::all().data())});
    Tally& row = at->second;
    const Verdict& v = verdicts[i];
    if (v.outcome == Outcome::pass) row.used = std::max(row.used, v.used);
    row.grade = std::max(row.grade, v.grade);
    if (v.outcome == Outcome::variant) {
      if (!row.counts.contains(Outcome::variant)) row.conventions = v.variants;
      std::erase_if(row.conventions, [&](const std::string& c) { return std::find(v.variants.begin(), v.variants.end(), c) == v.variants.end(); });
    }
    ++row.counts[v.outcome];
    if (first || worse(calls[i], v, calls[row.worst], verdicts[row.worst])) row.worst = i;
  }
  for (auto& [key, row] : rows) {
    row.outcome = row.counts.rbegin()->first;
    if (!fails(row.outcome) && row.counts.contains(Outcome::pass)) row.outcome = Outcome::pass;  // what was judged, where some was not
    if (row.outcome == Outcome::variant && row.conventions.empty()) row.outcome = Outcome::fail;  // conventions that contradict each other
  }
  return rows;
}

std::string outcome_text(Outcome outcome, const std::vector<std::string>& conventions) {
  return outcome == Outcome::variant && !conventions.empty() ? "variant:" + conventions.front() : text(outcome);
}

std::string counterexample_text(const Given& call, const Verdict& verdict, const std::optional<Values<double>>& before) {
  Row row(call.request.operation, call.request.variant, call.request.format);
  row.outcome = verdict.outcome;
  row.accepted = call.request.accepted;
  if (!verdict.variants.empty()) row.convention = verdict.variants.front();
  std::string out = verify::counterexample_text(row, {call.index, call.kind, call.input_class, call.request.inputs, *call.reply, verdict, "", before});
  const std::string shrunk = "smallest failing input";
  if (const auto at = out.find(shrunk); at != std::string::npos) out.replace(at, shrunk.size(), "failing input         ");
  return out;
}

int exit_code(const std::vector<Verdict>& verdicts) {
  const auto any = [&](auto condition) { return std::any_of(verdicts.begin(), verdicts.end(), [&](const Verdict& v) { return condition(v.outcome); }); };
  if (any([](Outcome o) { return o == Outcome::crash || o == Outcome::timeout; })) return 3;
  if (any(fails)) return 1;
  return any([](Outcome o) { return o == Outcome::pass; }) ? 0 : 2;
}

}  // namespace etalon::verify::tool
