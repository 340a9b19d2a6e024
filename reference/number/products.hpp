#pragma once
#include <cstdint>

/// Every long loop of a formula multiplies: so work is counted there, and the limit of time looked at now and then; in wide numbers in sums too.
namespace etalon {

/// Products of enclosures that this thread has formed so far: what a computation costs, the same on every machine.
std::uint64_t products_formed();
/// So many more are formed. Throws Undecided when this thread's time limit has passed.
void count_products(std::uint64_t count);
/// The same for numbers of MPFI's: sums, differences, products and quotients.
void count_wide_number();

}  // namespace etalon
