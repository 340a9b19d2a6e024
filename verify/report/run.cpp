#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <mutex>
#include <optional>
#include <thread>

#include "verify/generate/cases.hpp"
#include "verify/report/environment.hpp"
#include "verify/report/explain.hpp"

namespace etalon::verify {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t chunk = 25;        // cases handed out at once
constexpr std::size_t variant_probe = 20;  // failing cases of a row that are tried against other conventions

std::atomic<bool> interrupted{false};
extern "C" void on_interrupt(int) { interrupted = true; }

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// What happened in a chunk of a row's cases. Chunks are merged in the order of the cases, whatever thread ran them.
struct Part {
  std::map<CaseClass, std::map<Outcome, std::size_t>> counts;
  double used = 0, inherent = 0, seconds = 0;
  bool rounded = true;
  std::string note;
  std::map<Outcome, std::pair<std::size_t, Verdict>> first;  ///< the first case of each outcome but pass, by its number
  std::optional<std::vector<std::string>> conventions;       ///< that explain every case with Outcome::variant
};

/// What both explain.
std::vector<std::string> common(std::vector<std::string> a, const std::vector<std::string>& b) {
  std::erase_if(a, [&](const std::string& c) { return std::find(b.begin(), b.end(), c) == b.end(); });
  return a;
}

void add(Part& part, CaseClass kind, std::size_t index, const Verdict& v) {
  ++part.counts[kind][v.outcome];
  if (v.outcome == Outcome::pass) {
    part.used = std::max(part.used, v.used);
    part.inherent = std::max(part.inherent, v.inherent);
    part.rounded = part.rounded && v.rounded;
    return;
  }
  if (part.note.empty() && v.outcome != Outcome::pass && v.outcome <= Outcome::undecided) part.note = v.reason;
  if (v.outcome == Outcome::variant) part.conventions = part.conventions ? common(*part.conventions, v.variants) : v.variants;
  part.first.try_emplace(v.outcome, index, v);
}

/// "optimization.adam", "optimization.adam{epsilon_inside}" or "optimization.adam{*}" as claimed by an implementation.
bool claims(const std::vector<std::string>& implements, const Operation& op, std::size_t variant) {
  return std::any_of(implements.begin(), implements.end(), [&](const std::string& name) {
    return name == op.name_with(variant) || name == op.name() + "{*}" ||
           (!op.statement.variants.empty() && name == op.name() + "{" + op.statement.variants[variant].name + "}");
  });
}

/// What is claimed and no operation or convention is.
std::vector<std::string> unknown_claims(const std::vector<std::string>& implements) {
  std::vector<std::string> unknown;
  for (const std::string& claim : implements) {
    bool known = false;
    for (const Operation* op : Registry::all())
      for (std::size_t v = 0; v < op->variants(); ++v) known = known || claims({claim}, *op, v);
    if (!known) unknown.push_back(claim);
  }
  return unknown;
}

std::vector<Row> plan(const VerifyOptions& options, Implementation& trial, std::vector<std::string>& not_implemented) {
  for (const std::string& pattern : options.patterns)
    if (Registry::matching({pattern}).empty()) {
      const std::string close = Registry::closest(pattern);
      throw std::invalid_argument("no operation matches '" + pattern + "'" + (close.empty() ? "" : "; did you mean " + close + "?"));
    }
  const std::vector<std::string> offered = trial.dtypes();
  const std::vector<std::string>& dtypes = options.dtypes.empty() ? offered : options.dtypes;
  const auto implements = trial.implements();
  std::vector<Row> rows;
  std::size_t counter = 0;
  for (const Operation* op : Registry::matching(options.patterns)) {
    bool claimed = false;
    for (std::size_t v = 0; v < op->variants(); ++v) {
      if (!claims(implements, *op, v)) continue;
      claimed = true;
      for (const std::string& dtype : dtypes) {
        const Format* format = Format::find(dtype);
        if (!format) throw std::invalid_argument("unknown dtype '" + dtype + "'; known: float64, float32, tf32, bfloat16, float16");
        if (std::find(offered.begin(), offered.end(), dtype) == offered.end())
          throw std::invalid_argument(trial.name() + " does not offer dtype " + dtype);
        if (counter++ % options.shards + 1 == options.shard) rows.emplace_back(op, v, format);
      }
    }
    if (!claimed) not_implemented.push_back(op->name());
  }
  return rows;
}

/// Merges the parts into the row; returns the failing case that stands for it.
std::optional<std::pair<std::size_t, Verdict>> merge(Row& row, const std::vector<Part>& parts) {
  std::map<Outcome, std::pair<std::size_t, Verdict>> first;
  std::optional<std::vector<std::string>> conventions;
  for (const Part& part : parts) {
    for (const auto& [kind, counts] : part.counts)
      for (const auto& [outcome, count] : counts) {
        row.counts[outcome] += count;
        row.counts_by_class[kind][outcome] += count;
      }
    row.used = std::max(row.used, part.used);
    row.inherent = std::max(row.inherent, part.inherent);
    row.rounded = row.rounded && part.rounded;
    row.seconds += part.seconds;
    if (row.note.empty()) row.note = part.note;
    for (const auto& [outcome, failing] : part.first) first.try_emplace(outcome, failing);
    if (part.conventions) conventions = conventions ? common(*conventions, *part.conventions) : *part.conventions;
  }
  row.outcome = row.counts.empty() ? Outcome::pass : row.counts.rbegin()->first;  // the worst stands for the row,
  if (row.outcome <= Outcome::undecided && row.counts.contains(Outcome::pass)) row.outcome = Outcome::pass;  // or what was judged, where some was not
  const auto worst = first.find(row.outcome);
  if (row.outcome == Outcome::variant) {
    if (conventions->empty()) row.outcome = Outcome::fail;  // conventions that contradict each other
    else row.convention = conventions->front();
  }
  return worst == first.end() ? std::nullopt : std::optional(worst->second);
}

class Progress {
 public:
  Progress(bool shown, std::size_t total) : shown_(shown), total_(total) {}
  ~Progress() {
    if (shown_) fmt::print(stderr, "\r\033[K");
  }
  void advance(std::size_t cases, const std::string& name) {
    const std::lock_guard lock(mutex_);
    done_ += cases;
    if (!shown_ || (seconds_since(last_) < 0.1 && done_ < total_)) return;
    last_ = Clock::now();
    fmt::print(stderr, "\r\033[K{:3d} %  {}/{} cases  {}", total_ ? 100 * done_ / total_ : 100, done_, total_, name);
    std::fflush(stderr);
  }

 private:
  bool shown_;
  std::size_t total_, done_ = 0;
  Clock::time_point last_ = Clock::now() - std::chrono::seconds(1);
  std::mutex mutex_;
};

}  // namespace

std::size_t Row::cases() const {
  std::size_t total = 0;
  for (const auto& [kind, count] : counts) total += count;
  return total;
}

int Report::exit_code() const {
  if (interrupted) return 130;
  int code = rows.empty() && options.shards == 1 ? 2 : 0;
  for (const Row& row : rows) {
    if (row.outcome == Outcome::crash || row.outcome == Outcome::timeout) return 3;
    if (row.outcome > Outcome::undecided && row.outcome != Outcome::ill_posed) code = 1;
  }
  const bool judged = std::any_of(rows.begin(), rows.end(), [](const Row& row) { return row.outcome == Outcome::pass || row.outcome > Outcome::undecided; });
  return code == 0 && !judged && options.shards == 1 ? 2 : code;
}

Verdict judge_with_variants(const Request& request, const Reply& reply) {
  Verdict verdict = judge(request, reply);
  if (verdict.outcome != Outcome::fail || reply.kind == Reply::Kind::garbage || reply.kind == Reply::Kind::error) return verdict;
  for (std::size_t v = 0; v < request.operation->statement.variants.size(); ++v) {
    if (v == request.variant) continue;
    Request other = request;
    other.variant = v;
    if (judge(other, reply).outcome != Outcome::pass) continue;
    verdict.outcome = Outcome::variant;
    verdict.variants.push_back(request.operation->statement.variants[v].name);
  }
  return verdict;
}

Report run_verify(const VerifyOptions& options) {
  Report report;
  report.options = options;
  interrupted = false;
  struct sigaction action {}, before {};
  action.sa_handler = on_interrupt;
  sigaction(SIGINT, &action, &before);
  const auto start = Clock::now();
  {
    const auto first = options.start();
    report.implementation = first->name();
    report.libraries = first->libraries();
    report.rows = plan(options, *first, report.not_implemented);
    report.unknown = unknown_claims(first->implements());
  }
  report.environment = environment_text();

  struct Work {
    std::size_t row, begin, end, part;
  };
  std::vector<Work> work;
  std::vector<std::vector<Part>> parts(report.rows.size());
  std::size_t total = 0;
  for (std::size_t r = 0; r < report.rows.size(); ++r) {
    if (!case_number(*report.rows[r].operation, options, 0)) continue;
    total += options.cases;
    for (std::size_t i = 0; i < options.cases; i += chunk) work.push_back({r, i, std::min(i + chunk, options.cases), i / chunk});
    parts[r].resize((options.cases + chunk - 1) / chunk);
  }

  std::mutex mutex;
  std::exception_ptr failure;
  {
    Progress progress(options.progress, total);
    std::atomic<std::size_t> next{0};
    const auto worker = [&] {
      try {
        const auto trial = options.start();
        for (std::size_t w; !interrupted && (w = next++) < work.size();) {
          const Row& row = report.rows[work[w].row];
          const auto begin = Clock::now();
          std::vector<Request> requests;
          std::vector<std::pair<CaseClass, std::size_t>> cases;
          for (std::size_t i = work[w].begin; i < work[w].end; ++i) {
            const std::size_t number = *case_number(*row.operation, options, i);
            Case one = make_case(*row.operation, *row.format, options.seed, number);
            cases.emplace_back(one.kind->kind, number);
            requests.push_back({row.operation, row.variant, row.format, std::move(one.inputs)});
          }
          const std::vector<Reply> replies = trial->call(requests);
          Part part;
          std::size_t failing = 0;
          for (std::size_t i = 0; i < replies.size() && !interrupted; ++i) {
            const Verdict verdict = failing < variant_probe ? judge_with_variants(requests[i], replies[i]) : judge(requests[i], replies[i]);
            failing += verdict.outcome != Outcome::pass;
            add(part, cases[i].first, cases[i].second, verdict);
          }
          part.seconds = seconds_since(begin);
          parts[work[w].row][work[w].part] = std::move(part);
          progress.advance(requests.size(), row.name());
        }
      } catch (...) {
        const std::lock_guard lock(mutex);
        failure = std::current_exception();
        next = work.size();
      }
    };
    const unsigned jobs = options.jobs > 0 ? static_cast<unsigned>(options.jobs) : std::max(1u, std::thread::hardware_concurrency());
    std::vector<std::thread> threads;
    for (unsigned j = 0; j < std::min<std::size_t>(jobs, std::max<std::size_t>(1, work.size())); ++j) threads.emplace_back(worker);
    for (std::thread& thread : threads) thread.join();
  }
  if (failure) std::rethrow_exception(failure);

  std::unique_ptr<Implementation> trial;
  for (std::size_t r = 0; r < report.rows.size(); ++r) {
    Row& row = report.rows[r];
    const auto failing = merge(row, parts[r]);
    if (!failing || row.outcome <= Outcome::undecided || interrupted) continue;
    if (!trial) trial = options.start();
    explain(row, failing->first, failing->second, *trial, options, interrupted);
  }
  report.interrupted = interrupted;
  sigaction(SIGINT, &before, nullptr);
  report.seconds = seconds_since(start);
  return report;
}

}  // namespace etalon::verify
