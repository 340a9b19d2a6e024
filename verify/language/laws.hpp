#pragma once
// What a file under verify/laws says: the wings of an operation, its inputs, its theorems and requirements.
#include "verify/generate/draw.hpp"
#include "verify/generate/matrices.hpp"
#include "verify/trial/operation.hpp"

namespace etalon::verify {

using enum CaseClass;

/// A theorem's view: the exact inputs, and the reference f.
template <class Op>
class Exact : public Checks {
 public:
  using In = typename Op::template In<Interval>;
  using Out = typename Op::template Out<Interval>;
  using Variant = typename Reference<Op>::Variant;

  const In in;
  const Variant variant;

  Exact(In inputs, Variant v) : in(std::move(inputs)), variant(v) {}

  Out f(const In& x) const { return f(x, variant); }
  Out f(const In& x, Variant v) const {
    auto y = Wings<Op>::reference(x, v);
    if (!y) throw Refused{y.failure()};
    return *y;
  }
};

/// A requirement's view: exact inputs, the outputs on trial as exact numbers, the certified truth, and u.
template <class Op>
struct Trial : Checks {
  typename Op::template In<Interval> in;
  typename Op::template Out<Interval> out;
  typename Op::template Out<Interval> truth;
  SizeValues sizes;
  typename Reference<Op>::Variant variant;
  Interval u;    ///< unit roundoff
  Interval eta;  ///< spacing at zero
};

/// A law's view: exact inputs, and outputs of the reference or of an implementation (checks.hpp tells in which form).
template <class Op>
struct Law : Checks {
  /// They are borrowed: tensors as large as a kernel's are not copied for each law.
  Law(View view, Values<Interval>& inputs, Values<Interval>& outputs, typename Reference<Op>::Variant v)
      : Checks(view), in(inputs_of_values<Op, Interval>(std::move(inputs))), out(outputs_of_values<Op, Interval>(std::move(outputs))), variant(v), inputs_(inputs), outputs_(outputs) {}
  Law(const Law&) = delete;
  Law& operator=(const Law&) = delete;
  ~Law() {
    inputs_ = values_of_inputs<Op, Interval>(std::move(in));
    outputs_ = values_of_outputs<Op, Interval>(std::move(out));
  }

  typename Op::template In<Interval> in;
  typename Op::template Out<Interval> out;
  typename Reference<Op>::Variant variant;

 private:
  Values<Interval>&inputs_, &outputs_;
};

/// What laws<Op>() collects, without types.
class LawsOf {
 public:
  using Draws = std::function<Values<double>(Draw&)>;

 protected:
  explicit LawsOf(Operation operation);
  void add_class(CaseClass kind, std::string name, std::string refused_by, Draws draws);
  void add_matrices(const gen::Matrices& wanted, const std::function<Values<double>(Draw&, Tensor<double>)>& inputs_of);
  void add_golden(const gen::Matrices& wanted, const std::function<Values<double>(const Tensor<double>&)>& inputs_of);
  void add_theorem(const char* clause, const char* what, std::function<void(Checks&, const Values<Interval>&, std::size_t variant)> check);
  void add_law(const char* clause, const char* what, decltype(CommonLaw::check) check);
  void add_requirement(const char* clause, const char* what, decltype(Requirement::check) check);
  void add_steps(std::string operation, decltype(Steps::inputs) inputs);
  void add_measure(const char* output, std::string operation, decltype(Steps::inputs) inputs);
  void allow_infinity(const char* output);
  void leave_out(const char* name, const char* why);

  Operation* op_;
};

/// Collects and registers an operation: `const auto registered = laws<Op>().inputs(…).theorem(…);`
///
/// Inputs that break a clause with a predicate come from the clause itself; a derivative is tried on the inputs of its primal.
template <class Op>
class Laws : public LawsOf {
 public:
  using In = typename Op::template In<double>;
  using Out = typename Op::template Out<double>;
  using Variant = typename Reference<Op>::Variant;

  Laws() : LawsOf(describe()) {}

  /// A class of inputs; the lambda picks one from generators: `[](Draw& draw) { return In{draw.reals({draw.extent(1, 12)})}; }`.
  Laws& inputs(CaseClass kind, const char* name, In (*draws)(Draw&)) {
    add_class(kind, name, "", values_from(draws));
    return *this;
  }
  /// Inputs that break a domain clause which only the formula finds broken, or one with a free predicate.
  Laws& refuses(const char* clause, const char* name, In (*draws)(Draw&)) {
    add_class(edge, name, clause, values_from(draws));
    return *this;
  }
  /// An infinity in place of a finite value of this output is for the requirements to judge.
  Laws& may_be_infinite(const char* output) {
    allow_infinity(output);
    return *this;
  }
  /// Not tried on this class of its primal, or derived class.
  Laws& leaves_out(const char* name, const char* why) {
    leave_out(name, why);
    return *this;
  }

  /// The shared classes of matrices (verify/generate/matrices.hpp); `[](Draw& draw, Tensor<double> a) { return In{a, …}; }`.
  Laws& matrices(const gen::Matrices& wanted, In (*inputs_of)(Draw&, Tensor<double>)) {
    add_matrices(wanted, [=](Draw& draw, Tensor<double> a) { return values(inputs_of(draw, std::move(a))); });
    return *this;
  }
  /// Golden vectors of the matrices with names.
  Laws& golden_matrices(const gen::Matrices& wanted, In (*inputs_of)(const Tensor<double>&)) {
    add_golden(wanted, [=](const Tensor<double>& a) { return values(inputs_of(a)); });
    return *this;
  }

  /// A theorem about the exact result: `[](Exact<Op>& t) { t.equal(…, …, "…"); }`.
  Laws& theorem(const char* clause, const char* what, void (*check)(Exact<Op>&)) {
    add_theorem(clause, what, [=](Checks& checks, const Values<Interval>& in, std::size_t variant) {
      Exact<Op> exact(Wings<Op>::reference.template inputs<Interval>(in), static_cast<Variant>(variant));
      check(exact);
      checks = exact;
    });
    return *this;
  }
  /// A law about inputs and outputs alone, of the exact ones and of every implementation's: `[](Law<Op>& t) { t.equal(…, 1, "Σ y = 1"); }`.
  /// What rounding cannot break is `t.exactly_at_most(0, y, "0 ≤ y")`; the rest may be off by the outputs' own bounds.
  Laws& law(const char* clause, const char* what, void (*check)(Law<Op>&)) {
    add_law(clause, what, [=](Checks& checks, Values<Interval>& in, Values<Interval>& out, std::size_t variant) {
      Law<Op> law(checks.view(), in, out, static_cast<Variant>(variant));
      check(law);
      checks = law;
    });
    return *this;
  }
  /// A property of every implementation's outputs: `[](Trial<Op>& t) { t.at_most(…, …, "…"); }`.
  Laws& requirement(const char* clause, const char* what, void (*check)(Trial<Op>&)) {
    add_requirement(clause, what,
                    [=](Checks& checks, Values<Interval> in, Values<Interval> out, const Values<Interval>& truth,
                        const SizeValues& sizes, const Format& format, std::size_t variant) {
                      const Reference<Op>& f = Wings<Op>::reference;
                      Trial<Op> trial{{}, f.template inputs<Interval>(std::move(in)), f.template outputs<Interval>(std::move(out)), f.template outputs<Interval>(truth), sizes,
                                      static_cast<Variant>(variant), exactly(format.unit_roundoff()), exactly(format.spacing_at_zero())};
                      check(trial);
                      checks = trial;
                    });
    return *this;
  }

  /// The judge of the stepwise outputs: `[](const Op::In<double>& in, const Op::Out<double>& reported, std::size_t k)` gives the
  /// inputs of the step that leads to the states k as `Step::In<double>`; for k = 0 they are the start.
  template <class Step>
  Laws& steps(typename Step::template In<double> (*inputs_of)(const In&, const Out&, std::size_t)) {
    add_steps(Step::statement().name, entry_of<Step>(inputs_of));
    return *this;
  }
  /// The judge of a stepwise output that is no state, but measured at one: `.measures<Gradient>("gradients", …)`, where the function
  /// gives the inputs that belong to its entry k.
  template <class Measure>
  Laws& measures(const char* output, typename Measure::template In<double> (*inputs_of)(const In&, const Out&, std::size_t)) {
    add_measure(output, Measure::statement().name, entry_of<Measure>(inputs_of));
    return *this;
  }

 private:
  template <class Other>
  static decltype(Steps::inputs) entry_of(typename Other::template In<double> (*inputs_of)(const In&, const Out&, std::size_t)) {
    return [=](const Values<double>& in, const Values<double>& reported, std::size_t k) {
      const Fast<Op>& f = Wings<Op>::fast;
      return Wings<Other>::fast.template values_of_inputs<double>(inputs_of(f.template inputs<double>(in), f.template outputs<double>(reported), k));
    };
  }
  static Values<double> values(const In& in) { return Wings<Op>::fast.template values_of_inputs<double>(in); }
  static Draws values_from(In (*draws)(Draw&)) {
    return [=](Draw& draw) { return values(draws(draw)); };
  }

  static Operation describe() {
    const Reference<Op>& f = Wings<Op>::reference;
    Operation op;
    static_cast<Contract&>(op) = f.contract();
    op.origin = f.origin();
    op.reference = on<Interval>();
    if (f.template accepts<Variable<Interval>>()) {
      op.tape = on<Variable<Interval>>();
      op.dual = on<Dual<Interval>>();
      op.running = on<RunningError<Interval>>();
    }
    op.fast = in_formats([](Values<double> in, std::size_t variant) { return Wings<Op>::fast(std::move(in), variant); },
                         [](Values<float> in, std::size_t variant) { return Wings<Op>::fast(std::move(in), variant); });
    return op;
  }
  template <class T>
  static NumberFunction<T> on() {
    return [](Values<T> in, std::size_t variant) { return Wings<Op>::reference(std::move(in), variant); };
  }
};

template <class Op>
Laws<Op> laws() {
  return {};
}

}  // namespace etalon::verify
