#include "reference/scale/moduli.hpp"

#include <gmpxx.h>

#include <cmath>
#include <map>
#include <mutex>
#include <numeric>
#include <tuple>

namespace etalon::reference::scale {
namespace {

constexpr double exact_limit = 0x1p53, digit_limit = 0x1p51;  // what doubles hold, and what add_digit takes

/// Coprime to all before, from the largest down, until their product has that many bits.
std::vector<std::int64_t> coprime_moduli(std::int64_t inner, double bits) {
  auto candidate = static_cast<std::int64_t>(std::ceil(2 * std::sqrt(exact_limit / static_cast<double>(inner))));
  const auto fits = [&](std::int64_t m) {
    const double half = static_cast<double>(m) / 2 + 3;
    return static_cast<double>(inner) * half * half + half <= exact_limit - static_cast<double>(m);
  };
  while (!fits(candidate)) --candidate;
  std::vector<std::int64_t> moduli;
  for (double have = 0; have < bits; --candidate) {
    bool coprime = true;
    for (const std::int64_t m : moduli) coprime = coprime && std::gcd(m, candidate) == 1;
    if (!coprime) continue;
    moduli.push_back(candidate);
    have += std::log2(static_cast<double>(candidate));
  }
  return moduli;
}

/// Of the symmetric residue system.
double symmetric(std::int64_t x, std::int64_t m) { return static_cast<double>(x > m / 2 ? x - m : x); }

/// x·y mod m, all below 2³¹
std::int64_t times(std::int64_t x, std::int64_t y, std::int64_t m) { return x * y % m; }

/// The widest digits whose sums against residues stay below 2⁵³.
Moduli::Digits digits_of(int bits, const std::vector<std::int64_t>& moduli, const std::vector<std::int64_t>& first_weights) {
  Moduli::Digits result;
  const double half = static_cast<double>(moduli.front()) / 2 + 1;
  result.width = 30;
  do {
    --result.width;
    result.count = std::max(1, (bits + result.width - 1) / result.width);
  } while (result.count * std::ldexp(half, result.width) > exact_limit - 2 * half);
  for (std::size_t i = 0; i < moduli.size(); ++i) {
    const std::int64_t m = moduli[i], base = (std::int64_t{1} << result.width) % m;
    std::int64_t weight = first_weights[i];
    for (int t = 0; t < result.count; ++t, weight = times(weight, base, m)) result.weights.push_back(symmetric(weight, m));
  }
  return result;
}

std::shared_ptr<const Moduli> make(std::int64_t inner, double product_bits, int left_bits, int right_bits) {
  const auto moduli = coprime_moduli(inner, product_bits);
  const std::size_t k = moduli.size();
  auto result = std::make_shared<Moduli>();
  for (const std::int64_t m : moduli) {
    result->modulus.push_back(static_cast<double>(m));
    result->inverse.push_back(1 / static_cast<double>(m));
  }

  mpz_class product = 1;
  for (const std::int64_t m : moduli) product *= static_cast<long>(m);
  std::vector<mpz_class> columns;  // M/m₁ … M/m_k, M
  std::vector<std::int64_t> inverses, ones(k, 1);
  for (const std::int64_t m : moduli) {
    columns.push_back(product / static_cast<long>(m));
    mpz_class inverse, modulus(static_cast<long>(m));
    mpz_invert(inverse.get_mpz_t(), columns.back().get_mpz_t(), modulus.get_mpz_t());
    inverses.push_back(inverse.get_si());
  }
  columns.push_back(product);
  result->left = digits_of(left_bits, moduli, inverses);
  result->right = digits_of(right_bits, moduli, ones);

  const double half = static_cast<double>(moduli.front()) / 2 + 3, terms = static_cast<double>(k + 1);
  result->digit_width = 29;
  while (terms * std::ldexp(half, result->digit_width) > digit_limit) --result->digit_width;
  const auto bits = static_cast<int>(mpz_sizeinbase(product.get_mpz_t(), 2));
  result->digit_count = bits / result->digit_width + 1;
  result->digits.resize(result->digit_count * (k + 1));
  for (std::size_t i = 0; i <= k; ++i)
    for (int d = 0; d < result->digit_count; ++d) {
      mpz_class digit;
      mpz_fdiv_r_2exp(digit.get_mpz_t(), columns[i].get_mpz_t(), result->digit_width);
      mpz_fdiv_q_2exp(columns[i].get_mpz_t(), columns[i].get_mpz_t(), result->digit_width);
      result->digits[d * (k + 1) + i] = digit.get_d();
    }
  return result;
}

int rounded_up(int x, int step) { return (x + step - 1) / step * step; }

}  // namespace

std::shared_ptr<const Moduli> moduli_for(std::int64_t inner, std::int64_t total_inner, int left_bits, int right_bits) {
  // Few different ones, so that they are found again.
  std::int64_t terms = 16;
  while (terms < inner) terms *= 2;
  int sum_bits = 0;
  while (std::int64_t{1} << sum_bits < total_inner) ++sum_bits;
  left_bits = rounded_up(left_bits, 8);
  right_bits = rounded_up(right_bits, 8);

  constexpr std::size_t most_kept = 200;
  static std::mutex mutex;
  static std::map<std::tuple<std::int64_t, int, int, int>, std::shared_ptr<const Moduli>> kept;
  const std::tuple key(terms, sum_bits, left_bits, right_bits);
  {
    const std::lock_guard lock(mutex);
    if (const auto found = kept.find(key); found != kept.end()) return found->second;
  }
  const auto made = make(terms, left_bits + right_bits + sum_bits + 1.5, left_bits, right_bits);
  const std::lock_guard lock(mutex);
  if (kept.size() >= most_kept) kept.clear();
  kept[key] = made;
  return made;
}

}  // namespace etalon::reference::scale
