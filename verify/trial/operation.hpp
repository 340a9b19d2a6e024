#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reference/contract/evaluator.hpp"
#include "reference/number/format.hpp"
#include "reference/number/numbers.hpp"
#include "verify/trial/checks.hpp"

/// An operation without its types: the contract, the wings and the laws, as the registry, the judge and the tool see them.
namespace etalon::verify {

class Draw;

/// How hard the inputs are; verdicts keep the classes apart.
enum class CaseClass {
  core,     ///< ordinary magnitudes
  extreme,  ///< where squares or sums leave the range of the format
  edge,     ///< ties, kinks, empty, masks, ±0, refused inputs
  large,    ///< of extents at which kernels change their blocks
};
std::string text(CaseClass kind);

/// One kind of input, drawn in any format.
struct InputClass {
  std::string name;
  CaseClass kind;
  std::string refused_by;  ///< the domain clause that these inputs break, or ""
  std::function<Values<double>(Draw&)> draws;
  bool derived = false;    ///< made of other classes of the operation: a derivative has its own
};

/// A law about the exact result, checked on the reference.
struct Theorem {
  std::string clause;
  std::string text;
  std::function<void(Checks&, const Values<Interval>&, std::size_t variant)> check;
};

/// A property of every implementation's outputs, checked exactly.
struct Requirement {
  std::string clause;
  std::string text;
  std::function<void(Checks&, Values<Interval> inputs, Values<Interval> outputs, const Values<Interval>& truth,
                     const SizeValues&, const Format&, std::size_t variant)>
      check;
};

/// A law about inputs and outputs alone, checked on the reference's outputs and on every implementation's.
struct CommonLaw {
  std::string clause;
  std::string text;
  std::function<void(Checks&, Values<Interval>& inputs, Values<Interval>& outputs, std::size_t variant)> check;  ///< which are afterwards what they were
};

/// A stepwise output is judged by another operation, from the state that the implementation itself reported.
struct Steps {
  std::string operation;
  std::function<Values<double>(const Values<double>& inputs, const Values<double>& reported, std::size_t entry)> inputs;
};

using RealFunction = std::function<Result<Values<double>>(const Values<double>&, const Format&, std::size_t variant)>;
template <class T>
using NumberFunction = std::function<Result<Values<T>>(Values<T>, std::size_t variant)>;

/// A wrong implementation that must be caught.
struct Mutant {
  std::string name;
  std::string story;  ///< the bug that it has
  RealFunction run;
};

struct Operation : Contract {
  NumberFunction<Interval> reference;
  NumberFunction<Variable<Interval>> tape;             ///< empty where the reference is no direct formula
  NumberFunction<Dual<Interval>> dual;                 ///< likewise
  NumberFunction<RunningError<Interval>> running;      ///< likewise
  Origin origin = Origin::formula;
  RealFunction fast;

  std::vector<InputClass> classes;
  std::vector<std::pair<std::string, std::string>> left_out;  ///< classes of the primal, or derived ones, that it is not tried on, and why
  std::vector<std::pair<std::string, Values<double>>> golden;  ///< named inputs of which fixtures always hold a vector
  std::vector<Theorem> theorems;
  std::vector<Requirement> requirements;
  std::vector<CommonLaw> laws;  ///< each of them is a theorem too
  std::optional<Steps> steps;            ///< its outputs, in their order, are the next entries of the stepwise outputs that are states
  std::map<std::string, Steps> measures;  ///< of the other stepwise outputs: its first output is what belongs to a state, its value or gradient
  std::vector<std::string> may_be_infinite;  ///< outputs whose clause judges an infinity in place of a finite value too

  const std::string& name() const { return statement.name; }
  std::size_t variants() const { return std::max<std::size_t>(1, statement.variants.size()); }
  /// "optimization.adam{epsilon_inside}", or the bare name for the default.
  std::string name_with(std::size_t variant) const;
  /// The index of a variant's name; nothing when it is not declared.
  std::optional<std::size_t> variant(const std::string& name) const;
  bool asks_for(const OutputInfo& output) const { return output.grade != Grade::analysis; }
};

/// The output of which each entry is judged as output i of its step; nullptr where there is none. Those that are measured are not
/// among them.
const OutputInfo* state_of(const Operation& op, std::size_t i);
/// The input that is the state before a step, of the step's output with the state after it: theta for theta_next, x for next.
const InputInfo* start_of(const Operation& step, const OutputInfo& next);

/// Every operation, by name. Filled before main by the files under verify/laws.
class Registry {
 public:
  static Operation& add(Operation operation);
  /// Called once for each operation when all are known, before anything is asked for.
  static void when_complete(void (*finish)(Operation&));
  static const std::vector<const Operation*>& all();
  /// By its name, or by one that libraries know it under: `Swish`, `torch.logsumexp`, `conv2d.vjp`; nullptr for any other.
  static const Operation* find(const std::string& name);
  /// Operations whose names match one of the glob patterns ("linalg.*"); all when there are none.
  static std::vector<const Operation*> matching(const std::vector<std::string>& patterns);
  /// The closest known name, for "did you mean".
  static std::string closest(const std::string& name);

  static void add_mutant(const std::string& operation, Mutant mutant);
  static const std::vector<Mutant>& mutants(const std::string& operation);

  // What went wrong while it was filled; language/problems.hpp tells.
  static const std::vector<std::string>& taken_twice();
  static std::vector<std::string> aliases_taken_twice();
  static std::vector<std::string> mutants_of_nothing();
};

/// One function of two formats: in float where the format is float32, in double for every other.
RealFunction in_formats(NumberFunction<double> wide, NumberFunction<float> narrow);

/// The same values in float, which they are exactly, and back.
Values<float> narrow(const Values<double>& values);
Values<double> widen(const Values<float>& values);

/// Numbers in all the real tensors.
std::size_t entries(const Values<double>& values);

/// Sizes of these inputs, or the failure of clause C0 when their shapes do not fit. Throws std::logic_error when `sizes` of the contract gives a size that the shapes give already.
Result<SizeValues> sizes_of(const Operation& op, const Values<double>& inputs);

}  // namespace etalon::verify
