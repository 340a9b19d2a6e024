#pragma once
#include "verify/judge/verdict.hpp"

namespace etalon::verify {

/// Judges a reply to inputs that break a clause: it refuses, or returns something that is not finite. On a precondition all is allowed.
/// Is the clause a precondition, or one about finite inputs that an infinity breaks? Then every reply will do.
bool allows_anything(const Failure& expected, const Request& request);
/// Has a real input no entries? Then others may refuse where the contract answers.
bool has_no_entries(const Values<double>& inputs);
Verdict judge_refusal(const Reply& reply, const Failure& expected, const Request& request);

}  // namespace etalon::verify
