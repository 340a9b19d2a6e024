#pragma once
#include "verify/judge/truth.hpp"
#include "verify/judge/verdict.hpp"

namespace etalon::verify {

/// Judges every output by its grade, then the requirements; `decided` becomes false where the enclosures do not decide.
Verdict judge_outputs(const Request& request, const Reply& reply, const Truth& truth, bool& decided);

}  // namespace etalon::verify
