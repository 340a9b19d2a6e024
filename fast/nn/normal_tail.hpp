#pragma once
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

  explicit NormalTail(const P& x) : NormalTail(min(P(edge), abs(x)), 0) {}
  /// y·φ(a)·z.
  P times_density(const P& y, const P& z) const { return (y * root) * ((z * P(density_at_zero)) * root); }

 private:
  static P bounded_exp(const P& x) { return backend::Exponential<P>(x, typename backend::Exponential<P>::Bounded{}).value(); }
  NormalTail(const P& a, int) : root(bounded_exp(a * a * P(T(-0.25)))) {
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
};

/// x·Φ(−a) of a = |x| ≤ `near` in float, from one exponential and no quotient: log₂ Φ(−a) is −a²/2·log₂ e and a polynomial of
/// a/1.75 − 1, and 2ʳ one of r. Both are Chebyshev's interpolations, off by less than 2⁻²⁵ of the product.
constexpr float near = 3.5f;
template <class P>
P times_near_tail(const P& x) {
  constexpr float half_log2_e = 0.72134752f;
  constexpr std::array<float, 10> correction{-2.4325973846f, -1.0193485212f, 0.28813628375f, -0.090432593072f, 0.026688295594f,
                                             -0.0068026986889f, 0.0013199268057f, -6.2713835911e-05f, -0.00013399396149f, 5.962039271e-05f};
  constexpr std::array<float, 7> power{1.0f, 0.6931472067f, 0.24022650922f, 0.055503272267f, 0.0096180566784f, 0.0013400428178f, 0.00015461444725f};
  const P square = x * x, corrected = backend::polynomial(multiply_add(abs(x), P(2 / near), P(-1.0f)), correction);
  const P n = nearest(multiply_add(square, P(-half_log2_e), corrected));
  const P r = multiply_add(square, P(-half_log2_e), -n) + corrected;
  return ldexp(x * backend::polynomial(r, power), n);
}

}  // namespace etalon::fast::nn
