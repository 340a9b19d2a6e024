#pragma once
#include <functional>

#include "reference/contract/values.hpp"
#include "reference/number/format.hpp"

/// Random inputs for the files under verify/laws. Everything is drawn through RapidCheck, over bit patterns, and depends on
/// nothing but its seed: no libm, no standard distribution. Call only inside an input class.
namespace etalon::verify::draw {

/// What `draws` makes of the random bits of this key; the same on every machine.
Values<double> generate(const std::function<Values<double>()>& draws, std::uint64_t key, int size);

/// lowest … highest, both included.
std::int64_t integer(std::int64_t lowest, std::int64_t highest);
/// An extent of an axis, lowest … highest: every extent of every operation is drawn here.
std::int64_t extent(std::int64_t lowest, std::int64_t highest);
bool coin();
template <class Choice>
Choice one_of(std::initializer_list<Choice> choices) {
  return choices.begin()[integer(0, static_cast<std::int64_t>(choices.size()) - 1)];
}

/// ±1.m·2^e with e uniform in [lowest, highest] and m of a random kind: random, few bits, all ones, zero.
double magnitude(const Format& format, int lowest, int highest);
/// Like magnitude, with a random sign; now and then ±0.
double real(const Format& format, int lowest = -6, int highest = 4);
/// Uniform on a fine grid of [low, high], rounded to the format.
double uniform(const Format& format, double low, double high);

Tensor<double> reals(const Format& format, Dimensions shape, int lowest = -6, int highest = 4);
Tensor<double> uniforms(const Format& format, Dimensions shape, double low, double high);
Tensor<std::int64_t> integers(Dimensions shape, std::int64_t lowest, std::int64_t highest);

/// m×n with entries of the format whose singular values are near the given ones: two random sequences of rotations
/// around the diagonal.
Tensor<double> matrix_with_spectrum(const Format& format, std::int64_t m, std::int64_t n, const std::vector<double>& spectrum);
/// Symmetric, with eigenvalues near the given ones: a random sequence of rotations of rows and columns around the diagonal.
Tensor<double> symmetric_with_spectrum(const Format& format, const std::vector<double>& spectrum);
/// Symmetric positive definite, condition near 2^bits: Q·diag·Qᵀ, made dominant where rounding could spoil it.
Tensor<double> positive_definite(const Format& format, std::int64_t n, int bits);

}  // namespace etalon::verify::draw
