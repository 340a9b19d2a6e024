#pragma once
// What a file under verify/laws says: the wings of an operation, its inputs, its theorems and requirements.
#include "verify/generate/draw.hpp"
#include "verify/generate/matrices.hpp"
#include "verify/operation.hpp"

namespace etalon::verify {

using enum CaseClass;

/// Thrown inside a theorem when the reference refuses an input: the theorem says nothing about it.
struct Refused {
  Failure failure;
};

/// A theorem's view: the exact inputs, and the reference f.
template <class Op>
class Exact : public Checks {
 public:
  using In = typename Op::template In<Interval>;
  using Out = typename Op::template Out<Interval>;
  using Variant = typename Reference<Op>::Variant;

  const In in;
  const Variant variant;

  Exact(In inputs, Variant v, const Reference<Op>& f) : in(std::move(inputs)), variant(v), f_(&f) {}

  Out f(const In& x) const { return f(x, variant); }
  Out f(const In& x, Variant v) const {
    auto y = (*f_)(x, v);
    if (!y) throw Refused{y.failure()};
    return *y;
  }

 private:
  const Reference<Op>* f_;
};

/// A requirement's view: exact inputs, the outputs on trial as exact numbers, the certified truth, and u.
template <class Op>
struct Trial : Checks {
  typename Op::template In<Interval> in;
  typename Op::template Out<Interval> out;
  typename Op::template Out<Interval> truth;
  Sizes sizes;
  typename Reference<Op>::Variant variant;
  Interval u;    ///< unit roundoff
  Interval eta;  ///< spacing at zero
};

/// Collects and registers an operation: `const auto registered = laws<Op>(reference::…, fast::…).inputs(…).theorem(…);`
template <class Op>
class Laws {
 public:
  template <class T>
  using In = typename Op::template In<T>;
  template <class T>
  using Out = typename Op::template Out<T>;

  Laws(const Reference<Op>& reference, const Fast<Op>& fast) : reference_(&reference), op_(&Registry::add(describe(reference, fast))) {}

  /// A class of inputs; the lambda draws one with the generators of verify/generate/draw.hpp.
  template <class F>
  Laws& inputs(CaseClass kind, const char* name, F draw) {
    return add_class(kind, name, "", draw);
  }
  /// Inputs that break a domain clause and must be refused.
  template <class F>
  Laws& refuses(const char* clause, const char* name, F draw) {
    return add_class(edge, name, clause, draw);
  }

  /// The shared classes of matrices (verify/generate/matrices.hpp); `[](const Format& f, Tensor<double> a) { return Op::In<double>{a, …}; }`.
  template <class F>
  Laws& matrices(const draw::Matrices& wanted, F inputs_of) {
    for (const draw::MatrixClass& one : draw::matrix_classes(wanted))
      add_class(one.kind, one.name.c_str(), one.refused_by.c_str(), [=](const Format& f) { return inputs_of(f, one.draw(f)); });
    return *this;
  }

  /// Golden vectors of the matrices with names.
  template <class F>
  Laws& golden_matrices(const draw::Matrices& wanted, F inputs_of) {
    for (const auto& [name, a] : draw::golden_matrices(wanted)) op_->golden.emplace_back(name, values_of_inputs<Op, double>(inputs_of(a)));
    return *this;
  }

  /// A theorem about the exact result: `[](Exact<Op>& t) { t.equal(…, …, "…"); }`.
  template <class F>
  Laws& theorem(const char* clause, const char* what, F check) {
    const Reference<Op>* f = reference_;
    op_->theorems.push_back({clause, what, [=](Checks& checks, const Values<Interval>& in, std::size_t variant) {
                               Exact<Op> exact(inputs_of_values<Op, Interval>(in), static_cast<typename Reference<Op>::Variant>(variant), *f);
                               check(exact);
                               checks = exact;
                             }});
    return *this;
  }

  /// A property of every implementation's outputs: `[](Trial<Op>& t) { t.at_most(…, …, "…"); }`.
  template <class F>
  Laws& requirement(const char* clause, const char* what, F check) {
    op_->requirements.push_back(
        {clause, what,
         [=](Checks& checks, const Values<Interval>& in, const Values<Interval>& out, const Values<Interval>& truth, const Sizes& sizes,
             const Format& format, std::size_t variant) {
           Trial<Op> trial{{}, inputs_of_values<Op, Interval>(in), outputs_of_values<Op, Interval>(out),
                           outputs_of_values<Op, Interval>(truth), sizes, static_cast<typename Reference<Op>::Variant>(variant),
                           exactly(format.unit_roundoff()), exactly(format.spacing_at_zero())};
           check(trial);
           checks = trial;
         }});
    return *this;
  }

  /// The stepwise output's judge: `[](const Op::In<double>& in, const Op::Out<double>& reported, std::size_t k)` gives the
  /// inputs of step k as `Step::In<double>`.
  template <class Step, class F>
  Laws& steps(F inputs) {
    op_->steps = Steps{Step::statement().name, [=](const Values<double>& in, const Values<double>& reported, std::size_t k) {
                         return values_of_inputs<Step, double>(
                             inputs(inputs_of_values<Op, double>(in), outputs_of_values<Op, double>(reported), k));
                       }};
    return *this;
  }

 private:
  static Operation describe(const Reference<Op>& reference, const Fast<Op>& fast) {
    Operation op;
    op.statement = Op::statement();
    op.inputs = describe_inputs<Op>();
    op.outputs = describe_outputs<Op>();
    if constexpr (requires { typename Op::derivative_of; }) op.primal = Op::derivative_of::statement().name;
    op.reference = erase<Interval>(reference);
    op.tape = erase<Variable<Interval>>(reference);
    op.dual = erase<Dual<Interval>>(reference);
    op.running = erase<RunningError<Interval>>(reference);
    op.fast = erase_fast(fast);
    if constexpr (requires(const In<double>& in) { Op::sizes(in); })
      op.sizes = [](const Values<double>& in) { return Op::sizes(inputs_of_values<Op, double>(in)); };
    return op;
  }

  template <class T>
  static NumberFunction<T> erase(const Reference<Op>& reference) {
    if (!reference.template accepts<T>()) return nullptr;
    return [f = &reference](const Values<T>& in, std::size_t variant) -> Result<Values<T>> {
      const auto out = (*f)(inputs_of_values<Op, T>(in), static_cast<typename Reference<Op>::Variant>(variant));
      if (!out) return out.failure();
      return values_of_outputs<Op, T>(*out);
    };
  }

  template <class F>
  Laws& add_class(CaseClass kind, const char* name, const char* refused_by, F draw) {
    op_->classes.push_back({name, kind, refused_by, [=](const Format& format, std::uint64_t key, int size) {
                              return draw::generate([&] { return values_of_inputs<Op, double>(draw(format)); }, key, size);
                            }});
    return *this;
  }

 public:
  /// The fast wing, or a mutant, behind Values<double>: runs in float32 when the format says so.
  static RealFunction erase_fast(const Fast<Op>& fast) {
    return [f = fast](const Values<double>& in, const Format& format, std::size_t variant) -> Result<Values<double>> {
      const auto v = static_cast<typename Reference<Op>::Variant>(variant);
      if (format.name == "float32") {
        const auto out = f(inputs_of_values<Op, float>(narrow(in)), v);
        if (!out) return out.failure();
        return widen(values_of_outputs<Op, float>(*out));
      }
      const auto out = f(inputs_of_values<Op, double>(in), v);
      if (!out) return out.failure();
      return values_of_outputs<Op, double>(*out);
    };
  }

 private:
  const Reference<Op>* reference_;
  Operation* op_;
};

template <class Op>
Laws<Op> laws(const Reference<Op>& reference, const Fast<Op>& fast) {
  return Laws<Op>(reference, fast);
}

}  // namespace etalon::verify
