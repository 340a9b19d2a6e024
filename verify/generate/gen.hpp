#pragma once
#include <rapidcheck/Gen.h>

#include "reference/contract/tensor.hpp"
#include "reference/number/format.hpp"

/// RapidCheck generators of what operations take. None looks at RapidCheck's size: a case is hard from the start.
namespace etalon::verify::gen {

/// lowest … highest, both included, each as likely; towards 0 when it shrinks.
rc::Gen<std::int64_t> integer(std::int64_t lowest, std::int64_t highest);

/// ±1.m·2^e with e uniform in [lowest, highest] and m of a random kind: random, few bits, all ones, zero.
rc::Gen<double> magnitude(const Format& format, int lowest, int highest);
/// Like magnitude, with a random sign; now and then ±0.
rc::Gen<double> real(const Format& format, int lowest = -6, int highest = 4);
/// Uniform on a fine grid of [low, high], rounded to the format.
rc::Gen<double> uniform(const Format& format, double low, double high);

/// Independent entries; it shrinks one entry at a time.
template <class T>
rc::Gen<Tensor<T>> tensor(Dimensions shape, rc::Gen<T> entry);

/// Numbers of the format simpler than x, simplest first: fewer bits, a smaller exponent, no sign.
std::vector<double> simpler(double x, const Format& format);

}  // namespace etalon::verify::gen
