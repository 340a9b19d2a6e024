#pragma once
#include <atomic>

#include "verify/report/result.hpp"

namespace etalon::verify {

/// The number of a row's i-th case among those of the classes that were asked for; nothing when it has none of them.
std::optional<std::size_t> case_number(const Operation& op, const VerifyOptions& options, std::size_t i);

/// Makes the failing case that stands for a row as small as it gets, and saves it. A case that passes when it is called
/// again fails for what was called before it: then the smallest pair of calls is looked for, in fresh processes.
void explain(Row& row, std::size_t index, const Verdict& first, Implementation& trial, const VerifyOptions& options, const std::atomic<bool>& interrupted);

}  // namespace etalon::verify
