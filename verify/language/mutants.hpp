#pragma once
// What a file under verify/mutants says: wrong implementations, each a bug that real libraries had.
#include "verify/trial/operation.hpp"

namespace etalon::verify {

/// `const auto registered = mutants<Op>().add(…).spoils(…);`
template <class Op>
class Mutants {
 public:
  using Variant = typename Fast<Op>::Variant;
  template <class T>
  using In = typename Op::template In<T>;
  template <class T>
  using Out = typename Op::template Out<T>;

  /// A wrong one, written out: `[]<class T>(const Op::In<T>& in) -> Result<Op::Out<T>> { … }`.
  Mutants& add(const char* name, const char* story, Unchecked<Op> wrong) {
    Registry::add_mutant(Wings<Op>::reference.contract().statement.name, {name, story, in_formats(on<double>(wrong), on<float>(wrong))});
    return *this;
  }
  /// The fast wing, its outputs spoilt: `[](auto& out, const auto& in) { … }`, with a third argument for the variant where it matters.
  template <class F>
    requires std::is_empty_v<F>
  Mutants& spoils(const char* name, const char* story, F) {
    return add(name, story, Spoilt<F>{});
  }

 private:
  template <class F>
  struct Spoilt {
    template <class T>
    Result<Out<T>> operator()(const In<T>& in, Variant variant) const {
      auto out = Wings<Op>::fast(in, variant);
      if (!out) return out;
      if constexpr (requires { F{}(*out, in, variant); }) F{}(*out, in, variant);
      else F{}(*out, in);
      return out;
    }
  };
  template <class T>
  static NumberFunction<T> on(const Unchecked<Op>& wrong) {
    return [=](const Values<T>& in, std::size_t variant) -> Result<Values<T>> {
      const auto out = wrong(Wings<Op>::fast.template inputs<T>(in), static_cast<Variant>(variant));
      if (!out) return out.failure();
      return Wings<Op>::fast.template values_of_outputs<T>(*out);
    };
  }
};

template <class Op>
Mutants<Op> mutants() {
  return {};
}

}  // namespace etalon::verify
