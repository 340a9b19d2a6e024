#pragma once
#include <rapidcheck.h>

#include <bit>
#include <cmath>
#include <cstdint>

#include "reference/contract/tensor.hpp"
#include "reference/number/format.hpp"
#include "reference/number/precision.hpp"

/// Generators for the properties of the machinery. They shrink towards small whole numbers.
namespace etalon::property {

/// Every bit pattern of a finite double, and now and then an ordinary number.
inline rc::Gen<double> finite() {
  const auto bits = rc::gen::map(rc::gen::resize(rc::kNominalSize, rc::gen::arbitrary<std::uint64_t>()), [](std::uint64_t b) { return std::bit_cast<double>(b); });
  return rc::gen::oneOf(rc::gen::map(rc::gen::inRange(-64, 65), [](int k) { return k / 8.0; }), rc::gen::suchThat(bits, [](double x) { return std::isfinite(x); }));
}
/// Of ordinary size: a whole number over 2²⁰, at most 2¹⁰.
inline rc::Gen<double> ordinary() {
  return rc::gen::map(rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::int64_t>(-(1 << 30), (1 << 30) + 1)), [](std::int64_t k) { return std::ldexp(static_cast<double>(k), -20); });
}
inline rc::Gen<double> positive() {
  return rc::gen::map(ordinary(), [](double x) { return std::fabs(x) + 0x1p-20; });
}
/// A precision at which an interval is coarse.
inline rc::Gen<int> bits() { return rc::gen::oneOf(rc::gen::inRange(2, 200), rc::gen::just(int{Precision::hardware})); }
inline rc::Gen<Format> format() {
  return rc::gen::map(rc::gen::inRange<std::size_t>(0, Format::all().size()), [](std::size_t i) { return Format::all()[i]; });
}
/// Up to three axes of up to four entries.
inline rc::Gen<Dimensions> shape(std::int64_t least = 0) {
  return rc::gen::mapcat(rc::gen::inRange<std::size_t>(1, 4), [=](std::size_t rank) { return rc::gen::container<Dimensions>(rank, rc::gen::inRange<std::int64_t>(least, 5)); });
}
inline rc::Gen<Tensor<double>> tensor(const Dimensions& shape, const rc::Gen<double>& entry) {
  return rc::gen::map(rc::gen::container<std::vector<double>>(static_cast<std::size_t>(count_of(shape)), entry), [=](std::vector<double> data) { return Tensor<double>(shape, std::move(data)); });
}

}  // namespace etalon::property
