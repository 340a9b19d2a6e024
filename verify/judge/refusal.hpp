#pragma once
#include "verify/judge/verdict.hpp"

namespace etalon::verify {

/// Judges a reply to inputs that break a clause: it refuses, or returns something that is not finite. On a precondition all is allowed.
Verdict judge_refusal(const Reply& reply, const Failure& expected, const Request& request);

}  // namespace etalon::verify
