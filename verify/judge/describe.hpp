#pragma once
#include "verify/judge/verdict.hpp"

namespace etalon::verify {

/// "[1, 2]" for the third entry of the second row; "" of a scalar.
std::string index_text(std::size_t flat, const Dimensions& shape);

Verdict failure(std::string clause, std::string reason, Outcome outcome = Outcome::fail);

/// Which entry it is, what was obtained there, and what is exact.
void describe_entry(Verdict& verdict, const std::string& field, std::size_t i, const Dimensions& shape, const Interval& y, double obtained);
/// An exact value as messages show it.
std::string exact_text(const Interval& y);

}  // namespace etalon::verify
