#pragma once
#include "verify/judge/truth.hpp"
#include "verify/judge/verdict.hpp"

namespace etalon::verify {

/// Judges every output by its grade, then the requirements, sweeping what a bracketed truth leaves open; `decided` becomes false where the enclosures do not decide.
/// A failure says which law falls with a bound, unless nobody reads it.
Verdict judge_outputs(const Request& request, const Reply& reply, Truth& truth, bool& decided, bool is_read = true);

/// What a requirement says of outputs that are all finite, or that overflow where the exact ones do.
Checks check(const Requirement& requirement, const Request& request, const Values<double>& outputs, const Truth& truth);

}  // namespace etalon::verify
