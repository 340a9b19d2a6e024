#include "verify/judge/freedom.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "verify/judge/truth.hpp"
#include "verify/trial/implementation.hpp"

namespace etalon::verify {
namespace {

struct Bend {
  std::string clause, output;
  KinksOf of;
};
std::map<std::string, std::vector<Bend>>& kinks() {
  static std::map<std::string, std::vector<Bend>> instance;
  return instance;
}

struct Freedom {
  std::string clause;
  std::set<std::string> outputs;
  SignCondition where;
};
std::map<std::string, std::vector<Freedom>>& declared() {
  static std::map<std::string, std::vector<Freedom>> instance;
  return instance;
}

void check(const Operation& op, const Freedom& one) {
  const auto& clauses = op.statement.clauses;
  if (std::none_of(clauses.begin(), clauses.end(), [&](const Clause& c) { return c.id == one.clause; })) throw std::logic_error(op.name() + ": a result is free by " + one.clause + ", which is no clause of it");
  for (const std::string& name : one.outputs)
    if (std::none_of(op.outputs.begin(), op.outputs.end(), [&](const OutputInfo& f) { return f.name == name; })) throw std::logic_error(op.name() + ": the result " + name + " is free, which is no output of it");
}

}  // namespace

void declare_free_in_sign(const std::string& operation, const std::string& clause, std::initializer_list<const char*> outputs, SignCondition where) {
  declared()[operation].push_back({clause, {outputs.begin(), outputs.end()}, std::move(where)});
}

bool free_in_sign(const Request& request, const Truth& truth, const std::string& output) {
  const auto found = declared().find(request.operation->name());
  if (found == declared().end()) return false;
  const Precision guard(2400);  // as requirements are checked
  return std::any_of(found->second.begin(), found->second.end(), [&](const Freedom& one) {
    check(*request.operation, one);
    if (!one.outputs.contains(output)) return false;
    return !one.where || one.where(enclose(request.inputs), *truth.certificate.value, truth.sizes, exactly(request.formats().coarsest().unit_roundoff()), exactly(request.formats().coarsest().spacing_at_zero()));
  });
}

void declare_kinks(const std::string& operation, const std::string& clause, const std::string& output, KinksOf of) {
  kinks()[operation].push_back({clause, output, std::move(of)});
}

Subdifferential all_of(const std::vector<Interval>& declared) {
  Subdifferential all;
  for (std::size_t i = 0; i < declared.size(); ++i) all.emplace_hint(all.end(), i, declared[i]);
  return all;
}
bool has_kinks(const Operation& op) { return kinks().contains(op.name()); }

Subdifferential subdifferential(const Operation& op, const Values<Interval>& in, const std::string& output, std::size_t entries, const Interval& u, std::size_t variant) {
  const auto found = kinks().find(op.name());
  if (found == kinks().end()) return {};
  for (const Bend& one : found->second) {
    check(op, {one.clause, {one.output}, {}});
    if (one.output == output) return one.of(in, entries, u, variant);
  }
  return {};
}

}  // namespace etalon::verify
