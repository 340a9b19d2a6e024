#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace etalon::reference::scale {

/// Everything about one size of product that does not depend on its entries: integers below 2^left_bits times integers below
/// 2^right_bits, sums of `inner` products at a time.
///
/// Moduli m₁ … m_k are pairwise coprime with inner·(mᵢ/2 + 3)² + mᵢ/2 + 3 ≤ 2⁵³ − mᵢ: sums of products of symmetric residues
/// stay exact in double, in any order, and so does their reduction. M = Πmᵢ exceeds 2.8 times any entry of the product.
struct Moduli {
  std::vector<double> modulus, inverse;  ///< mᵢ and 1/mᵢ

  /// From digits of `width` bits to residues: row i of `weights` has 2^(width·t) mod mᵢ at t.
  struct Digits {
    int width, count;
    std::vector<double> weights;
  };
  Digits left, right;  ///< the left one's times (M/mᵢ)⁻¹ mod mᵢ: residues of a product are then what the remaindering needs

  /// From residues gᵢ to the integer Σ gᵢ·(M/mᵢ) − t·M: row d holds the digits at d of M/m₁ … M/m_k and, last, of M.
  int digit_width, digit_count;
  std::vector<double> digits;

  std::size_t size() const { return modulus.size(); }
};

/// The moduli for at most `inner` terms at a time (up to 2¹²), of `total_inner` altogether; kept for the next time.
std::shared_ptr<const Moduli> moduli_for(std::int64_t inner, std::int64_t total_inner, int left_bits, int right_bits);

}  // namespace etalon::reference::scale
