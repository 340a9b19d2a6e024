#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include "verify/generate/cases.hpp"
#include "verify/report/environment.hpp"
#include "verify/report/explain.hpp"
#include "verify/report/journal.hpp"
#include "verify/report/plan.hpp"
#include "verify/report/probe.hpp"
#include "verify/trial/interrupt.hpp"

namespace etalon::verify {
namespace {

using Clock = std::chrono::steady_clock;

extern "C" void on_signal(int number) { interrupting_signal() = number; }

/// SIGINT, SIGTERM and SIGHUP end the run with its reports; a second one ends it at once.
class Signals {
 public:
  Signals() {
    interrupting_signal() = 0;
    struct sigaction action {};
    action.sa_handler = on_signal;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    for (std::size_t i = 0; i < 3; ++i) {
      sigaction(numbers_[i], nullptr, &before_[i]);
      // nohup stays nohup; that a shell in the background ignores SIGINT for whatever it starts means nothing.
      if (numbers_[i] != SIGHUP || before_[i].sa_handler != SIG_IGN) sigaction(numbers_[i], &action, nullptr);
    }
  }
  ~Signals() {
    for (std::size_t i = 0; i < 3; ++i) sigaction(numbers_[i], &before_[i], nullptr);
  }

 private:
  static constexpr int numbers_[] = {SIGINT, SIGTERM, SIGHUP};
  struct sigaction before_[3] {};
};

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// A line on the terminal: how far, how fast, how long still.
class Progress {
 public:
  Progress(bool shown, std::size_t total) : shown_(shown), total_(total) {}
  ~Progress() { clear(); }
  void clear() {
    const std::lock_guard lock(mutex_);
    if (shown_) fmt::print(stderr, "\r\033[K");
  }
  void advance(std::size_t cases, const std::string& name) {
    const std::lock_guard lock(mutex_);
    done_ += cases;
    if (!shown_ || (seconds_since(last_) < 0.1 && done_ < total_)) return;
    last_ = Clock::now();
    const double rate = static_cast<double>(done_) / std::max(1e-3, seconds_since(start_));
    fmt::print(stderr, "\r\033[K{:3d} %  {}/{} cases  {:.0f}/s, {:.0f} s left  {}", total_ ? 100 * done_ / total_ : 100, done_, total_, rate,
               static_cast<double>(total_ - std::min(done_, total_)) / std::max(rate, 1e-3), name);
    std::fflush(stderr);
  }

 private:
  bool shown_;
  std::size_t total_, done_ = 0;
  Clock::time_point start_ = Clock::now(), last_ = start_ - std::chrono::seconds(1);
  std::mutex mutex_;
};

/// One run: chunks of cases for all rows, worked off by threads; whoever ends a row settles it.
class Run {
 public:
  Run(Report& report, VerifyOptions options) : report_(report), options_(std::move(options)) {}

  void go() {
    prepare();
    Journal journal(options_, report_);
    journal_ = &journal;
    options_.failures_folder = journal.folder();
    retry_failed();
    for (Row& row : report_.rows)
      if (journal.finished(row)) continue;
      else if (!case_number(*row.operation, options_, 0)) row.note = "it has no such class";
    hand_out();
    Progress progress(options_.progress, chunks() * chunk_);
    progress_ = &progress;
    tell();
    const unsigned jobs = options_.jobs > 0 ? static_cast<unsigned>(options_.jobs) : std::max(1u, std::thread::hardware_concurrency());
    std::vector<std::thread> threads;
    for (unsigned j = 0; j < std::min<std::size_t>(jobs, chunks()); ++j) threads.emplace_back([this] { work(); });
    for (std::thread& thread : threads) thread.join();
    report_.signal = interrupting_signal();
    // What has been judged is reported, whatever became of the rest.
    if (report_.interrupted()) failure_ = nullptr;  // whatever did not start then
    if (failure_ && std::none_of(report_.rows.begin(), report_.rows.end(), [](const Row& row) { return row.outcome != Outcome::not_run; })) std::rethrow_exception(failure_);
    if (failure_) report_.broken = reason_of(failure_);
    all_told_ = true;
    tell();
    if (!report_.interrupted() && std::none_of(report_.rows.begin(), report_.rows.end(), [](const Row& row) { return row.outcome == Outcome::not_run && row.note.empty(); }))
      journal.close();
  }

 private:
  struct Work {
    std::size_t row, begin, end, part;
  };
  struct State {
    std::map<std::size_t, Part> parts = {};
    std::size_t open = 0;  ///< chunks that are not done
    bool done = true;
  };

  static std::string reason_of(const std::exception_ptr& failure) {
    try {
      std::rethrow_exception(failure);
    } catch (const std::exception& e) {
      return e.what();
    } catch (...) {
      return "an unknown failure";
    }
  }

  void prepare() {
    const auto first = options_.start();
    report_.implementation = first->name();
    report_.libraries = first->libraries();
    Plan made = plan(options_, *first);
    report_.rows = std::move(made.rows);
    report_.rows_of_all_shards = made.of_all_shards;
    report_.not_implemented = std::move(made.not_implemented);
    report_.unknown = std::move(made.unknown);
    report_.environment = environment_text();
    states_.resize(report_.rows.size());
  }

  /// The failing cases that earlier runs saved; those that pass now are no longer kept.
  void retry_failed() {
    std::unique_ptr<Implementation> trial;
    for (const std::string& file : failure_files(options_.failures_folder)) {
      bool keep = options_.resume;
      if (options_.failed_first && !interrupting_signal()) {
        FailureFile saved;
        try {
          saved = read_failure(file);
        } catch (const std::invalid_argument&) {
          continue;  // of another version
        }
        const auto row = std::find_if(report_.rows.begin(), report_.rows.end(), [&](const Row& r) {
          return r.operation == saved.request.operation && r.variant == saved.request.variant && r.format == saved.request.format;
        });
        keep = row == report_.rows.end();
        if (row != report_.rows.end()) {
          if (!trial) trial = options_.start();
          if (saved.before) trial->call({*saved.before});
          const Request request = request_of(*row, options_, saved.request.inputs, saved.request.layouts);
          const Verdict verdict = judge_by({row->variant, trial->flushes_subnormals(), row->arithmetic}, request, trial->call({request})[0]);
          report_.retried.push_back({file, row->name() + " " + row->format->name, verdict.outcome});
          keep = verdict.outcome > Outcome::undecided;
          stop_ = stop_ || (keep && options_.fail_fast);
        }
      }
      std::error_code ignored;
      if (!keep) std::filesystem::remove(file, ignored);
    }
  }

  void hand_out() {
    for (std::size_t r = 0; r < report_.rows.size(); ++r) {
      const Row& row = report_.rows[r];
      if (row.outcome != Outcome::not_run || !row.note.empty()) continue;
      const std::size_t cases = cases_of(*row.operation, options_);
      states_[r].open = (cases + chunk_ - 1) / chunk_;
      states_[r].done = false;
      open_rows_.push_back(r);
      ends_.push_back(chunks() + states_[r].open);
    }
  }
  std::size_t chunks() const { return ends_.empty() ? 0 : ends_.back(); }
  /// The w-th chunk: those of a million cases are counted, not kept.
  Work chunk(std::size_t w) const {
    const auto k = static_cast<std::size_t>(std::upper_bound(ends_.begin(), ends_.end(), w) - ends_.begin());
    const std::size_t part = w - (k ? ends_[k - 1] : 0), begin = part * chunk_;
    return {open_rows_[k], begin, std::min(begin + chunk_, cases_of(*report_.rows[open_rows_[k]].operation, options_)), part};
  }

  bool ended() const { return interrupting_signal() || stop_ || (options_.budget > 0 && seconds_since(start_) > options_.budget); }

  void work() {
    try {
      std::unique_ptr<Implementation> trial;
      try {
        trial = options_.start();
      } catch (const StartError&) {  // the others go on without this one
        const std::lock_guard lock(mutex_);
        if (!failure_) failure_ = std::current_exception();
        return;
      }
      for (std::size_t w; (w = next_++) < chunks();) {
        const Work work = chunk(w);
        // A row that has begun is finished, unless the user wants an end.
        if (interrupting_signal()) break;
        if (!begins(work)) continue;
        const Row& row = report_.rows[work.row];
        Part part = Probe(row, options_, *trial).judged({row.variant, trial->flushes_subnormals(), row.arithmetic}, work.begin, work.end);
        if (interrupting_signal()) continue;
        progress_->advance(work.end - work.begin, row.name());
        bool last = false;
        {
          const std::lock_guard lock(mutex_);
          State& state = states_[work.row];
          state.parts[work.part] = std::move(part);
          last = --state.open == 0;
        }
        if (last) settle_row(work.row, *trial);
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      failure_ = std::current_exception();
      next_ = chunks();
    }
  }

  /// Chunks are taken in order: a row whose first chunk is left out is left out.
  bool begins(const Work& work) {
    const std::lock_guard lock(mutex_);
    if (work.part == 0 && ended()) left_out_.insert(work.row);
    return !left_out_.contains(work.row);
  }

  /// All parts of a row are there: which convention it follows, what its causes are, and what is smallest.
  void settle_row(std::size_t r, Implementation& trial) {
    const auto start = Clock::now();
    Row row = report_.rows[r];
    Convention convention{row.variant, trial.flushes_subnormals(), row.arithmetic};
    Probe probe(row, options_, trial);
    Part all;
    std::size_t explained = 0;  // cases that pass by another convention alone
    for (const auto& [number, part] : states_[r].parts) all.merge(part);
    states_[r].parts.clear();
    Judge judge = [&convention](const Request& request, const Reply& reply) { return judge_by(convention, request, reply); };
    if (!all.failing.empty()) {
      if (const auto other = probe.followed(convention, all)) {
        Part anew = probe.judged(*other, 0, cases_of(*row.operation, options_));
        if (failing(anew) < failing(all)) {
          row.convention = text(*row.operation, *other);
          explained = failing(all) - failing(anew);
          anew.seconds += all.seconds;
          if (failing(anew) == 0) {  // where the two conventions part is what there is to show
            anew.causes = std::move(all.causes);
            for (auto& [cause, seen] : anew.causes) cause.outcome = seen.verdict.outcome = Outcome::variant;
            judge = [claimed = convention, other](const Request& request, const Reply& reply) {
              Verdict verdict = judge_by(claimed, request, reply);
              if (verdict.outcome == Outcome::fail && judge_by(*other, request, reply).outcome <= Outcome::undecided) verdict.outcome = Outcome::variant;
              return verdict;
            };
          } else {
            convention = *other;
          }
          all = std::move(anew);
        }
      }
    } else if (options_.implementation.starts_with("cmd:") && all.causes.empty()) {
      look_for_history(all, row, judge, trial, options_);
    }
    if (!interrupting_signal()) row.behaves = probe.behaviour(convention, all);
    std::vector<Seen> seen;
    settle(row, all, seen);
    if (explained > 0) {
      row.counts[Outcome::pass] -= std::min(row.counts[Outcome::pass], explained);
      row.counts[Outcome::variant] = explained;
      row.outcome = std::max(row.outcome, Outcome::variant);
      if (row.outcome == Outcome::variant && row.causes.size() > 1) row.causes.resize(1);
    }
    if (!row.causes.empty() && !interrupting_signal()) {
      const auto fresh = options_.start();  // that has kept nothing of earlier calls
      for (std::size_t c = 0; c < row.causes.size() && !interrupting_signal(); ++c) explain(row, row.causes[c], seen[c], judge, *fresh, options_);
      for (Cause& cause : row.causes)
        if (!row.behaves.empty() && cause.outcome == Outcome::fail && cause.example && cause.example->verdict.reason.empty()) cause.example->verdict.reason = "behaves as " + row.behaves;
    }
    row.seconds = all.seconds + seconds_since(start);
    if (interrupting_signal()) return;  // its counterexamples are not the smallest: it was not finished
    {
      const std::lock_guard lock(mutex_);
      if (options_.fail_fast && row.failed()) stop_ = true;
      journal_->add(row);
      report_.rows[r] = std::move(row);
      states_[r].done = true;
    }
    tell();
  }

  /// Shows the rows that are done, in their order.
  void tell() {
    if (!options_.each_row) return;
    const std::lock_guard lock(telling_);
    for (; told_ < report_.rows.size(); ++told_) {
      {
        const std::lock_guard inner(mutex_);
        if (!states_[told_].done && !all_told_) return;
      }
      if (progress_) progress_->clear();
      options_.each_row(report_, report_.rows[told_]);
    }
  }

  Report& report_;
  VerifyOptions options_;
  const std::size_t chunk_ = options_.sizes.empty() ? 25 : 1;  ///< cases handed out at once: those of a size may be of any
  const Clock::time_point start_ = Clock::now();
  std::vector<State> states_;
  std::vector<std::size_t> open_rows_, ends_;  ///< rows to be judged, and how many chunks there are up to the end of each
  std::atomic<std::size_t> next_{0};
  std::atomic<bool> stop_{false}, all_told_{false};
  std::size_t told_ = 0;
  std::set<std::size_t> left_out_;
  Progress* progress_ = nullptr;
  Journal* journal_ = nullptr;
  std::mutex mutex_, telling_;
  std::exception_ptr failure_;
};

}  // namespace

int Report::exit_code() const {
  if (signal) return 128 + signal;
  bool judged = false, complete = true, fails = std::any_of(retried.begin(), retried.end(), [](const Retried& r) { return r.outcome > Outcome::undecided; });
  for (const Row& row : rows) {
    if (row.outcome == Outcome::crash || row.outcome == Outcome::timeout) return 3;
    fails = fails || row.failed();
    judged = judged || row.outcome == Outcome::pass;
    complete = complete && (row.outcome != Outcome::not_run || !row.note.empty());
  }
  if (fails) return 1;
  return (judged || (rows.empty() && rows_of_all_shards > 0)) && complete ? 0 : 2;
}

Verdict judge_with_variants(const Request& request, const Reply& reply) {
  Verdict verdict = judge(request, reply);
  if (verdict.outcome != Outcome::fail || reply.kind == Reply::Kind::garbage || reply.kind == Reply::Kind::error) return verdict;
  for (const bool flushes : {false, true})
    for (std::size_t v = 0; v < request.operation->variants(); ++v) {
      if ((v == request.variant && !flushes) || (flushes && !verdict.variants.empty())) continue;
      if (judge_by({v, flushes}, request, reply).outcome > Outcome::vacuous) continue;
      verdict.outcome = Outcome::variant;
      verdict.variants.push_back(text(*request.operation, {v, flushes}));
    }
  return verdict;
}

Report run_verify(const VerifyOptions& options) {
  Report report;
  report.options = options;
  const auto start = Clock::now();
  {
    const Signals signals;
    Run(report, options).go();
  }
  report.seconds = seconds_since(start);
  return report;
}

}  // namespace etalon::verify
