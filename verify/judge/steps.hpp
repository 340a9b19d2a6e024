#pragma once
#include "verify/judge/verdict.hpp"

namespace etalon::verify {

/// The stepwise outputs, whose entries along the first axis are states: entry 0 as given, every other against one exact step from
/// the entries before it, as reported. What is measured at a state is judged at the state as reported.
Verdict judge_steps(const Request& request, const Values<double>& outputs);

}  // namespace etalon::verify
