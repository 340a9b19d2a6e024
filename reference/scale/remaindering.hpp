#pragma once
#include <functional>
#include <optional>
#include <vector>

#include "reference/scale/view.hpp"

namespace etalon::reference::scale {

/// c ← a·b + beta·c, row-major; the numbers after the pointers are the strides of their rows. BLAS, or a faulty one in tests.
using Gemm = void (*)(std::int64_t rows, std::int64_t columns, std::int64_t inner, const double* a, std::int64_t stride_a, const double* b,
                      std::int64_t stride_b, double beta, double* c, std::int64_t stride_c);
void blas_gemm(std::int64_t rows, std::int64_t columns, std::int64_t inner, const double* a, std::int64_t stride_a, const double* b,
               std::int64_t stride_b, double beta, double* c, std::int64_t stride_c);

struct Options {
  int threads = 1;  ///< of our own; BLAS' are left as they are, and best set to 1
  Gemm gemm = blas_gemm;
};

/// Rows as integers of `bits` bits: entry (i, j) is an integer times 2^low[i].
struct FixedPoint {
  std::vector<std::int64_t> low;
  int bits = 0;
};
/// Nothing when an entry is not finite or a row spans more bits than fit here. With `most_bits` a row loses what lies below
/// 2^−most_bits of its largest entry, rounded towards 0.
std::optional<FixedPoint> fixed_point_of_rows(const View& a, std::int64_t most_bits = 0);

/// Takes entry (i, j) of a product, integer·2^exponent; from several threads, an entry once.
using Sink = std::function<void(std::int64_t i, std::int64_t j, mpz_srcptr integer, std::int64_t exponent)>;

/// The exact product by Chinese remaindering, checked by Freivalds' test: false when the test failed, and nothing that the
/// sink has got may be trusted. `right` describes the columns of b.
bool multiply_by_remainders(const View& a, const FixedPoint& left, const View& b, const FixedPoint& right, const Sink& sink,
                            const Options& options);

/// What it takes, roughly, in nanoseconds.
double cost_by_remainders(std::int64_t rows, std::int64_t inner, std::int64_t columns, int left_bits, int right_bits);

}  // namespace etalon::reference::scale
