#pragma once
#include "verify/generate/draw.hpp"

/// Draws that the losses of the balance share.
namespace etalon::verify {

/// Makes each row a distribution, up to rounding.
inline void make_distributions(Tensor<double>& rows, const Format& format) {
  const std::int64_t n = rows.shape[1];
  for (std::int64_t k = 0; k < rows.shape[0]; ++k) {
    double sum = 0;
    for (std::int64_t i = 0; i < n; ++i) sum += rows(k, i);
    for (std::int64_t i = 0; i < n; ++i) rows(k, i) = round_to(rows(k, i) / sum, format);
  }
}

/// Draws entries that are all huge, or all tiny.
inline auto huge_or_tiny(Draw& draw) {
  const Format& format = draw.format;
  const int lowest = draw.coin() ? format.max_exponent - 20 : format.min_exponent, highest = lowest == format.min_exponent ? lowest + 20 : lowest + 10;
  return [&draw, lowest, highest] { return draw.magnitude(lowest, highest); };
}

}  // namespace etalon::verify
