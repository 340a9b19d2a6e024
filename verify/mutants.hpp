#pragma once
// What a file under verify/mutants says: wrong implementations, each a bug that real libraries had.
#include "verify/laws.hpp"

namespace etalon::verify {

/// `const auto registered = mutants<Op>().add("name", "the bug", []<class T>(const Op::In<T>& in) -> Result<Op::Out<T>> {…});`
template <class Op>
class Mutants {
 public:
  Mutants& add(const char* name, const char* story, Fast<Op> wrong) {
    Registry::add_mutant(Op::statement().name, {name, story, Laws<Op>::erase_fast(wrong)});
    return *this;
  }
};

template <class Op>
Mutants<Op> mutants() {
  return {};
}

}  // namespace etalon::verify
