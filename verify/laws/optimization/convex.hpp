#pragma once
#include "verify/laws/calculus/formulas.hpp"

namespace etalon::verify::formulas {

/// A formula that curves upwards everywhere, at random.
Drawn convex(Draw& draw);
/// A function of the table, where it does.
Drawn named_convex(Draw& draw);

}  // namespace etalon::verify::formulas
