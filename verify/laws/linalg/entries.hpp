#pragma once
#include "verify/judge/checks.hpp"
#include "verify/judge/residual.hpp"

namespace etalon::verify {

/// Entries agree to many digits beside the largest of those expected.
inline void equal_entries(Checks& t, const Matrix& x, const Matrix& expected, const char* what) {
  const Interval size = max_norm(expected);
  for (std::size_t i = 0; i < expected.size(); ++i) t.equal_within(x[i], expected[i], size, what);
}

}  // namespace etalon::verify
