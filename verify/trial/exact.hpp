#pragma once
#include "verify/trial/operation.hpp"

namespace etalon::verify {

/// The reference's enclosures for these inputs at the precision of the guard. Each thread remembers the latest: what the
/// control has asked for the judge asks for again, for each convention and at each width.
Result<Values<Interval>> exact_outputs(const Operation& op, const Values<double>& inputs, std::size_t variant);

}  // namespace etalon::verify
