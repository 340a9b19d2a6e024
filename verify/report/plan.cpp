#include "verify/report/plan.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <stdexcept>

#include "verify/generate/large_classes.hpp"
#include "verify/judge/grades.hpp"
#include "verify/trial/limits.hpp"

namespace etalon::verify {
namespace {

constexpr std::size_t large_every = 50;  // cases one is large: it takes as long as dozens of the others

bool matches(const std::vector<std::string>& globs, const std::string& name) {
  return std::any_of(globs.begin(), globs.end(), [&](const std::string& glob) { return fnmatch(glob.c_str(), name.c_str(), 0) == 0; });
}

/// By which an implementation claims it: "optimization.adam", "optimization.adam{epsilon_inside}" or "optimization.adam{*}".
std::vector<std::string> names_of(const Operation& op, std::size_t variant) {
  std::vector<std::string> names = {op.name_with(variant), op.name() + "{*}"};
  if (!op.statement.variants.empty()) names.push_back(op.name() + "{" + op.statement.variants[variant].name + "}");
  return names;
}
bool claims(const std::set<std::string>& implements, const Operation& op, std::size_t variant) {
  const auto names = names_of(op, variant);
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return implements.contains(name); });
}

/// What is claimed and no operation or convention is.
std::vector<std::string> unknown_claims(const std::vector<std::string>& implements) {
  std::set<std::string> known;
  for (const Operation* op : Registry::all())
    for (std::size_t v = 0; v < op->variants(); ++v)
      for (std::string& name : names_of(*op, v)) known.insert(std::move(name));
  std::vector<std::string> unknown;
  std::copy_if(implements.begin(), implements.end(), std::back_inserter(unknown), [&](const std::string& claim) { return !known.contains(claim); });
  return unknown;
}

void check_patterns(const std::vector<std::string>& patterns) {
  for (const std::string& pattern : patterns)
    if (Registry::matching({pattern}).empty()) {
      const std::string close = Registry::closest(pattern);
      throw std::invalid_argument("no operation matches '" + pattern + "'" + (close.empty() ? "" : "; did you mean " + close + "?"));
    }
}

/// "tensor.matmul=normwise".
std::map<const Operation*, std::size_t> accepted_grades(const std::vector<std::string>& wanted) {
  std::map<const Operation*, std::size_t> accepted;
  for (const std::string& text : wanted) {
    const auto equals = text.find('=');
    if (equals == std::string::npos) throw std::invalid_argument("--grade " + text + ": expected OPERATION=GRADE, such as tensor.matmul=normwise");
    const std::string name = text.substr(0, equals), grade = text.substr(equals + 1);
    const Operation* op = Registry::find(name);
    if (!op) throw std::invalid_argument("--grade " + text + ": unknown operation '" + name + "'");
    const GradeNames* grades = grades_of(*op);
    if (!grades) throw std::invalid_argument("--grade " + text + ": " + op->name() + " has no grade but its contract's");
    const auto found = find_grade(*op, grade);
    if (!found) {
      std::string known = grades->own;
      for (const WeakerGrade& weaker : grades->weaker) known += ", " + weaker.name;
      throw std::invalid_argument("--grade " + text + ": " + op->name() + " has no grade '" + grade + "'; known: " + known);
    }
    accepted[op] = *found;
  }
  return accepted;
}

bool in_class(const InputClass& one, const std::vector<std::string>& wanted) {
  return wanted.empty() || matches(wanted, text(one.kind)) || matches(wanted, text(one.kind) + "/" + one.name);
}

/// The numbers of those that are asked for.
std::vector<std::size_t> wanted_of(const std::vector<InputClass>& classes, const std::vector<std::string>& globs) {
  std::vector<std::size_t> wanted;
  for (std::size_t c = 0; c < classes.size(); ++c)
    if (in_class(classes[c], globs)) wanted.push_back(c);
  return wanted;
}
/// The i-th case of those classes.
std::size_t number_in(const std::vector<InputClass>& classes, const std::vector<std::size_t>& wanted, std::size_t i) {
  return i / wanted.size() * classes.size() + wanted[i % wanted.size()];
}

void check_classes(const std::vector<std::string>& wanted, const std::vector<const Operation*>& operations) {
  for (const std::string& glob : wanted) {
    const bool known = std::any_of(operations.begin(), operations.end(), [&](const Operation* op) {
      return !wanted_of(op->classes, {glob}).empty() || !wanted_of(large_classes(*op), {glob}).empty();
    });
    if (!known) throw std::invalid_argument("no input class matches '" + glob + "'; known: core, extreme, edge, large, and single ones such as 'edge/masked', which `etalon show OPERATION` lists");
  }
}

}  // namespace

Plan plan(const VerifyOptions& options, Implementation& trial) {
  check_patterns(options.patterns);
  check_patterns(options.skip);
  std::vector<const Operation*> chosen = Registry::matching(options.patterns);
  if (!options.skip.empty()) std::erase_if(chosen, [&](const Operation* op) { return matches(options.skip, op->name()); });
  check_classes(options.classes, chosen);
  const auto accepted = accepted_grades(options.grades);
  const std::vector<std::string> offered = trial.dtypes(), claimed_names = trial.implements();
  const std::set<std::string> implements(claimed_names.begin(), claimed_names.end());
  const std::vector<std::string>& dtypes = options.dtypes.empty() ? offered : options.dtypes;
  for (const std::string& dtype : dtypes) {
    if (!Format::find(dtype)) throw std::invalid_argument("unknown dtype '" + dtype + "'; known: float64, float32, tf32, bfloat16, float16");
    if (std::find(offered.begin(), offered.end(), dtype) == offered.end()) throw std::invalid_argument(trial.name() + " does not offer dtype " + dtype);
  }
  const Mixed arithmetic = options.arithmetic.empty() ? Mixed{} : mixed_named(options.arithmetic);
  Plan found;
  found.unknown = unknown_claims(claimed_names);
  for (const Operation* op : chosen) {
    bool claimed = false;
    const Declared declared = trial.declared(op->name());
    for (std::size_t v = 0; v < op->variants(); ++v) {
      if (!claims(implements, *op, v)) continue;
      claimed = true;
      for (const std::string& dtype : dtypes) {
        if (!declared.dtypes.empty() && std::find(declared.dtypes.begin(), declared.dtypes.end(), dtype) == declared.dtypes.end()) continue;
        if (found.of_all_shards++ % options.shards + 1 != options.shard) continue;
        found.rows.emplace_back(op, v, Format::find(dtype));
        found.rows.back().arithmetic = applied_to(*found.rows.back().format, arithmetic ? arithmetic : declared.arithmetic);
        if (accepted.contains(op)) found.rows.back().accepted = accepted.at(op);
      }
    }
    if (!claimed) found.not_implemented.push_back(op->name());
  }
  return found;
}

std::optional<std::size_t> case_number(const Operation& op, const VerifyOptions& options, std::size_t i) {
  if (!options.sizes.empty()) return cases_of(op, options) > 0 ? std::optional(first_large + i) : std::nullopt;
  const auto wanted = wanted_of(op.classes, options.classes);
  const auto large = wanted_of(large_classes(op), options.classes);
  if (wanted.empty() && large.empty()) return std::nullopt;
  if (wanted.empty()) return first_large + number_in(large_classes(op), large, i);
  if (large.empty()) return number_in(op.classes, wanted, i);
  if ((i + 1) % large_every == 0) return first_large + number_in(large_classes(op), large, i / large_every);
  return number_in(op.classes, wanted, i - i / large_every);
}

std::size_t cases_of(const Operation& op, const VerifyOptions& options) {
  if (options.sizes.empty()) return options.cases;
  if (large_classes(op).empty()) return 0;
  const std::size_t each = options.sizes.size() * free_extents(op).size();
  return options.cases && each ? options.cases : each;
}

Case case_of(const Row& row, const VerifyOptions& options, std::size_t number) {
  if (number >= first_large && !options.sizes.empty()) return make_sized_case(*row.operation, *row.format, options.seed, number, options.sizes);
  return make_case(*row.operation, *row.format, options.seed, number);
}

Request request_of(const Row& row, const VerifyOptions& options, Values<double> inputs, const std::string& layouts) {
  return {row.operation, row.variant, row.format, std::move(inputs), layouts, options.strict_dtype, limits().judging, options.implementation != "reference", row.arithmetic, row.accepted};
}

bool takes(const Declared& declared, const Operation& op, const Values<double>& inputs) {
  for (const auto& [field, values] : declared.only)
    for (std::size_t f = 0; f < inputs.size(); ++f) {
      if (op.inputs[f].name != field) continue;
      const std::string given = inputs_text(op, inputs, f);
      if (std::find(values.begin(), values.end(), given) == values.end()) return false;
    }
  return true;
}

}  // namespace etalon::verify
