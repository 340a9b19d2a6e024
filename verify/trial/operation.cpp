#include "verify/trial/operation.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <map>
#include <memory>
#include <stdexcept>

#include "verify/trial/aliases.hpp"
#include "verify/trial/closest.hpp"

namespace etalon::verify {
namespace {

struct Store {
  std::map<std::string, Operation> operations;
  std::map<std::string, std::vector<Mutant>> mutants;
  std::vector<const Operation*> sorted;
  std::vector<std::string> taken_twice;
  Aliases aliases;
  void (*finish)(Operation&) = nullptr;
  bool complete = false;
};
Store& store() {
  static Store instance;
  return instance;
}

/// Levenshtein's edit distance.
std::size_t distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
      diagonal = above;
    }
  }
  return row[b.size()];
}

}  // namespace

std::string text(CaseClass kind) {
  switch (kind) {
    case CaseClass::core: return "core";
    case CaseClass::extreme: return "extreme";
    case CaseClass::edge: return "edge";
    case CaseClass::large: return "large";
  }
  return "";
}

std::string Operation::name_with(std::size_t variant) const {
  return variant == 0 ? name() : name() + "{" + statement.variants.at(variant).name + "}";
}
std::optional<std::size_t> Operation::variant(const std::string& wanted) const {
  for (std::size_t v = 0; v < statement.variants.size(); ++v)
    if (statement.variants[v].name == wanted) return v;
  return std::nullopt;
}

const OutputInfo* state_of(const Operation& op, std::size_t i) {
  for (const OutputInfo& output : op.outputs)
    if (output.grade == Grade::stepwise && !op.measures.count(output.name) && i-- == 0) return &output;
  return nullptr;
}

const InputInfo* start_of(const Operation& step, const OutputInfo& next) {
  const std::string suffix = "_next";
  const bool suffixed = next.name.size() > suffix.size() && next.name.ends_with(suffix);
  const std::string name = suffixed ? next.name.substr(0, next.name.size() - suffix.size()) : "x";
  const auto found = std::find_if(step.inputs.begin(), step.inputs.end(), [&](const InputInfo& input) { return input.name == name; });
  return found == step.inputs.end() ? nullptr : &*found;
}

Operation& Registry::add(Operation operation) {
  const std::string name = operation.name();
  const auto [place, added] = store().operations.try_emplace(name, std::move(operation));
  if (added) return place->second;
  store().taken_twice.push_back(name);
  static std::vector<std::unique_ptr<Operation>> homeless;  // its laws go nowhere: problems() tells
  homeless.push_back(std::make_unique<Operation>(std::move(operation)));
  return *homeless.back();
}
const std::vector<const Operation*>& Registry::all() {
  Store& s = store();
  if (!s.complete) {
    s.complete = true;
    for (auto& [name, operation] : s.operations) {
      s.sorted.push_back(&operation);
      if (operation.primal.empty()) s.aliases.add(name, operation.statement.aliases);
    }
    for (auto& [name, operation] : s.operations)
      if (s.finish) s.finish(operation);
  }
  return s.sorted;
}
void Registry::when_complete(void (*finish)(Operation&)) { store().finish = finish; }
const std::vector<std::string>& Registry::taken_twice() { return store().taken_twice; }
std::vector<std::string> Registry::aliases_taken_twice() {
  all();
  return store().aliases.taken_twice();
}
std::vector<std::string> Registry::mutants_of_nothing() {
  std::vector<std::string> names;
  for (const auto& [name, mutants] : store().mutants)
    if (!store().operations.count(name) && !mutants.empty()) names.push_back(name);
  return names;
}
const Operation* Registry::find(const std::string& name) {
  all();
  auto found = store().operations.find(name);
  if (found == store().operations.end()) found = store().operations.find(store().aliases.resolve(name));
  return found == store().operations.end() ? nullptr : &found->second;
}
std::vector<const Operation*> Registry::matching(const std::vector<std::string>& patterns) {
  std::vector<const Operation*> chosen;
  for (const Operation* op : all())
    if (patterns.empty() || std::any_of(patterns.begin(), patterns.end(), [&](const std::string& p) {
          return fnmatch(p.c_str(), op->name().c_str(), 0) == 0 || find(p) == op;
        }))
      chosen.push_back(op);
  return chosen;
}
std::string closest(const std::string& word, const std::vector<std::string>& known) {
  std::string best;
  std::size_t least = word.size() / 2 + 2;
  for (const std::string& one : known)
    if (const std::size_t d = distance(word, one); d < least) least = d, best = one;
  return best;
}
std::string Registry::closest(const std::string& name) {
  std::vector<std::string> names;
  for (const Operation* op : all()) {
    names.push_back(op->name());
    names.insert(names.end(), op->statement.aliases.begin(), op->statement.aliases.end());
  }
  return verify::closest(name, names);
}

void Registry::add_mutant(const std::string& operation, Mutant mutant) {
  store().mutants[operation].push_back(std::move(mutant));
}
const std::vector<Mutant>& Registry::mutants(const std::string& operation) { return store().mutants[operation]; }

RealFunction in_formats(NumberFunction<double> in_double, NumberFunction<float> in_float) {
  return [in_double = std::move(in_double), in_float = std::move(in_float)](const Values<double>& in, const Format& format, std::size_t variant) -> Result<Values<double>> {
    if (format.name != "float32") return in_double(in, variant);
    const auto out = in_float(narrow(in), variant);
    if (!out) return out.failure();
    return widen(*out);
  };
}

std::size_t entries(const Values<double>& values) {
  std::size_t count = 0;
  for (const Value<double>& value : values)
    for (const Tensor<double>* tensor : real_tensors(value)) count += tensor->size();
  return count;
}

Values<float> narrow(const Values<double>& values) {
  return transform<float>(values, [](double x, std::size_t) { return static_cast<float>(x); });
}
Values<double> widen(const Values<float>& values) {
  return transform<double>(values, [](float x, std::size_t) { return static_cast<double>(x); });
}

Result<SizeValues> sizes_of(const Operation& op, const Values<double>& inputs) {
  Result<SizeValues> sizes = bind_sizes(op.inputs, shapes_of(inputs));
  if (sizes && op.sizes)
    for (const auto& [name, value] : op.sizes(inputs)) {
      const auto [known, added] = (*sizes).try_emplace(name, value);
      if (added) continue;
      if (op.primal.empty())
        throw std::logic_error(op.name() + ": sizes() gives " + name + ", which the shape of an input gives already; name it differently, or leave it out of sizes()");
      // A cotangent has the shape of an output, whose size comes from the primal's sizes().
      if (known->second != value) return domain("C0", "a cotangent says " + name + " = " + std::to_string(known->second) + ", the inputs say " + std::to_string(value));
    }
  return sizes;
}

}  // namespace etalon::verify
