#include "verify/judge/power.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "verify/judge/freedom.hpp"
#include "verify/judge/outputs.hpp"
#include "verify/judge/truth.hpp"

namespace etalon::verify {
namespace {

constexpr int first_slack = 10;  // as judge() has it, and the rest of its ladder

/// The judge of one request, which finds the truth once for each precision.
class Judge {
 public:
  explicit Judge(const Request& request) : request_(request) {}

  const Truth& truth() { return truth_at(first_slack); }

  /// Judges a reply that has outputs.
  Outcome operator()(const Reply& reply) {
    Outcome outcome = Outcome::undecided;
    const Climb top = climb({first_slack, 240, 5}, [&](int slack) {
      const Precision guard(128);
      Truth& truth = truth_at(slack);
      if (truth.certificate.domain || truth.certificate.undecided) return true;
      bool decided = true;
      const Verdict verdict = judge_outputs(request_, reply, truth, decided, false);
      if (decided) outcome = verdict.outcome, used_ = verdict.used;
      return decided;
    });
    return top.reached ? outcome : Outcome::undecided;
  }
  /// How much of its bound the last reply used.
  double used() const { return used_; }

 private:
  Truth& truth_at(int slack) {
    const auto [at, first] = truths_.try_emplace(slack);
    if (first) at->second = truth_of(*request_.operation, request_.inputs, request_.variant, request_.formats(), slack, Units::of_bounds);
    return at->second;
  }
  const Request& request_;
  double used_ = 0;
  std::map<int, Truth> truths_;
};

bool is_rejected(Outcome outcome) { return outcome >= Outcome::fail || outcome == Outcome::variant; }

/// The entries of one real output.
std::vector<double*> entries_of(Value<double>& value) {
  std::vector<double*> all;
  if (auto* x = if_real(value))
    for (double& entry : *x) all.push_back(&entry);
  if (auto* list = if_list(value))
    for (Tensor<double>& x : *list)
      for (double& entry : x) all.push_back(&entry);
  return all;
}

class Spoiler {
 public:
  Spoiler(const Request& request, Judge& judge, const Reply& right, std::uint64_t random) : request_(request), reply_(right), judge_(judge), random_(random) {}

  Power run(bool entries) {
    const Outcome outcome = judge_(reply_);
    Power power;
    (outcome == Outcome::pass ? power.judged : outcome == Outcome::vacuous ? power.vacuous : is_rejected(outcome) ? power.wronged : power.not_judged) = 1;
    if (outcome != Outcome::pass) return power;
    power.used = judge_.used();
    if (entries)
      for (NamedOutput& output : reply_.outputs) one_output(power, output);
    everything(power);
    return power;
  }

 private:
  bool free(const NamedOutput& output) { return free_in_sign(request_, judge_.truth(), output.name); }

  /// Judges the answer with these entries times the factor, rounded to the format; nothing where that changes none or leaves the format.
  std::optional<bool> rejects(const std::vector<double*>& places, double factor) {
    std::vector<double> before;
    bool changed = false, finite = true;
    for (double* place : places) {
      before.push_back(*place);
      *place = round_to(*place * factor, *request_.format);
      changed = changed || *place != before.back();
      finite = finite && std::isfinite(*place);
    }
    std::optional<bool> rejected;
    if (changed && finite) rejected = is_rejected(judge_(reply_));
    for (std::size_t i = 0; i < places.size(); ++i) *places[i] = before[i];
    return rejected;
  }

  void everything(Power& power) {
    std::vector<double*> all, determined;  // the latter by sign too
    for (NamedOutput& output : reply_.outputs) {
      const auto places = places_of(output);
      all.insert(all.end(), places.begin(), places.end());
      if (!free(output)) determined.insert(determined.end(), places.begin(), places.end());
    }
    // What may as well be 0 has no sign.
    if (rejects(determined, 0) == true && rejects(all, -1) == false) power.negated_pass.push_back(0);
    Reply zeros = reply_;
    for (NamedOutput& output : zeros.outputs) {
      if (auto* k = if_integers(output.value)) std::fill(k->begin(), k->end(), 0);
      for (double* place : entries_of(output.value)) *place = 0;
    }
    if (!all.empty() && !is_rejected(judge_(zeros))) power.zeros_pass.push_back(0);
  }

  /// Those that are not 0: there a factor changes something.
  static std::vector<double*> places_of(NamedOutput& output) {
    std::vector<double*> places = entries_of(output.value);
    std::erase_if(places, [](const double* place) { return *place == 0 || !std::isfinite(*place); });
    return places;
  }

  void one_output(Power& power, NamedOutput& output) {
    const std::vector<double*> all = places_of(output);
    if (all.empty()) return;
    const auto largest = std::max_element(all.begin(), all.end(), [](const double* a, const double* b) { return std::fabs(*a) < std::fabs(*b); });
    std::vector<std::vector<double*>> singles = {{*largest}};
    if (all.size() > 1) {
      std::size_t other = static_cast<std::size_t>(random_ % (all.size() - 1));
      if (other >= static_cast<std::size_t>(largest - all.begin())) ++other;
      singles.push_back({all[other]});
    }
    for (std::size_t f = 0; f < spoiling_factors.size(); ++f) {
      if (spoiling_factors[f] == -1 && free(output)) continue;
      const auto count = [&](Share& share, const std::vector<double*>& places) {
        if (const auto rejected = rejects(places, spoiling_factors[f])) ++share.tried, share.rejected += *rejected;
      };
      for (const auto& single : singles) count(power.one[f], single);
      if (all.size() > 1) count(power.all[f], all);
    }
    power.finest_largest.push_back(finest(singles[0]));
    power.finest_random.push_back(singles.size() > 1 ? finest(singles[1]) : power.finest_largest.back());
    power.finest_all.push_back(singles.size() > 1 ? finest(all) : power.finest_largest.back());
  }

  /// The largest k such that 1 + 2⁻ᵏ is rejected, by bisection: a larger change of one entry is not less wrong.
  int finest(const std::vector<double*>& places) {
    int seen = -1, unseen = request_.format->precision;  // 1 + 2⁻ᵖ changes nothing
    while (unseen - seen > 1) {
      const int k = (seen + unseen) / 2;
      (rejects(places, 1 + std::ldexp(1.0, -k)).value_or(false) ? seen : unseen) = k;
    }
    return seen;
  }

  const Request& request_;
  Reply reply_;
  Judge& judge_;
  std::uint64_t random_;
};

}  // namespace

void Power::add(const Power& other) {
  judged += other.judged;
  vacuous += other.vacuous;
  wronged += other.wronged;
  not_judged += other.not_judged;
  used = std::max(used, other.used);
  for (std::size_t f = 0; f < one.size(); ++f)
    for (auto [mine, its] : {std::pair(&one[f], &other.one[f]), std::pair(&all[f], &other.all[f])}) mine->rejected += its->rejected, mine->tried += its->tried;
  const auto append = [](auto& mine, const auto& its) { mine.insert(mine.end(), its.begin(), its.end()); };
  append(finest_largest, other.finest_largest);
  append(finest_random, other.finest_random);
  append(finest_all, other.finest_all);
  append(zeros_pass, other.zeros_pass);
  append(negated_pass, other.negated_pass);
}

double Power::vacuous_share() const { return judged + vacuous == 0 ? 0 : static_cast<double>(vacuous) / static_cast<double>(judged + vacuous); }

std::optional<int> smallest_seen(std::vector<int> finest) {
  if (finest.empty()) return std::nullopt;
  std::sort(finest.begin(), finest.end());
  const int k = finest[finest.size() / 20];  // at most 5 of 100 see less
  return k < 0 ? std::nullopt : std::optional(k);
}

Power spoil(const Request& request, const std::vector<Reply>& right, std::size_t number, std::uint64_t random, bool entries) {
  Power power;
  Judge judge(request);
  for (const Reply& answer : right)
    if (answer.kind == Reply::Kind::outputs) power.add(Spoiler(request, judge, answer, random).run(entries));
    else ++power.not_judged;
  for (auto* cases : {&power.zeros_pass, &power.negated_pass})
    for (std::size_t& one : *cases) one = number;
  return power;
}

}  // namespace etalon::verify
