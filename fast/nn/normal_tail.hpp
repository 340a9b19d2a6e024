#pragma once
#include <bit>
#include <cstdint>
#include <utility>

#include "fast/backend/elementary.hpp"

namespace etalon::fast::nn {

/// The left tail of the standard normal distribution over packs: Φ(−a) = φ(a)·M(a) of a = |x|, with Mills' ratio M.
/// Beyond `edge` √φ is 0, and so is every product by it.
template <class P>
struct NormalTail {
  using T = typename P::Number;
  static constexpr bool twofold = std::is_same_v<T, double>;
  static constexpr T edge = twofold ? 56 : 21;
  static constexpr T density_at_zero = T(0.398942280401432678);  // 1/√(2π)

  P root;   ///< e^(−a²/4), whose square is φ·√(2π): a product by one and then by the other does not underflow too early
  P ratio;  ///< M(a)

  explicit NormalTail(const P& x) : NormalTail(x, root_of(x)) {}
  /// For whoever has the root.
  NormalTail(const P& x, const P& root_) : root(root_) {
    const P a = min(P(edge), abs(x));
    // (1 + a)·M(a) as a polynomial of u, which goes from 1 to −1 with 1/(a + 5): Chebyshev's interpolation, whose first term left
    // out is less than 2⁻⁵⁴ or 2⁻²⁶.
    const P below = a + 1, shifted = a + 5, inverse = P(1) / (below * shifted);
    if constexpr (twofold) {
      constexpr std::array<T, 23> c{1.176164633377426726, 0.2217716857881258659, 0.05780050697650258357, -0.03972779932049578958, -0.06786437346820165915, -0.0538882717361432728,
                                    -0.02884941172901817021, -0.01048309743664084527, -0.002051301632406665374, 0.0001857313459743040211, 0.000239659294894247804,
                                    0.00003834773871703956361, -0.0000172996102083050502, -6.760698883761908778e-6, 1.184563600630998143e-6, 8.937478578653848887e-7,
                                    -9.956593540020938746e-8, -1.134835138379327673e-7, 1.269690431202125529e-8, 1.318310082267422474e-8, -1.892697796300494737e-9,
                                    -1.003431430488413409e-9, 1.799727626120368547e-10};
      ratio = backend::polynomial(multiply_add(below * inverse, P(T(305) / 28), P(T(-33) / 28)), c) * (shifted * inverse);
    } else {
      constexpr std::array<T, 11> c{1.2035702978f, 0.20535781031f, 0.028300785705f, -0.05531353197f, -0.064209517035f, -0.041152934977f,
                                    -0.017845951723f, -0.0050226360839f, -0.00058959733202f, 0.00015862455446f, 6.0790330197e-5f};
      ratio = backend::polynomial(multiply_add(below * inverse, P(T(260) / 21), P(T(-31) / 21)), c) * (shifted * inverse);
    }
  }
  static P root_of(const P& x) {
    const P a = min(P(edge), abs(x));
    return backend::Exponential<P>(a * a * P(T(-0.25)), typename backend::Exponential<P>::Bounded{}).value();
  }
  /// y·φ(a)·z.
  P times_density(const P& y, const P& z) const { return (y * root) * ((z * P(density_at_zero)) * root); }
};

/// The same of a = |x| ≤ `edge`, where φ(a) does not underflow: in float φ is 2ⁿ and a polynomial of r, Chebyshev's interpolation, off by less than
/// 2⁻²⁷; n is whole, or of sixteenths where a register holds the powers between. M is a quotient of polynomials without a negative coefficient, so that
/// nothing cancels, off by less than 2⁻⁵⁴·⁵ or 2⁻²⁵·³ of it; they were fitted so that the errors between its zeros are nearly equal, in float
/// beside the φ of a ½log₂ e that is rounded.
template <class P>
struct NearTail {
  using T = typename P::Number;
  static constexpr bool twofold = std::is_same_v<T, double>;
  static constexpr T edge = twofold ? T(6) : T(4);

  P density, ratio;  ///< φ(a), M(a)

  /// For whoever has φ.
  NearTail(const P& x, const P& density_) : density(density_) {
    constexpr auto series = [] {
      if constexpr (twofold)
        return std::pair{std::array{1.253314137315500251, 1.566109544757322273, 0.9845903871767178315, 0.3882381421226383215, 0.1034086176481947094, 0.01890031564694865091, 0.002308521991485404937,
                                    0.0001723833765318858702, 6.048319405589102106e-6},
                         std::array{1.0, 2.047459187090736842, 1.919225542896902955, 1.0833215756126313, 0.4068062856775236378, 0.1057039856148358421, 0.01907276796403751906, 0.002314567032300339037,
                                    0.0001723834776437269575, 6.048317890523122511e-6}};
      else return std::pair{std::array{1.2533141375f, 0.79995894432f, 0.24215254188f, 0.029997892678f}, std::array{1.0f, 1.4361585379f, 0.8391097188f, 0.24128063023f, 0.030036630109f}};
    }();
    const P a = abs(x), square = x * x;
    ratio = backend::polynomial(a, square, series.first) / backend::polynomial(a, square, series.second);
  }
  static P density_of(const P& x) {
    const P square = x * x;
    if constexpr (twofold) {
      const P bounded = max(P(-backend::Exponential<P>::limit), square * P(T(-0.5)));
      return backend::Exponential<P>(bounded, typename backend::Exponential<P>::Bounded{}).value() * P(NormalTail<P>::density_at_zero);
    } else {
      constexpr T half = 0.72134751f;  // ½log₂ e
      if constexpr (P::lanes == 16) {
        return from_powers(square, 16 * half);
      } else {
        constexpr std::array<T, 7> power{0.3989422804f, 0.2765257273f, 0.095836511402f, 0.022142602008f, 0.0038370494644f, 0.00053459973755f, 6.1682240063e-5f};
        const P n = nearest(square * P(-half)), r = multiply_add(square, P(-half), -n);
        return ldexp(backend::polynomial(r, power), n);
      }
    }
  }

 private:
  /// 2^(−square·by/16)/√(2π).
  static P from_powers(const P& square, T by) {
    using Bits = typename P::Bits;
    constexpr double c = 0.04332169878499658184;  // (log 2)/16
    constexpr T first(c), second(c * c / 2 + c * c * c * c / 96), third(c * c * c / 6);  // (eᶜʳ − 1)/r of |r| ≤ ½, r³ as r/4
    // 2^(j/16)/√(2π) less what j adds to the exponent below
    static constexpr auto powers = [] {
      std::array<float, 16> all{};
      double power = 0.3989422804014326779;
      for (std::int32_t j = 0; j < 16; ++j, power *= 1.04427378242741384) all[static_cast<std::size_t>(j)] = std::bit_cast<float>(std::bit_cast<std::int32_t>(static_cast<float>(power)) - (j << 19));
      return all;
    }();
    const P shifter(T(1.5) * (1 << 23)), shifted = multiply_add(square, P(-by), shifter), n = shifted - shifter, r = multiply_add(square, P(-by), -n);  // n in the last bits
    const auto bits = (Bits)shifted.v;
    const P power = P::of((typename P::Lanes)((Bits)__builtin_shuffle(P::load(powers.data()).v, bits) + (bits << 19)));
    return multiply_add(r * multiply_add(multiply_add(r, P(third), P(second)), r, P(first)), power, power);
  }
};

}  // namespace etalon::fast::nn
