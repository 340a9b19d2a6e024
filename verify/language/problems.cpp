#include "verify/language/problems.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "verify/generate/cases.hpp"
#include "verify/generate/corner_classes.hpp"

namespace etalon::verify {
namespace {

/// Collects the problems of one operation.
class Check {
 public:
  Check(const Operation& op, std::vector<Problem>& problems) : op_(op), problems_(problems) {}

  void all() {
    fields();
    clauses();
    derivative();
    grades();
    mutants();
    try {
      sizes();
      cases();
    } catch (const std::exception& e) {  // what is wrong above may well end here
      say("its inputs cannot be drawn and tried: {}; mend that first, in the contract or in verify/laws", e.what());
    }
  }

 private:
  template <class... Arguments>
  void say(fmt::format_string<Arguments...> text, Arguments&&... arguments) {
    problems_.push_back({op_.name(), contract_file(op_.name()), fmt::format(text, std::forward<Arguments>(arguments)...)});
  }
  const InputInfo* input(const std::string& name) const {
    const auto at = std::find_if(op_.inputs.begin(), op_.inputs.end(), [&](const InputInfo& f) { return f.name == name; });
    return at == op_.inputs.end() ? nullptr : &*at;
  }

  void fields() {
    const auto repeats = [&](const std::string& field, const Shape& shape) {
      if (const SameAs* other = shape.same_as(); other && (!input(other->field) || other->field == field))
        say("{} has the shape of '{}', which is no other input; name one of the inputs", field, other->field);
    };
    for (const InputInfo& f : op_.inputs) repeats(f.name, f.shape);
    for (const OutputInfo& f : op_.outputs) repeats(f.name, f.shape);
  }

  /// Who says what a size is: a bare symbol in an input's shape, an integer input, sizes(), an integer output.
  void sizes() {
    std::map<std::string, std::set<std::string>> sources;
    std::map<std::string, std::size_t> uses;
    std::map<std::string, std::string> first_bound_by;
    for (const InputInfo& f : op_.inputs) {
      if (f.kind == FieldKind::integer) sources[f.name].insert("the input " + f.name);
      if (const Sizes* declared = f.shape.sizes())
        for (const Count& extent : declared->extents)
          for (const std::string& symbol : extent.symbols()) {
            if (extent.symbol() == any_extent.symbol()) continue;
            ++uses[symbol];
            if (extent.symbol()) {
              first_bound_by.try_emplace(symbol, f.name);
              if (!integer_scalar(symbol)) sources[symbol].insert("the shape of " + first_bound_by[symbol]);
            }
          }
    }
    for (const OutputInfo& f : op_.outputs)
      if (f.kind == FieldKind::integer && f.shape.sizes() && f.shape.sizes()->extents.empty()) sources[f.name].insert("the output " + f.name);
    if (const auto given = given_by_sizes())
      for (const std::string& name : *given) {
        sources[name].insert("sizes()");
        ++uses[name];
      }
    for (const auto& [symbol, by] : sources)
      // A cotangent has the shape of an output, whose size may come from the primal's sizes(): they are compared.
      if (by.size() > 1 && (op_.primal.empty() || by.size() > 2 || !by.count("sizes()"))) say("the size {} is given twice, by {}; keep one of them", symbol, fmt::join(by, " and by "));

    const auto need = [&](const std::string& where, const Count& count) {
      for (const std::string& symbol : count.symbols()) {
        ++uses[symbol];
        if (!sources.count(symbol)) say("{} speaks of the size {}, and nothing says what it is; {} give it in sizes()", where, symbol, known(sources));
      }
    };
    for (const InputInfo& f : op_.inputs)
      if (const Sizes* declared = f.shape.sizes())
        for (const Count& extent : declared->extents)
          if (!extent.symbol()) need("the shape of " + f.name, extent), forget(uses, extent);
    for (const OutputInfo& f : op_.outputs) {
      if (const Sizes* declared = f.shape.sizes())
        for (const Count& extent : declared->extents) need("the shape of " + f.name, extent);
      need("the constant of " + f.name, f.constant);
      if (f.grade == Grade::laws || f.grade == Grade::analysis || f.grade == Grade::exact) continue;
      if (f.constant.symbols().empty() && f.constant.text() == "0") say("{} is graded, and its constant is 0; count its roundings", f.name);
    }
    for (const auto& [symbol, by] : first_bound_by)
      if (uses[symbol] == 1 && !integer_scalar(symbol) && op_.primal.empty())
        say("the size {} stands in the shape of {} alone, and binds nothing; name the size that {} shares with another field, or declare any_extent", symbol, by, by);
  }
  static void forget(std::map<std::string, std::size_t>& uses, const Count& counted_twice) {
    for (const std::string& symbol : counted_twice.symbols()) --uses[symbol];
  }
  bool integer_scalar(const std::string& name) const {
    const InputInfo* f = input(name);
    return f && f->kind == FieldKind::integer;
  }
  static std::string known(const std::map<std::string, std::set<std::string>>& sources) {
    std::vector<std::string> names;
    for (const auto& [name, by] : sources) names.push_back(name);
    return names.empty() ? "name it in the shape of an input, or" : fmt::format("take {}, or", fmt::join(names, " or "));
  }
  std::optional<std::set<std::string>> given_by_sizes() const {
    if (!op_.sizes) return std::nullopt;
    const auto one = first_of(CaseClass::core);
    if (!one) return std::nullopt;
    std::set<std::string> names;
    for (const auto& [name, value] : op_.sizes(*one)) names.insert(name);
    return names;
  }
  std::optional<Values<double>> first_of(CaseClass kind) const {
    for (std::size_t i = 0; i < op_.classes.size(); ++i)
      if (op_.classes[i].kind == kind && op_.classes[i].refused_by.empty()) return make_case(op_, *Format::find("float64"), 1, i).inputs;
    return std::nullopt;
  }

  void clauses() {
    const Statement& s = op_.statement;
    std::set<std::string> ids;
    for (const Clause& clause : s.clauses) {
      if (!ids.insert(clause.id).second) say("two clauses are called {}; number them anew", clause.id);
      if (clause.holds) {
        for (const std::string& field : clause.holds->fields)
          if (!input(field)) say("{} speaks of '{}', which is no input; take one of {}", clause.id, field, input_names());
        if (clause.kind != ClauseKind::domain && clause.kind != ClauseKind::precondition)
          say("{} has a predicate, but is neither a domain clause nor a precondition", clause.id);
      }
      const bool refuses = clause.kind == ClauseKind::domain || clause.kind == ClauseKind::precondition;
      bool covered = false;
      for (const InputClass& c : op_.classes) covered = covered || (refuses && c.refused_by == clause.id);
      for (const Theorem& t : op_.theorems) covered = covered || t.clause == clause.id;
      for (const Requirement& r : op_.requirements) covered = covered || r.clause == clause.id;
      // The judge itself checks a pointwise or stepwise bound; a backward bound needs its own requirement.
      for (const OutputInfo& o : op_.outputs) covered = covered || (clause.kind == ClauseKind::error && o.clause == clause.id && o.grade != Grade::backward);
      if (!covered)
        say("{} has no law: “{}”; write {} in verify/laws", clause.id, clause.text,
            refuses ? fmt::format("a predicate, or .refuses(\"{}\", …)", clause.id) : fmt::format(".theorem(\"{0}\", …) or .requirement(\"{0}\", …)", clause.id));
    }
    const auto named = [&](const std::string& clause, const std::string& by) {
      if (!clause.empty() && !ids.count(clause)) say("{} names {}, which is no clause of statement()", by, clause);
    };
    for (const Theorem& t : op_.theorems) named(t.clause, "the theorem “" + t.text + "”");
    for (const Requirement& r : op_.requirements) named(r.clause, "the requirement “" + r.text + "”");
    for (const InputClass& c : op_.classes) named(c.refused_by, "the class “" + c.name + "”");
    for (const OutputInfo& o : op_.outputs) named(o.clause, "the output " + o.name);
    if (s.source.empty()) say("there is no source; cite one in statement()");
  }
  std::string input_names() const {
    std::vector<std::string> names;
    for (const InputInfo& f : op_.inputs) names.push_back(f.name);
    return fmt::format("{}", fmt::join(names, ", "));
  }

  void derivative() {
    const auto dot = op_.name().rfind('.');
    const auto last = op_.name().substr(dot + 1);
    const bool of_operation = op_.name().find('.') != dot;  // calculus.vjp is an operation of its own
    if (op_.primal.empty() && of_operation && (last == "vjp" || last == "gradient")) return say("its name is a derivative's, and it differentiates nothing; derive its struct from Vjp<…> or Gradient<…>");
    if (op_.primal.empty()) return has_one_or_says_why();
    const Operation* primal = Registry::find(op_.primal);
    if (!primal) return say("it differentiates {}, which is no operation; write that one's laws", op_.primal);
    if (!primal->tape) say("it differentiates {}, whose reference runs on Interval alone and has no tape; write that reference over the number T", op_.primal);
    for (std::size_t f = 0; f < primal->inputs.size(); ++f)
      if (f >= op_.inputs.size() || op_.inputs[f].name != primal->inputs[f].name) {
        say("its inputs do not begin with those of {}, in order; derive its struct from Vjp<…> or Gradient<…>", op_.primal);
        break;
      }
    std::set<std::string> gradients;
    for (const OutputInfo& f : op_.outputs) {
      if (f.grade == Grade::analysis || f.kind == FieldKind::integer) continue;
      const InputInfo* of = f.name.rfind("grad_", 0) == 0 ? input(f.name.substr(5)) : nullptr;
      if (!of) say("{} is the gradient of no input of {}; call it grad_ and the input's name", f.name, op_.primal);
      else gradients.insert(of->name);
    }
    for (const InputInfo& f : primal->inputs)
      if (f.role == Role::data && f.kind == FieldKind::real && !gradients.count(f.name)) say("the gradient of {} is missing; give Out a member grad_{}", f.name, f.name);
  }

  /// Something real moves with something that is data: then there is a derivative, or a reason.
  void has_one_or_says_why() {
    const bool moves = std::any_of(op_.inputs.begin(), op_.inputs.end(), [](const InputInfo& f) { return f.role == Role::data && f.kind != FieldKind::integer; });
    const bool moved = std::any_of(op_.outputs.begin(), op_.outputs.end(), [&](const OutputInfo& f) { return op_.asks_for(f) && f.kind != FieldKind::integer; });
    const bool has = Registry::find(op_.name() + ".vjp") || Registry::find(op_.name() + ".gradient");
    if (moves && moved && !has && op_.statement.no_derivative.empty())
      say("there is no {0}.vjp or {0}.gradient; write struct …Vjp : Vjp<…>, or say why not as .no_derivative in statement()", op_.name());
    if (has && !op_.statement.no_derivative.empty()) say("it says why there is no derivative, but {}.vjp or .gradient exists; leave the reason out", op_.name());
  }

  void grades() {
    for (const OutputInfo& o : op_.outputs) {
      if (o.grade == Grade::inherent && !op_.tape) say("{} is inherent, which needs a reference over the number T", o.name);
      if (o.grade == Grade::textbook && !op_.running) say("{} is textbook, which needs a reference over the number T", o.name);
      if (o.grade == Grade::stepwise && !op_.steps) say("{} is stepwise; say .steps<Step>(…) in verify/laws", o.name);
    }
    if (op_.steps) steps();
  }

  /// What judges the entries of a stepwise output is an operation, with an output for each.
  void steps() {
    const Operation* step = Registry::find(op_.steps->operation);
    if (!step) return say("its steps are {}, which is no operation", op_.steps->operation);
    for (std::size_t i = 0; i < step->outputs.size(); ++i) {
      if (!state_of(op_, i)) say("{} gives {}, and no stepwise output is left for it", step->name(), step->outputs[i].name);
      if (!start_of(*step, step->outputs[i])) say("{} gives {}, and has no input that is the state before it", step->name(), step->outputs[i].name);
    }
    if (state_of(op_, step->outputs.size())) say("{} has no output for the stepwise {}; say .measures<…>(…) in verify/laws", step->name(), state_of(op_, step->outputs.size())->name);
    for (const auto& [name, measure] : op_.measures)
      if (!Registry::find(measure.operation)) say("{} is measured by {}, which is no operation", name, measure.operation);
  }

  void mutants() {
    if (const std::size_t n = Registry::mutants(op_.name()).size(); n < 3) say("it has {} mutants; write at least three in verify/mutants", n);
  }

  void classes_left_out() {
    std::vector<InputClass> offered = corner_classes(op_);
    if (const Operation* primal = Registry::find(op_.primal)) offered.insert(offered.end(), primal->classes.begin(), primal->classes.end());
    for (const auto& [name, why] : op_.left_out)
      if (std::none_of(offered.begin(), offered.end(), [&, n = name](const InputClass& c) { return c.name == n; }))
        say("it leaves out the class “{}”, which is neither a corner nor one of a primal", name);
  }

  void cases() {
    classes_left_out();
    if (!first_of(CaseClass::core)) return say("there are no core inputs; draw some with .inputs(core, …) in verify/laws");
    for (std::size_t i = 0; i < op_.classes.size(); ++i) {
      const InputClass& one = op_.classes[i];
      if (one.refused_by == "C0") continue;
      const Values<double> inputs = make_case(op_, *Format::find("float64"), 1, i).inputs;
      const auto fits = bind_sizes(op_.inputs, shapes_of(inputs));
      if (!fits) say("the inputs “{}” do not fit the declared shapes: {}; mend the shape in inputs(), or what draws them", one.name, fits.failure().message);
      else if (one.refused_by.empty()) output_shapes(one, inputs);
    }
  }
  /// As the fast wing gives them; the judge asks the same of the reference.
  void output_shapes(const InputClass& one, const Values<double>& inputs) {
    const auto outputs = op_.fast(inputs, *Format::find("float64"), 0);
    if (!outputs) return;
    SizeValues sizes = *sizes_of(op_, inputs);
    for (std::size_t f = 0; f < outputs->size(); ++f)
      if (const auto* integer = if_integers((*outputs)[f]); integer && integer->shape.empty()) sizes[op_.outputs[f].name] = integer->data[0];
    const auto shapes = shapes_of(*outputs);
    for (std::size_t f = 0; f < outputs->size(); ++f) {
      const OutputInfo& field = op_.outputs[f];
      if (field.kind == FieldKind::text || field.kind == FieldKind::list || !op_.asks_for(field)) continue;
      const auto declared = extents_of(field.name, field.shape, sizes, op_.inputs, shapes_of(inputs));
      if (declared && *declared != shapes[f].shapes.at(0) && wrong_shapes_.insert(field.name).second)
        say("{} is declared with the shape {}, which is {} for inputs “{}”, and the fast wing gives {}; mend the shape in outputs(), or the wings", field.name,
            shape_text(field.shape), shape_text(*declared), one.name, shape_text(shapes[f].shapes[0]));
    }
  }

  const Operation& op_;
  std::vector<Problem>& problems_;
  std::set<std::string> wrong_shapes_;  ///< told once
};

}  // namespace

std::string contract_file(const std::string& operation) {
  // nn.softmax.vjp stands in softmax.hpp, newton_root.step in newton_root.hpp; trust_region.dogleg, for want of a trust_region, in a file of its own.
  const auto family = operation.find('.');
  auto end = operation.find('.', family + 1);
  if (end != std::string::npos && !Registry::find(operation.substr(0, end))) end = operation.find('.', end + 1);
  return "reference/contract/" + operation.substr(0, family) + "/" + operation.substr(family + 1, end - family - 1) + ".hpp";
}

std::string generate_vectors(const std::string& operation) {
  return "no golden vectors: build/bin/etalon fixtures generate '" + operation + "' '" + operation + ".*' writes them";
}

void check_contract(const Operation& op, std::vector<Problem>& problems) { Check(op, problems).all(); }

std::vector<Problem> problems() {
  std::vector<Problem> problems;
  const auto& all = Registry::all();
  for (const std::string& alias : Registry::aliases_taken_twice())
    problems.push_back({alias, "reference/contract", "two operations have this alias; leave it to one of them"});
  for (const std::string& name : Registry::taken_twice())
    problems.push_back({name, contract_file(name), "another operation has this name already; give one of them a name of its own in statement()"});
  for (const std::string& name : Registry::mutants_of_nothing()) problems.push_back({name, contract_file(name), "has mutants but no laws; write verify/laws"});
  for (const Operation* op : all) check_contract(*op, problems);
  return problems;
}

}  // namespace etalon::verify
