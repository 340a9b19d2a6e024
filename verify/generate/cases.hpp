#pragma once
#include <rapidcheck/Gen.h>

#include <functional>

#include "verify/trial/operation.hpp"

namespace etalon::verify {

/// One judged input.
struct Case {
  Values<double> inputs;
  const InputClass* kind;
  std::size_t index;
  rc::Shrinkable<Values<double>> tree;  ///< of simpler ones
  std::string layouts;                  ///< of each input, as in Request: a third by rows, by columns, as a strided view
};

/// The generator of a class. It shrinks by its own tree, which keeps to the class, and then by the steps of `shrinkable`.
rc::Gen<Values<double>> inputs_of(const Operation& op, const InputClass& kind, const Format& format);

/// Inputs with the tree of those that are simpler, whatever drew them: fewer rows and columns (half of them at once, then one by
/// one; every input that shares the size loses the same), then simpler numbers.
rc::Shrinkable<Values<double>> shrinkable(const Operation& op, const Format& format, const Values<double>& inputs);

/// Large cases are numbered from here: the numbers of the others stay what they are.
constexpr std::size_t first_large = std::size_t{1} << 40;
/// As reports show it: large cases from 0, too.
constexpr std::size_t shown_number(std::size_t index) { return index < first_large ? index : index - first_large; }

/// Case number `index` of an operation: depends on nothing but the seed, the operation, the dtype and the index.
Case make_case(const Operation& op, const Format& format, std::uint64_t seed, std::size_t index);
/// A large case with an extent that somebody asks for: each of the sizes for one axis after the other, then again with other contents.
Case make_sized_case(const Operation& op, const Format& format, std::uint64_t seed, std::size_t index, const std::vector<std::int64_t>& sizes);

/// Walks the tree greedily to the smallest inputs for which `still_fails` holds. At most `budget` trials.
Values<double> shrink(rc::Shrinkable<Values<double>> smallest, const std::function<bool(const Values<double>&)>& still_fails, int budget);

}  // namespace etalon::verify
