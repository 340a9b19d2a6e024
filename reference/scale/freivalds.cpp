#include "reference/scale/freivalds.hpp"

#include <algorithm>

#include "reference/scale/kernels.hpp"

namespace etalon::reference::scale::freivalds {
namespace {

__extension__ typedef unsigned __int128 Wide;

Residue fold(Wide x) {
  const Wide once = (x & prime) + (x >> 61);
  return static_cast<Residue>((once & prime) + (once >> 61));
}

}  // namespace

std::vector<Residue> random_vector(std::size_t size, std::uint64_t seed) {
  std::vector<Residue> x(size);
  for (Residue& entry : x) {  // SplitMix64 (Steele, Lea and Flood 2014)
    std::uint64_t z = seed += 0x9E3779B97F4A7C15;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
    z = (z ^ z >> 27) * 0x94D049BB133111EB;
    entry = (z ^ z >> 31) >> 3;
  }
  return x;
}

Residue dot(std::span<const Residue> x, std::span<const Residue> y) {
  constexpr std::size_t run = 32;  // products below 2¹²² that fit into 128 bits
  Residue total = 0;
  for (std::size_t first = 0; first < x.size(); first += run) {
    Wide sum = total;
    for (std::size_t i = first; i < std::min(first + run, x.size()); ++i) sum += Wide{x[i]} * y[i];
    total = fold(sum);
  }
  return total;
}

Residue add(Residue x, Residue y) { return fold(Wide{x} + y); }
bool equal(Residue x, Residue y) { return x % prime == y % prime; }

void residues(const std::uint64_t* limbs, std::size_t stride, int limb_count, const double* sign, std::size_t count, Residue* out) {
  std::fill(out, out + count, 0);
  for (int t = 0; t < limb_count; ++t) add_limb(limbs + t * stride, out, count, 3 * t % 61);  // 2⁶⁴ = 8 modulo P
  for (std::size_t e = 0; e < count; ++e)
    if (sign[e] < 0) out[e] = prime - out[e];
}

}  // namespace etalon::reference::scale::freivalds
