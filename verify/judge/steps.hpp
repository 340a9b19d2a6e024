#pragma once
#include "verify/judge/verdict.hpp"

namespace etalon::verify {

/// A stepwise output, whose entries along the first axis are the states: entry 0 as given, every other against one exact step
/// from the entry before it.
Verdict judge_steps(const Request& request, std::size_t f, const Values<double>& outputs);

}  // namespace etalon::verify
