#pragma once
#include <functional>
#include <optional>
#include <string>

#include "verify/trial/operation.hpp"

namespace etalon::verify {

/// With so many indices along the axes of a size a failure is there, and with one fewer it is not.
struct Onset {
  std::string size;  ///< "n", or "axis 0 of x"
  std::int64_t extent;
};

/// Whether inputs still fail; the last that did are those that the caller keeps.
using StillFails = std::function<bool(const Values<double>&)>;

/// Cuts axis by axis, the longest first, to the least extent at which it still fails: by halves, and between the last that fails and the last that does
/// not again by halves, so that the least is exact where longer ones fail too. Ends of an axis are cut off, or else beginnings.
Values<double> shrink_extents(const Operation& op, Values<double> inputs, const StillFails& still_fails);

/// Where the failure begins along the longest axis that is longer than it need be; nothing where every axis is as short as it may be.
/// Inputs that fail with one index fewer take the place of `inputs`.
std::optional<Onset> onset(const Operation& op, Values<double>& inputs, const StillFails& still_fails);

}  // namespace etalon::verify
