// The vocabulary of contracts: shapes, sizes, lanes, predicates, derivatives from a tape.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <set>

#include "reference/contract/nn/softmax.hpp"
#include "reference/number/certify.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
namespace {

TEST(Contract, TensorRefusesValuesThatDoNotFillItsShape) {
  EXPECT_NO_THROW(Tensor<double>({2, 2}, {1, 2, 3, 4}));
  try {
    Tensor<double>({30, 4}, {1, 2, 3});
    FAIL();
  } catch (const std::invalid_argument& e) {
    EXPECT_STREQ(e.what(), "a tensor of shape [30, 4] has 120 entries, not 3");
  }
}

TEST(Contract, LanesOverAnyAxesCoverEveryEntryOnce) {
  const Dimensions shape{2, 3, 4, 5};
  Tensor<std::int64_t> x(shape);
  std::iota(x.begin(), x.end(), 0);
  for (const std::vector<std::int64_t>& axes : {std::vector<std::int64_t>{}, {0}, {3}, {1, 2}, {0, 2, 3}, {0, 1, 2, 3}}) {
    const Lanes lanes = Lanes::over(shape, axes);
    std::set<std::size_t> seen;
    for (std::int64_t l = 0; l < lanes.count; ++l)
      for (std::int64_t k = 0; k < lanes.length; ++k) seen.insert(lanes.index(l, k));
    EXPECT_EQ(seen.size(), x.size());
    EXPECT_EQ(lanes.count * lanes.length, count_of(shape));
  }
  // Entry (i, j, k, l) stands at ((3i + j)·4 + k)·5 + l: channel 2 of axis 1 begins at 40, and its second entry is 41.
  const Lanes channels = Lanes::but(shape, 1);
  EXPECT_EQ(channels.entries(x, 2)[0], 40);
  EXPECT_EQ(channels.entries(x, 2)[1], 41);
  EXPECT_EQ(channels.entries(x, 2)[20], 100);
  EXPECT_EQ(Lanes::along({0, 3}, 0).has_value(), false);
  EXPECT_EQ(Lanes::along({2, 3}, -3).has_value(), false);
}

TEST(Contract, UnknownSizesAreErrorsThatNameThem) {
  SizeValues sizes{{"n", 3}};
  EXPECT_EQ(sizes.at("n"), 3);
  EXPECT_THROW(sizes.at("q"), std::out_of_range);
  EXPECT_EQ((2 * Count("n") + 1).at(sizes), 7);
  EXPECT_EQ(Count("q").at(sizes), std::nullopt);
  EXPECT_EQ((Count("n") * Count("q") + 4).symbols(), (std::set<std::string>{"n", "q"}));
  try {
    extents_of("y", {Count("n"), Count("q")}, sizes, {}, {});
    FAIL();
  } catch (const std::logic_error& e) {
    EXPECT_STREQ(e.what(), "y has shape [n, q], and nothing says what q is");
  }
  EXPECT_EQ(extents_of("y", {Count("n"), 2}, sizes, {}, {}), (Dimensions{3, 2}));
  EXPECT_EQ(extents_of("y", Any{}, sizes, {}, {}), std::nullopt);
}

/// What a predicate says of one field x.
template <class Field>
std::string complaint(const Predicate& predicate, const Field& x) {
  Inputs in;
  in.add("x", x);
  return predicate.check(in, 0).value_or("");
}

TEST(Predicates, SayWhatIsWrongInEveryNumber) {
  const double inf = INFINITY;
  EXPECT_EQ(complaint(finite("x"), Tensor<double>({3}, {1, 2, inf})), "x[2] is not finite");
  EXPECT_EQ(complaint(finite("x"), Tensor<float>({2}, {1, NAN})), "x[1] is not finite");
  EXPECT_EQ(complaint(finite("x"), Tensor<double>({2}, {1e308, -1e308})), "");
  EXPECT_EQ(complaint(finite("x"), std::vector<Tensor<double>>{Tensor<double>({1}, {0}), Tensor<double>({1, 1}, {NAN})}), "x[0, 0] is not finite");
  EXPECT_EQ(complaint(finite_lower_triangle("x"), Tensor<double>({2, 2}, {1, NAN, 2, 3})), "");
  EXPECT_EQ(complaint(finite_lower_triangle("x"), Tensor<double>({2, 2}, {1, 2, NAN, 3})), "x[1, 0] is not finite");
  EXPECT_EQ(complaint(below_infinity("x"), Tensor<double>({2}, {-inf, 1})), "");
  EXPECT_EQ(complaint(below_infinity("x"), Tensor<double>({2}, {-inf, inf})), "x[1] is NaN or +∞");
  EXPECT_EQ(complaint(within("x", 0, 1), Tensor<double>({2}, {0, 1})), "");
  EXPECT_EQ(complaint(within("x", 0, 1), Tensor<double>({2}, {0, 1.5})), "x[1] is not in [0, 1]");
  EXPECT_EQ(complaint(within("x", 0, 1), Tensor<double>({1}, {NAN})), "x[0] is not in [0, 1]");
  EXPECT_EQ(complaint(positive("x"), 0.0), "x is not > 0");
  EXPECT_EQ(complaint(positive("x"), 5e-324), "");
  EXPECT_EQ(complaint(not_negative("x"), -0.0), "");
  EXPECT_EQ(complaint(below("x", 1), std::int64_t{1}), "x is 1, which is not < 1");
  EXPECT_EQ(complaint(one_of("x", std::vector<std::int64_t>{0, 1}), std::int64_t{2}), "x is 2; expected 0 or 1");
  EXPECT_EQ(complaint(one_of("x", std::vector<std::string>{"a", "b"}), std::string("c")), "x is \"c\"; expected \"a\" or \"b\"");
  EXPECT_EQ(complaint(finite("x") && positive("x"), Tensor<double>({1}, {-1})), "x[0] is not > 0");
  EXPECT_EQ((finite("x") && positive("x")).text, "x is finite; x > 0");
  EXPECT_THROW(complaint(finite("z"), 1.0), std::logic_error);

  Precision guard(64);
  EXPECT_EQ(complaint(positive("x"), Interval(0)), "x is not > 0");
  EXPECT_EQ(complaint(finite("x"), exactly(inf)), "x is not finite");
  EXPECT_THROW(complaint(positive("x"), Interval::hull(Interval(-1), Interval(1))), Undecided) << "an enclosure that does not say";
}

TEST(Predicates, RefuseInBothWingsByTheSameClause) {
  using contract::nn::Softmax;
  const auto fast = Wings<Softmax>::fast(Softmax::In<double>{Tensor<double>({2}, {1, NAN})});
  const auto reference = Wings<Softmax>::reference(Softmax::In<Interval>{Tensor<Interval>({2}, {exactly(1.0), exactly(double(NAN))})});
  ASSERT_TRUE(!fast && !reference);
  EXPECT_EQ(fast.failure().clause, "C1");
  EXPECT_EQ(fast.failure().message, reference.failure().message);
}

/// The tape gives what the literature's closed form says.
TEST(ReverseSweep, IsTheClosedForm) {
  using contract::nn::Softmax;
  using contract::nn::SoftmaxVjp;
  constexpr auto softmax = []<class T>(const Softmax::In<T>& in, Softmax::Variant) -> Result<Softmax::Out<T>> {
    T sum = 0;
    for (const T& x : in.x) sum += exp(x);
    return Softmax::Out<T>{map(in.x, [&](const T& x) -> T { return exp(x) / sum; })};
  };
  Precision guard(256);
  SoftmaxVjp::In<Interval> in{{Tensor<Interval>({3}, {1, 2, -1})}, {Tensor<Interval>({3}, {3, 1, 2})}};
  const auto swept = reverse_sweep<SoftmaxVjp>(softmax)(in, Softmax::Variant::undefined), closed = Wings<SoftmaxVjp>::reference(in);
  ASSERT_TRUE(swept && closed);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_TRUE(swept->grad_x[i].overlaps(closed->grad_x[i]));
    EXPECT_TRUE((swept->grad_x[i].width() < power_of_two(-240)).certainly());
  }
  in.cotangent.y = Tensor<Interval>({2}, {1, 1});
  const auto misshapen = reverse_sweep<SoftmaxVjp>(softmax)(in, Softmax::Variant::undefined);
  ASSERT_FALSE(misshapen);
  EXPECT_EQ(misshapen.failure().message, "the cotangent of y has shape [2]; expected [3]");
}

}  // namespace
}  // namespace etalon
