#pragma once
/// Certified answers of machine-learning mathematics.
///
///     #include <etalon/etalon.hpp>
///     const auto y = etalon::evaluate(etalon::nn::softmax, {.x = x}, etalon::digits(50));
///     if (y) std::cout << etalon::decimal_text(y->y[0], 50) << '\n';                      // proved to 50 digits
///     else std::cout << (y.domain ? y.domain->message : y.reason) << '\n';                // the clause, or why undecided
#include "operations.hpp"
#include "reference/number/certify.hpp"
#include "reference/number/literal.hpp"
#include "reference/number/numbers.hpp"
#include "version.hpp"
