#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <thread>

#include "fast/backend/environment.hpp"
#include "verify/generate/cases.hpp"
#include "verify/judge/power.hpp"
#include "verify/tool/commands.hpp"
#include "verify/tool/output.hpp"
#include "verify/tool/verdicts.hpp"

namespace etalon::verify::tool {
namespace {

using Json = nlohmann::ordered_json;


/// A row of the table.
struct Cell {
  const Operation* operation;
  std::size_t variant;
  const Format* format;
  CaseClass kind;
  Power power = {};
};

/// FNV-1a: the same on every machine.
std::uint64_t hash(const std::string& text) {
  std::uint64_t h = 14695981039346656037u;
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return h;
}

bool has_real_outputs(const Operation& op) {
  return std::any_of(op.outputs.begin(), op.outputs.end(), [&](const OutputInfo& f) { return op.asks_for(f) && (f.kind == FieldKind::real || f.kind == FieldKind::list); });
}

std::vector<Cell> cells(const PowerOptions& options) {
  const auto [part, parts] = read_shard(options.shard);
  std::vector<Cell> all;
  std::size_t counter = 0;
  const auto operations = Registry::matching(options.patterns);
  if (operations.empty()) throw std::invalid_argument("no operation matches; see `etalon list`");
  for (const Operation* op : operations) {
    if (!has_real_outputs(*op)) continue;
    for (std::size_t v = 0; v < op->variants(); ++v) {
      if (counter++ % parts + 1 != part) continue;
      for (const Format& format : Format::all()) {
        if (!options.dtypes.empty() && std::find(options.dtypes.begin(), options.dtypes.end(), format.name) == options.dtypes.end()) continue;
        for (const CaseClass kind : {CaseClass::core, CaseClass::extreme, CaseClass::edge})
          if ((options.classes.empty() || std::find(options.classes.begin(), options.classes.end(), text(kind)) != options.classes.end()) &&
              std::any_of(op->classes.begin(), op->classes.end(), [&](const InputClass& c) { return c.kind == kind; }))
            all.push_back({op, v, &format, kind});
      }
    }
  }
  return all;
}

void measure(Cell& cell, const PowerOptions& options, Implementation& fast, Implementation& reference) {
  std::size_t taken = 0;
  for (std::size_t number = 0; taken < options.cases; ++number) {
    if (cell.operation->classes[number % cell.operation->classes.size()].kind != cell.kind) continue;
    ++taken;
    const Case one = make_case(*cell.operation, *cell.format, options.seed, number);
    const Request request{cell.operation, cell.variant, cell.format, one.inputs};
    const std::uint64_t random = hash(fmt::format("{} {} {} {}", options.seed, cell.operation->name_with(cell.variant), cell.format->name, number));
    // The fast wing computes in these two formats; the certified truth is rounded to any.
    const bool computed = cell.format->name == "float64" || cell.format->name == "float32";
    std::vector<Reply> answers = reference.call({request});
    if (computed) answers.push_back(fast.call({request})[0]);
    cell.power.add(spoil(request, answers, number, random, !options.floor));
  }
}

std::string share_text(const Share& share) { return share.tried == 0 ? "–" : fmt::format("{:.0f}", 100.0 * static_cast<double>(share.rejected) / static_cast<double>(share.tried)); }
std::string change_text(const std::vector<int>& finest) {
  if (finest.empty()) return "–";
  const auto k = smallest_seen(finest);
  return k ? fmt::format("2^-{}", *k) : "none";
}

Json shares_json(const std::array<Share, 3>& shares) {
  Json json = Json::array();
  for (std::size_t f = 0; f < shares.size(); ++f) json.push_back({{"factor", spoiling_factors[f]}, {"rejected", shares[f].rejected}, {"tried", shares[f].tried}});
  return json;
}
Json change_json(const std::vector<int>& finest) {
  const auto k = smallest_seen(finest);
  return k ? Json(*k) : Json(nullptr);
}
Json row_json(const Cell& cell, const std::vector<std::string>& findings) {
  const Power& p = cell.power;
  Json json = {{"operation", cell.operation->name()}};
  if (!cell.operation->statement.variants.empty()) json["variant"] = cell.operation->statement.variants[cell.variant].name;
  json.update({{"dtype", cell.format->name}, {"class", text(cell.kind)}, {"judged", p.judged}, {"vacuous", p.vacuous}, {"wronged", p.wronged}, {"not_judged", p.not_judged},
               {"one_entry", shares_json(p.one)}, {"all_entries", shares_json(p.all)}, {"largest_entry_k", change_json(p.finest_largest)}, {"random_entry_k", change_json(p.finest_random)}, {"all_entries_k", change_json(p.finest_all)},
               {"bound_used", p.used}, {"zeros_pass", p.zeros_pass}, {"negated_pass", p.negated_pass}, {"below_the_floor", findings}});
  return json;
}

constexpr double least_used = 0.05;  // of a bound that is not too loose

/// The fast wing and the certified truth, rounded, stay far below the bound: is it looser than it has to be?
bool loose(const Cell& cell) {
  const auto& outputs = cell.operation->outputs;
  if (std::all_of(outputs.begin(), outputs.end(), [](const OutputInfo& f) { return f.grade == Grade::exact; })) return false;  // there is no less than nothing
  const bool computed = cell.format->name == "float64" || cell.format->name == "float32";
  return computed && cell.kind == CaseClass::core && cell.power.judged > 0 && cell.power.used < least_used;
}

/// Why a row is below the floor.
std::vector<std::string> findings(const Cell& cell, double most_vacuous) {
  const Power& p = cell.power;
  std::vector<std::string> all;
  const auto passing = [&](const char* what, const std::vector<std::size_t>& cases) {
    if (!cases.empty()) all.push_back(fmt::format("{} in {} of {} answers, first to case {}", what, cases.size(), p.judged, cases.front()));
  };
  passing("zeros pass", p.zeros_pass);
  passing("negated outputs pass", p.negated_pass);
  if (p.wronged) all.push_back(fmt::format("{} right answers are rejected", p.wronged));
  const bool wide = cell.format->name == "float64" || cell.format->name == "float32";
  if (wide && cell.kind == CaseClass::core && 100 * p.vacuous_share() >= most_vacuous) all.push_back(fmt::format("vacuous in {} of {} answers", p.vacuous, p.judged + p.vacuous));
  return all;
}

void run(std::vector<Cell>& all, const PowerOptions& options) {
  fast::backend::set_blas_threads(1);
  std::atomic<std::size_t> next{0}, done{0};
  std::mutex mutex;
  std::exception_ptr failure;
  Progress progress("spoiling right answers");
  const auto worker = [&] {
    try {
      const auto fast = open_implementation("fast", {}), reference = open_implementation("reference", {});
      for (std::size_t i; (i = next++) < all.size();) {
        measure(all[i], options, *fast, *reference);
        const std::lock_guard lock(mutex);
        progress(static_cast<double>(++done) / static_cast<double>(all.size()));
      }
    } catch (...) {
      const std::lock_guard lock(mutex);
      failure = std::current_exception();
      next = all.size();
    }
  };
  const std::size_t wanted = options.jobs > 0 ? static_cast<std::size_t>(options.jobs) : std::max(1u, std::thread::hardware_concurrency());
  std::vector<std::thread> threads;
  for (std::size_t j = 0; j < std::min(wanted, all.size()); ++j) threads.emplace_back(worker);
  for (std::thread& thread : threads) thread.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace

int power(const PowerOptions& options) {
  for (const std::string& kind : options.classes)
    if (kind != "core" && kind != "extreme" && kind != "edge") throw std::invalid_argument("unknown class '" + kind + "'; known: core, extreme, edge");
  for (const std::string& dtype : options.dtypes)
    if (!Format::find(dtype)) throw std::invalid_argument("unknown dtype '" + dtype + "'; known: float64, float32, tf32, bfloat16, float16");
  check_reports({{options.json, {}}});
  std::vector<Cell> all = cells(options);
  run(all, options);

  std::size_t width = 9, below = 0;
  for (const Cell& cell : all) width = std::max(width, cell.operation->name_with(cell.variant).size());
  Json json = {{"etalon_power", 1}, {"seed", options.seed}, {"cases", options.cases}, {"rows", Json::array()}};
  if (!options.floor) {
    fmt::print("Right answers, spoilt: how many of 100 are rejected when one entry (the largest, a random one), or all of one output, is multiplied by a factor;\n"
               "and the smallest change 1 + 2⁻ᵏ of which 95 of 100 are. Seed {}, {} cases a row.\n\n", options.seed, options.cases);
    fmt::print("  {:<{}}  {:<8}  {:<7}  {:>6}  {:>7}  | {:<36} | {}\n", "", width, "", "", "", "", "one entry", "all entries");
    fmt::print("  {:<{}}  {:<8}  {:<7}  {:>6}  {:>7}  | {:>4} {:>4} {:>4}  {:>8} {:>9}  | {:>4} {:>4} {:>4}  {:>8}\n", "operation", width, "dtype", "class", "judged", "vacuous", "·0", "·−1", "·1.5", "largest", "random", "·0", "·−1", "·1.5", "change");
  }
  for (const Cell& cell : all) {
    const Power& p = cell.power;
    const auto found = findings(cell, options.most_vacuous);
    below += !found.empty();
    json["rows"].push_back(row_json(cell, found));
    const std::string name = cell.operation->name_with(cell.variant);
    if (!options.floor)
      fmt::print("  {:<{}}  {:<8}  {:<7}  {:>6}  {:>6.0f}%  | {:>4} {:>4} {:>4}  {:>8} {:>9}  | {:>4} {:>4} {:>4}  {:>8}\n", name, width, cell.format->name, text(cell.kind), p.judged, 100 * p.vacuous_share(), share_text(p.one[0]),
                 share_text(p.one[1]), share_text(p.one[2]), change_text(p.finest_largest), change_text(p.finest_random), share_text(p.all[0]), share_text(p.all[1]), share_text(p.all[2]), change_text(p.finest_all));
    if (loose(cell) && !options.floor)
      fmt::print("  {:<{}}  {:<8}  {:<7}  too loose? right answers use {:.1f} % of the bound at most\n", name, width, cell.format->name, text(cell.kind), 100 * p.used);
    for (const std::string& what : found) fmt::print("  {:<{}}  {:<8}  {:<7}  below the floor: {}\n", name, width, cell.format->name, text(cell.kind), what);
  }
  std::size_t judged = 0, vacuous = 0;
  for (const Cell& cell : all) judged += cell.power.judged, vacuous += cell.power.vacuous;
  fmt::print("{}{} rows, {} right answers spoilt, {} vacuous; {} rows below the floor\n", options.floor && below == 0 ? "" : "\n", all.size(), judged, vacuous, below);
  std::fflush(stdout);
  const bool written = write_reports({{options.json, [&] { return json.dump(1) + "\n"; }}});
  return !written ? 2 : options.floor && below > 0 ? 1 : 0;
}

}  // namespace etalon::verify::tool
