#pragma once
#include <functional>

#include "verify/trial/operation.hpp"

namespace etalon::verify {

/// One judged input.
struct Case {
  Values<double> inputs;
  const InputClass* kind;
  std::size_t index;
};

/// Case number `index` of an operation: depends on nothing but the seed, the operation, the dtype and the index.
Case make_case(const Operation& op, const Format& format, std::uint64_t seed, std::size_t index);

/// Numbers in all the real tensors.
std::size_t entries(const Values<double>& values);

/// Walks RapidCheck's shrink tree greedily to the smallest inputs for which `still_fails` holds: fewer rows and columns
/// (half of them at once, then one by one; every input that shares the size loses the same), then simpler numbers. At most `budget` trials.
Values<double> shrink(const Operation& op, const Values<double>& inputs, const Format& format,
                      const std::function<bool(const Values<double>&)>& still_fails, int budget);

}  // namespace etalon::verify
