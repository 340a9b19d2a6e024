#pragma once
#include "verify/report/row.hpp"

namespace etalon::verify {

using Judge = std::function<Verdict(const Request&, const Reply&)>;

/// Makes the case that stands for a cause as small as it gets, and saves it. A case that passes when it is called again fails
/// for what was called before it: then the smallest pair of calls is looked for, in fresh processes.
void explain(Row& row, Cause& cause, const Seen& seen, const Judge& judge, Implementation& trial, const VerifyOptions& options);

/// Calls the smallest cases again, in another order; what fails now and did not before has kept something.
void look_for_history(Part& part, const Row& row, const Judge& judge, Implementation& trial, const VerifyOptions& options);

}  // namespace etalon::verify
