#include "reference/number/products.hpp"

#include "reference/number/precision.hpp"

namespace etalon {
namespace {

constinit thread_local std::uint64_t products = 0, wide_numbers = 0;

void count(std::uint64_t& counter, std::uint64_t more, std::uint64_t often) {
  const std::uint64_t before = counter;
  counter += more;
  if (counter / often != before / often) TimeLimit::check();
}

}  // namespace

std::uint64_t products_formed() { return products; }
void count_products(std::uint64_t more) { count(products, more, 4096); }
void count_wide_number() { count(wide_numbers, 1, 64); }

}  // namespace etalon
