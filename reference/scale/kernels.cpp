#include "reference/scale/kernels.hpp"

#include <algorithm>
#include <bit>

// One binary, the widest vectors of the machine it runs on. ThreadSanitizer starts after such functions are resolved.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 12 && defined(__ELF__) && !defined(__SANITIZE_THREAD__)
#define WIDEST_VECTORS __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define WIDEST_VECTORS
#endif

namespace etalon::reference::scale {
namespace {

constexpr std::uint64_t mersenne = (std::uint64_t{1} << 61) - 1;
constexpr double to_integer = 0x1.8p52;  // x + this − this is x rounded to an integer, |x| ≤ 2⁵¹
constexpr std::uint64_t two_to_52 = 0x4330000000000000;  // as a double; with an integer below 2⁵² in its last bits, the sum

double with_digit(std::uint64_t digit) { return std::bit_cast<double>(two_to_52 | digit) - 0x1p52; }
std::int64_t integer(double x) {  // |x| ≤ 2⁵¹; conversions of 64 bits exist in the newest vectors only
  return std::bit_cast<std::int64_t>(x + to_integer) - std::bit_cast<std::int64_t>(to_integer);
}

}  // namespace

WIDEST_VECTORS
void extract_digit(const std::uint64_t* __restrict low, const std::uint64_t* __restrict high, const double* __restrict sign,
                   double* __restrict out, std::size_t count, int offset, int width) {
  const std::uint64_t mask = (std::uint64_t{1} << width) - 1;
  if (offset + width <= 64 || high == nullptr)
    for (std::size_t e = 0; e < count; ++e) out[e] = sign[e] * with_digit(low[e] >> offset & mask);
  else
    for (std::size_t e = 0; e < count; ++e) out[e] = sign[e] * with_digit((low[e] >> offset | high[e] << (64 - offset)) & mask);
}

WIDEST_VECTORS
void reduce(double* __restrict x, std::size_t count, double modulus, double inverse) {
  for (std::size_t e = 0; e < count; ++e) x[e] -= modulus * (x[e] * inverse + to_integer - to_integer);
}

WIDEST_VECTORS
void reduce_and_sum(const double* __restrict x, double* __restrict residue, double* __restrict quotient, std::size_t count, double modulus,
                    double inverse) {
  for (std::size_t e = 0; e < count; ++e) {
    const double r = x[e] - modulus * (x[e] * inverse + to_integer - to_integer);
    residue[e] = r;
    quotient[e] += r * inverse;
  }
}

WIDEST_VECTORS
void round_and_negate(double* __restrict x, std::size_t count) {
  for (std::size_t e = 0; e < count; ++e) x[e] = to_integer - (x[e] + to_integer);
}

WIDEST_VECTORS
void add_digit(const double* __restrict digit, std::int64_t* __restrict carry, std::uint64_t* __restrict low, std::uint64_t* __restrict high,
               std::size_t count, int offset, int width) {
  const std::int64_t mask = (std::int64_t{1} << width) - 1;
  const bool runs_over = offset + width > 64;
  for (std::size_t e = 0; e < count; ++e) {
    const std::int64_t value = integer(digit[e]) + carry[e];
    carry[e] = value >> width;
    low[e] |= static_cast<std::uint64_t>(value & mask) << offset;
    if (runs_over) high[e] = static_cast<std::uint64_t>(value & mask) >> (64 - offset);
  }
}

WIDEST_VECTORS
void negate(std::uint64_t* __restrict limb, const std::int64_t* __restrict negative, std::uint64_t* __restrict borrow, std::size_t count) {
  for (std::size_t e = 0; e < count; ++e) {
    const std::uint64_t flipped = limb[e] ^ static_cast<std::uint64_t>(negative[e]), sum = flipped + borrow[e];
    borrow[e] = sum < flipped ? 1 : 0;
    limb[e] = sum;
  }
}

WIDEST_VECTORS
void add_limb(const std::uint64_t* __restrict limb, std::uint64_t* __restrict sum, std::size_t count, int rotation) {
  for (std::size_t e = 0; e < count; ++e) {
    const std::uint64_t x = (limb[e] & mersenne) + (limb[e] >> 61);  // below 2⁶¹ + 8
    const std::uint64_t y = (x & mersenne) + (x >> 61);              // at most 2⁶¹ − 1
    const std::uint64_t rotated = (y << rotation & mersenne) | y >> (61 - rotation);
    const std::uint64_t s = sum[e] + rotated;
    sum[e] = (s & mersenne) + (s >> 61);
  }
}

WIDEST_VECTORS
void add_product(const double* __restrict a, const double* __restrict b, double* __restrict c, std::size_t rows, std::size_t inner,
                 std::size_t columns) {
  constexpr std::size_t tile = 64;  // of rows of b, to stay in the cache
  for (std::size_t first = 0; first < inner; first += tile)
    for (std::size_t i = 0; i < rows; ++i)
      for (std::size_t k = first; k < std::min(first + tile, inner); ++k) {
        const double factor = a[i * inner + k];
        if (factor == 0) continue;
        for (std::size_t j = 0; j < columns; ++j) c[i * columns + j] += factor * b[k * columns + j];
      }
}

}  // namespace etalon::reference::scale
