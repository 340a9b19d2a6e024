// Shapes, lanes, polynomials of sizes, and exact products.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "reference/contract/shape.hpp"
#include "reference/scale/freivalds.hpp"
#include "reference/scale/real_product.hpp"
#include "verify/algebra/residual.hpp"
#include "verify/tests/generators.hpp"

namespace etalon {
namespace {

using namespace property;
namespace freivalds = reference::scale::freivalds;

/// Is every entry in one lane, once?
bool partition(const Lanes& lanes, const Dimensions& shape) {
  std::set<std::size_t> seen;
  for (std::int64_t lane = 0; lane < lanes.count; ++lane)
    for (std::int64_t k = 0; k < lanes.length; ++k) seen.insert(lanes.index(lane, k));
  const auto size = static_cast<std::size_t>(count_of(shape));
  return static_cast<std::size_t>(lanes.count * lanes.length) == size && seen.size() == size && (size == 0 || *seen.rbegin() == size - 1);
}

Tensor<Interval> points(const Tensor<double>& x) { return map(x, [](double e) { return exactly(e); }); }

RC_GTEST_PROP(PropertyLanes, AlongAnAxisHoldEveryEntryOnce, ()) {
  const Dimensions dims = *shape(1);
  const auto rank = static_cast<std::int64_t>(dims.size());
  const std::int64_t axis = *rc::gen::inRange(-rank, rank);
  const auto lanes = Lanes::along(dims, axis);
  RC_ASSERT(lanes.has_value());
  RC_ASSERT(lanes->length == dims[static_cast<std::size_t>(axis < 0 ? axis + rank : axis)]);
  RC_ASSERT(partition(*lanes, dims));
}
RC_GTEST_PROP(PropertyLanes, OverAxesHoldEveryEntryOnce, ()) {
  const Dimensions dims = *shape(1);
  std::vector<std::int64_t> axes;
  for (std::size_t a = 0; a < dims.size(); ++a)
    if (*rc::gen::arbitrary<bool>()) axes.push_back(static_cast<std::int64_t>(a));
  RC_ASSERT(partition(Lanes::over(dims, axes), dims));
}
RC_GTEST_PROP(PropertyTensor, RefusesDataThatDoNotFit, ()) {
  const Dimensions dims = *shape();
  const auto n = *rc::gen::inRange<std::size_t>(0, 100);
  RC_PRE(static_cast<std::int64_t>(n) != count_of(dims));
  RC_ASSERT_THROWS_AS(Tensor<double>(dims, std::vector<double>(n)), std::invalid_argument);
}
RC_GTEST_PROP(PropertyCount, EvaluatesAsPolynomialsDo, ()) {
  const std::int64_t n = *rc::gen::inRange(0, 100), k = *rc::gen::inRange(0, 100), c = *rc::gen::inRange(0, 50);
  const SizeValues sizes{{"n", n}, {"k", k}};
  const Count p = Count("n") * Count("k") + c, q = Count("n") + Count("k") * c;
  RC_ASSERT(p.at(sizes) == std::optional(n * k + c));
  RC_ASSERT((p + q).at(sizes) == std::optional(n * k + c + n + k * c));
  RC_ASSERT((p * q).at(sizes) == std::optional((n * k + c) * (n + k * c)));
  RC_ASSERT(!p.at(SizeValues{{"n", n}}));
}
RC_GTEST_PROP(PropertyProduct, IsThatOfPlainLoops, ()) {
  const std::int64_t m = *rc::gen::inRange(1, 20), k = *rc::gen::inRange(1, 20), n = *rc::gen::inRange(1, 20);
  const auto a = *tensor({m, k}, ordinary()), b = *tensor({k, n}, ordinary());
  const Precision guard(400);  // exact
  const auto c = reference::scale::multiply(points(a), points(b));
  for (std::int64_t i = 0; i < m; ++i)
    for (std::int64_t j = 0; j < n; ++j) {
      Interval sum = 0;
      for (std::int64_t l = 0; l < k; ++l) sum += exactly(a(i, l)) * exactly(b(l, j));
      RC_ASSERT(c(i, j).is_point() && static_cast<bool>(c(i, j) == sum));
    }
}
RC_GTEST_PROP(PropertyProduct, OfAnySizeIsExact, ()) {
  const std::int64_t n = *rc::gen::inRange(30, 45);
  const auto a = *tensor({n, n}, finite()), b = *tensor({n, 1}, ordinary());
  const Precision guard(3000);
  const auto c = reference::scale::multiply(points(a), points(b));
  for (std::int64_t i = 0; i < n; ++i) {
    Interval sum = 0;
    for (std::int64_t l = 0; l < n; ++l) sum += exactly(a(i, l)) * exactly(b(l, 0));
    RC_ASSERT(c[static_cast<std::size_t>(i)].is_point() && static_cast<bool>(c[static_cast<std::size_t>(i)] == sum));
  }
}
RC_GTEST_PROP(PropertyProduct, OfIntervalsHoldsThatOfTheirPoints, ()) {
  const std::int64_t n = *rc::gen::inRange(1, 12);
  const auto a = *tensor({n, n}, ordinary()), b = *tensor({n, n}, ordinary()), widths = *tensor({n, n}, ordinary());
  const auto product = [&](int bits, bool wide) {
    const Precision guard(bits);
    auto left = points(a);
    for (std::size_t i = 0; wide && i < left.size(); ++i) left[i] = Interval::hull(left[i], left[i] + exactly(widths[i]));
    return reference::scale::multiply(left, points(b));
  };
  const auto outer = product(120, true), inner = product(400, false);  // the latter exact
  for (std::size_t i = 0; i < outer.size(); ++i) RC_ASSERT(outer[i].contains(inner[i]));
}
RC_GTEST_PROP(PropertyProduct, TransposesAsMatricesDo, ()) {
  const std::int64_t m = *rc::gen::inRange(1, 8), n = *rc::gen::inRange(1, 8);
  const auto a = points(*tensor({m, n}, ordinary())), b = points(*tensor({n, m}, ordinary()));
  const Precision guard(400);
  const auto left = verify::transpose(reference::scale::multiply(a, b)), right = reference::scale::multiply(verify::transpose(b), verify::transpose(a));
  for (std::size_t i = 0; i < left.size(); ++i) RC_ASSERT(static_cast<bool>(left[i] == right[i]));
}
RC_GTEST_PROP(PropertyFreivalds, AddsAndMultipliesModuloItsPrime, ()) {
  const auto residue = rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::uint64_t>(0, freivalds::prime + 1));
  const auto x = *residue, y = *residue;
  __extension__ using Wide = unsigned __int128;
  RC_ASSERT(freivalds::add(x, y) % freivalds::prime == static_cast<std::uint64_t>((Wide{x} + y) % freivalds::prime));
  const std::vector<std::uint64_t> left{x, y}, right{y, x};
  RC_ASSERT(freivalds::dot(left, right) % freivalds::prime == static_cast<std::uint64_t>(Wide{x} * y % freivalds::prime * 2 % freivalds::prime));
}
RC_GTEST_PROP(PropertyFreivalds, FindsAWrongEntry, ()) {
  const auto n = *rc::gen::inRange<std::size_t>(1, 10);
  const auto row = *rc::gen::container<std::vector<std::uint64_t>>(n, rc::gen::inRange<std::uint64_t>(0, 1000));
  const auto random = freivalds::random_vector(n, *rc::gen::arbitrary<std::uint64_t>());
  auto wrong = row;
  wrong[*rc::gen::inRange<std::size_t>(0, n)] += *rc::gen::inRange<std::uint64_t>(1, 1000);
  RC_ASSERT(!freivalds::equal(freivalds::dot(row, random), freivalds::dot(wrong, random)));
}
RC_GTEST_PROP(PropertyAlgebra, DeterminantsMultiply, ()) {
  const std::int64_t n = *rc::gen::inRange(1, 5);
  const auto a = points(*tensor({n, n}, ordinary())), b = points(*tensor({n, n}, ordinary()));
  const Precision guard(1000);
  RC_ASSERT(verify::determinant(verify::multiply(a, b)).overlaps(verify::determinant(a) * verify::determinant(b)));
}
RC_GTEST_PROP(PropertyAlgebra, PermutedRowsComeFromWhereTheySay, ()) {
  const std::int64_t n = *rc::gen::inRange(1, 6);
  std::vector<std::int64_t> order;
  for (std::int64_t i = 0; i < n; ++i) order.insert(order.begin() + *rc::gen::inRange<std::int64_t>(0, i + 1), i);
  const Tensor<std::int64_t> p({n}, order);
  RC_ASSERT(verify::is_permutation(p));
  const auto a = points(*tensor({n, 2}, ordinary())), pa = verify::permute_rows(a, p);
  for (std::int64_t i = 0; i < n; ++i) RC_ASSERT(static_cast<bool>(pa(i, 1) == a(order[static_cast<std::size_t>(i)], 1)));
  auto doubled = p;
  doubled[0] = p[p.size() - 1];
  RC_ASSERT(n == 1 || !verify::is_permutation(doubled));
}

}  // namespace
}  // namespace etalon
