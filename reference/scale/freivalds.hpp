#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// Freivalds' test (1977) of C = AB modulo the prime P = 2⁶¹ − 1: A(Bx) = Cx for a random x. It costs n² operations, shares
/// nothing with BLAS, and passes a wrong C with probability 1/P for each wrong row.
namespace etalon::reference::scale::freivalds {

using Residue = std::uint64_t;  ///< 0 … P, both 0 and P standing for zero
constexpr Residue prime = (Residue{1} << 61) - 1;

/// Pseudo-random residues, the same for the same seed.
std::vector<Residue> random_vector(std::size_t size, std::uint64_t seed);

/// Σ xᵢyᵢ mod P
Residue dot(std::span<const Residue> x, std::span<const Residue> y);
Residue add(Residue x, Residue y);
bool equal(Residue x, Residue y);

/// The residues of signed integers given by planes of limbs (entry e's limb t at limbs[t·stride + e]); sign[e] is +1 or −1.
void residues(const std::uint64_t* limbs, std::size_t stride, int limb_count, const double* sign, std::size_t count, Residue* out);

}  // namespace etalon::reference::scale::freivalds
