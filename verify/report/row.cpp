#include "verify/report/row.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace etalon::verify {
namespace {

constexpr std::size_t most_failing = 20;  // cases by which conventions are told apart
constexpr std::size_t most_causes = 6;    // of a row that are explained

/// A reason without its numbers: what differs between two cases of one cause.
std::string kind_of(const Verdict& v) {
  if (!v.output.empty()) return "";
  std::string kind;
  bool number = false;
  for (const char c : v.reason) {
    const bool digit = std::isdigit(static_cast<unsigned char>(c)) || (number && (c == '.' || c == 'e' || c == '-' || c == '+'));
    if (!digit) kind += c;
    else if (!number) kind += '#';
    number = digit;
  }
  return kind.substr(0, 60);
}

bool is_same(const Cause& a, const Cause& b) { return std::tie(a.outcome, a.clause, a.output, a.kind) == std::tie(b.outcome, b.clause, b.output, b.kind); }

void merge_cause(std::vector<std::pair<Cause, Seen>>& causes, const Cause& cause, const Seen& seen) {
  const auto known = std::find_if(causes.begin(), causes.end(), [&](const auto& c) { return is_same(c.first, cause); });
  if (known == causes.end()) {
    causes.emplace_back(cause, seen);
    return;
  }
  Cause& all = known->first;
  all.cases += cause.cases;
  all.bad += cause.bad;
  all.entries += cause.entries;
  all.units = std::max(all.units, cause.units);
  all.digits = std::min(all.digits, cause.digits);
  all.edge_only = all.edge_only && cause.edge_only;
  if (std::tie(seen.size, seen.index) < std::tie(known->second.size, known->second.index)) known->second = seen;
}

Values<double> flushed(const Operation& op, Values<double> inputs, const Format& format) {
  return transform<double>(inputs, [&](double x, std::size_t field) {
    return op.inputs[field].kind != FieldKind::integer && std::fabs(x) < format.smallest_normal() ? std::copysign(0.0, x) : x;
  });
}

}  // namespace

std::string text(const Operation& op, const Convention& convention) {
  std::string out = op.statement.variants.empty() ? "" : op.statement.variants[convention.variant].name;
  if (convention.flushes) out += out.empty() || convention.variant == 0 ? "flushed subnormals" : ", flushed subnormals";
  return convention.flushes && convention.variant == 0 ? "flushed subnormals" : out;
}

Verdict judge_by(const Convention& convention, Request request, const Reply& reply) {
  request.variant = convention.variant;
  request.mixed = convention.arithmetic;
  if (!convention.flushes) return judge(request, reply);
  request.format = &request.format->flushing();
  const Verdict kept = judge(request, reply);
  if (kept.outcome != Outcome::fail) return kept;
  request.inputs = flushed(*request.operation, std::move(request.inputs), *request.format);
  const Verdict verdict = judge(request, reply);
  return verdict.outcome <= Outcome::undecided ? verdict : kept;
}

void Part::add(const InputClass& kind, std::size_t index, const Values<double>& inputs, const Verdict& v, const Reply& reply) {
  ++counts[kind.kind][v.outcome];
  ++drawn[text(kind.kind) + "/" + kind.name];
  if (remark.empty()) remark = v.remark;
  grade = std::max(grade, v.grade);
  if (v.outcome == Outcome::pass) {
    used = std::max(used, v.used);
    inherent = std::max(inherent, v.inherent);
    rounded = rounded && v.rounded;
    return;
  }
  if (v.outcome <= Outcome::undecided) {
    if (note.empty()) note = v.reason;
    return;
  }
  if (v.outcome == Outcome::fail && failing.size() < most_failing) failing.push_back(index);
  Cause cause;
  cause.outcome = v.outcome;
  cause.clause = v.clause;
  cause.output = v.output.substr(0, v.output.find('['));
  cause.kind = kind_of(v);
  cause.cases = 1;
  cause.bad = v.bad;
  cause.entries = v.entries;
  if (!v.output.empty()) {
    cause.units = v.units;
    cause.digits = v.digits;
  }
  cause.edge_only = kind.kind == CaseClass::edge;
  merge_cause(causes, cause, {index, entries(inputs), v, reply});
}

void Part::merge(const Part& later) {
  for (const auto& [kind, outcomes] : later.counts)
    for (const auto& [outcome, count] : outcomes) counts[kind][outcome] += count;
  for (const auto& [name, count] : later.drawn) drawn[name] += count;
  used = std::max(used, later.used);
  inherent = std::max(inherent, later.inherent);
  rounded = rounded && later.rounded;
  seconds += later.seconds;
  if (note.empty()) note = later.note;
  if (remark.empty()) remark = later.remark;
  grade = std::max(grade, later.grade);
  for (const auto& [cause, seen] : later.causes) merge_cause(causes, cause, seen);
  for (const std::size_t index : later.failing)
    if (failing.size() < most_failing) failing.push_back(index);
}

void settle(Row& row, const Part& all, std::vector<Seen>& seen) {
  row.counts.clear();
  row.causes.clear();
  for (const auto& [kind, outcomes] : all.counts)
    for (const auto& [outcome, count] : outcomes) row.counts[outcome] += count;
  row.counts_by_class = all.counts;
  row.drawn = all.drawn;
  row.used = all.used;
  row.inherent = all.inherent;
  row.rounded = all.rounded && row.counts.contains(Outcome::pass);
  row.note = all.note;
  row.remark = all.remark;
  row.grade = all.grade;
  row.outcome = row.counts.empty() ? Outcome::not_run : row.counts.rbegin()->first;  // the worst stands for the row,
  if (row.outcome <= Outcome::undecided && row.counts.contains(Outcome::pass)) row.outcome = Outcome::pass;  // or what was judged, where some was not
  auto causes = all.causes;
  std::stable_sort(causes.begin(), causes.end(), [](const auto& a, const auto& b) {
    const auto rank = [](const Cause& c) { return std::tuple(-static_cast<int>(c.outcome), c.edge_only, c.digits < 1e9 ? c.digits : 0, -static_cast<long>(c.cases)); };
    return rank(a.first) < rank(b.first);
  });
  if (causes.size() > most_causes) causes.resize(most_causes);
  seen.clear();
  for (auto& [cause, first] : causes) {
    row.causes.push_back(cause);
    seen.push_back(first);
  }
}

std::size_t Row::cases() const {
  std::size_t total = 0;
  for (const auto& [kind, count] : counts) total += count;
  return total;
}

std::size_t Row::judged() const {
  std::size_t total = 0;
  for (const auto& [kind, count] : counts)
    if (kind == Outcome::pass || kind > Outcome::undecided) total += count;
  return total;
}

}  // namespace etalon::verify
