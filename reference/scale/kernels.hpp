#pragma once
#include <cstddef>
#include <cstdint>

/// The hot loops of the exact product, one entry after another, so that the compiler makes vectors of them. Integers stand
/// in doubles below 2⁵³, or in limbs of 64 bits, one plane of entries for each limb.
namespace etalon::reference::scale {

/// out ← sign · (`width` bits of the limbs from bit `offset` of `low` on; `high` is the next limb, or null at the end)
void extract_digit(const std::uint64_t* low, const std::uint64_t* high, const double* sign, double* out, std::size_t count, int offset,
                   int width);

/// x ← x mod m, symmetric: |x| ≤ m/2 + 3. |x| ≤ 2⁵³ − m before.
void reduce(double* x, std::size_t count, double modulus, double inverse);

/// residue ← x mod m, and quotient ← quotient + residue/m
void reduce_and_sum(const double* x, double* residue, double* quotient, std::size_t count, double modulus, double inverse);

/// x ← −(x rounded to an integer)
void round_and_negate(double* x, std::size_t count);

/// Adds a signed digit, |digit| ≤ 2⁵¹, and the carry at bit `offset` of `low`, running over into `high` if it must.
/// `high` is written, not read; the new carry is what exceeds `width` bits.
void add_digit(const double* digit, std::int64_t* carry, std::uint64_t* low, std::uint64_t* high, std::size_t count, int offset, int width);

/// limb ← ±limb in two's complement: negated where `negative` is −1, kept where it is 0; `borrow` runs from limb to limb,
/// 1 at first where it is negative.
void negate(std::uint64_t* limb, const std::int64_t* negative, std::uint64_t* borrow, std::size_t count);

/// sum ← sum + limb·2^rotation modulo 2⁶¹ − 1
void add_limb(const std::uint64_t* limb, std::uint64_t* sum, std::size_t count, int rotation);

/// c ← c + a·b, a of rows × inner and b of inner × columns entries, none negative. The relative error of each entry is below
/// (inner + 1)·2⁻⁵².
void add_product(const double* a, const double* b, double* c, std::size_t rows, std::size_t inner, std::size_t columns);

}  // namespace etalon::reference::scale
