// Convolutions larger than a block of columns, and of more channels than a tile of registers has, which no drawn case is: of integers, and
// so the same as plain loops.
#include <gtest/gtest.h>

#include <random>

#include "reference/contract/nn/conv.hpp"
#include "reference/contract/nn/conv_transpose.hpp"
#include "reference/nn/convolution.hpp"

namespace etalon {
namespace {

using contract::nn::Conv;
using contract::nn::ConvTranspose;
using contract::nn::ConvTransposeVjp;
using contract::nn::ConvVjp;

Tensor<double> some(const Dimensions& shape) {
  Tensor<double> x(shape);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<double>(i * 7919 % 23) - 11;
  return x;
}

/// The arrays of both sides, and what each is of the other two.
void agree_across_blocks(const Conv::In<double>& in) {
  const contract::ConvolutionWindows w = Conv::windows(in);
  const Tensor<double> small = some(w.small_shape());
  Tensor<double> y(small.shape), grad_x(in.x.shape), grad_weight(in.weight.shape);
  reference::nn::for_each_product(w, [&](std::size_t s, std::size_t k, std::size_t l) {
    y[s] += in.weight[k] * in.x[l];
    grad_x[l] += in.weight[k] * small[s];
    grad_weight[k] += in.x[l] * small[s];
  });
  EXPECT_EQ(Wings<Conv>::fast(in)->y, y);
  ConvVjp::In<double> vjp{in, {small}};
  const auto gradients = Wings<ConvVjp>::fast(vjp);
  EXPECT_EQ(gradients->grad_x, grad_x);
  EXPECT_EQ(gradients->grad_weight, grad_weight);

  Dimensions rest;
  for (std::size_t d = 0; d < w.kernel.size(); ++d) rest.push_back((w.large[d] + 2 * w.padding[d] - w.reach(d)) % w.stride[d]);
  const Tensor<std::int64_t> more({static_cast<std::int64_t>(rest.size())}, rest);
  const ConvTranspose::In<double> back{small, in.weight, in.bias, in.stride, in.padding, more, in.dilation, in.groups};
  EXPECT_EQ(Wings<ConvTranspose>::fast(back)->y, grad_x);
  const auto back_gradients = Wings<ConvTransposeVjp>::fast(ConvTransposeVjp::In<double>{back, {in.x}});
  EXPECT_EQ(back_gradients->grad_x, y);
  EXPECT_EQ(back_gradients->grad_weight, grad_weight);
}

TEST(Convolution, BlocksBreakALine) {
  agree_across_blocks({some({1, 2, 150000}), some({2, 2, 3}), Tensor<double>({0}), {{1}, {2}}, {{1}, {3}}, {{1}, {4}}});
}

TEST(Convolution, BlocksBreakBetweenLines) {
  agree_across_blocks({some({2, 6, 61, 167}), some({4, 3, 5, 4}), Tensor<double>({0}), {{2}, {1, 2}}, {{2}, {2, 0}}, {{2}, {1, 3}}, 2});
}

TEST(Convolution, BlocksBreakBetweenPlanes) {
  agree_across_blocks({some({1, 3, 25, 29, 31}), some({3, 1, 4, 3, 3}), Tensor<double>({0}), {{3}, {1, 1, 2}}, {{3}, {1, 2, 3}}, {{3}, {2, 1, 1}}, 3});
}

TEST(Convolution, ShiftsOfManyChannels) {
  std::mt19937 random(7);
  const auto draw = [&](std::int64_t from, std::int64_t to) { return std::uniform_int_distribution<std::int64_t>(from, to)(random); };
  for (int round = 0; round < 300; ++round) {
    const std::int64_t axes = draw(1, 3), groups = draw(1, 2), inner = draw(1, 13), outer = draw(1, 18);
    Dimensions x{draw(1, 2), groups * inner}, weight{groups * outer, inner}, steps, paddings, dilations;
    for (std::int64_t d = 0; d < axes; ++d) {
      const std::int64_t kernel = draw(1, 4), dilation = draw(1, 3), reach = dilation * (kernel - 1) + 1, padding = draw(0, reach);
      weight.push_back(kernel);
      x.push_back(std::max<std::int64_t>(1, reach - 2 * padding) + draw(0, axes == 1 ? 150 : 9));
      steps.push_back(draw(0, 5) == 0 ? 2 : 1);
      paddings.push_back(padding);
      dilations.push_back(dilation);
    }
    agree_across_blocks({some(x), some(weight), Tensor<double>({0}), {{axes}, steps}, {{axes}, paddings}, {{axes}, dilations}, groups});
  }
}

/// A dilation allows it where the stride leaves no room for any.
TEST(Convolution, OutputPaddingOfATranspose) {
  for (const std::int64_t padding : {0, 1, 2})
    for (const std::int64_t more : {1, 2, 3}) {
      const ConvTranspose::In<double> in{some({1, 9, 7}), some({9, 5, 3}), Tensor<double>({0}), {{1}, {1}}, {{1}, {padding}}, {{1}, {more}}, {{1}, {4}}, 1};
      const contract::ConvolutionWindows w = ConvTranspose::windows(in);
      Tensor<double> y(w.large_shape()), grad_x(in.x.shape);
      const Tensor<double> cotangent = some(y.shape);
      reference::nn::for_each_product(w, [&](std::size_t s, std::size_t k, std::size_t l) {
        y[l] += in.weight[k] * in.x[s];
        grad_x[s] += in.weight[k] * cotangent[l];
      });
      const auto fast = Wings<ConvTranspose>::fast(in);
      ASSERT_TRUE(fast) << fast.failure().message;
      EXPECT_EQ(fast->y, y);
      EXPECT_EQ(Wings<ConvTransposeVjp>::fast(ConvTransposeVjp::In<double>{in, {cotangent}})->grad_x, grad_x);
    }
}

}  // namespace
}  // namespace etalon
