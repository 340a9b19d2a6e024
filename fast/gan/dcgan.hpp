#pragma once
#include <vector>

#include "reference/contract/dcgan.hpp"
#include "reference/contract/nn/batch_norm.hpp"
#include "reference/contract/nn/conv.hpp"
#include "reference/contract/nn/conv_transpose.hpp"

namespace etalon::fast::gan {

using contract::nn::BatchNorm;
using contract::nn::BatchNormVjp;

/// Both halves of DCGAN from the fast operations that they are made of, and what the way back needs of the way forth.
template <class Op, class T>
class Chain {
 public:
  using In = typename Op::template In<T>;

  explicit Chain(const In& in) : in_(in) {}

  /// What the last layer gives; `activate` is that of a tensor.
  template <class F>
  Result<Tensor<T>> forward(F activate) {
    Tensor<T> x = in_.x;
    for (std::size_t l = 0; l < layers(); ++l) {
      const auto z = Wings<Convolution>::fast(convolution(l, x));
      if (!z) return z.failure();
      taken_.push_back(x), convolved_.push_back(z->y);
      if (Op::normalised(l, layers())) {
        const auto b = Wings<BatchNorm>::fast(normalization(l));
        if (!b) return b.failure();
        given_.push_back(b->y);
      } else {
        given_.push_back(z->y);
      }
      if (l + 1 == layers()) break;
      const auto y = activate(given_.back());
      if (!y) return y.failure();
      x = *y;
    }
    return given_.back();
  }

  /// From the cotangent of that; `back(z, cotangent)` is the activation's.
  template <class Vjp, class F>
  Result<typename Vjp::template Out<T>> backward(Tensor<T> cotangent, F back) {
    typename Vjp::template Out<T> out{{}, TensorList<T>(layers()), TensorList<T>(in_.scales.size()), TensorList<T>(in_.shifts.size())};
    for (std::size_t l = layers(); l-- > 0;) {
      if (l + 1 < layers()) {
        const auto slope = back(given_[l], cotangent);
        if (!slope) return slope.failure();
        cotangent = *slope;
      }
      if (Op::normalised(l, layers())) {
        auto b = Wings<BatchNormVjp>::fast(BatchNormVjp::In<T>{normalization(l), {cotangent}});
        if (!b) return b.failure();
        cotangent = std::move(b->grad_x), out.grad_scales[l - Op::first_normalised] = std::move(b->grad_weight), out.grad_shifts[l - Op::first_normalised] = std::move(b->grad_bias);
      }
      auto g = Wings<ConvolutionVjp>::fast(typename ConvolutionVjp::template In<T>{convolution(l, taken_[l]), {cotangent}});
      if (!g) return g.failure();
      cotangent = std::move(g->grad_x), out.grad_weights[l] = std::move(g->grad_weight);
    }
    out.grad_x = std::move(cotangent);
    return out;
  }

 private:
  using Convolution = std::conditional_t<Op::transposed, contract::nn::ConvTranspose, contract::nn::Conv>;
  using ConvolutionVjp = std::conditional_t<Op::transposed, contract::nn::ConvTransposeVjp, contract::nn::ConvVjp>;

  std::size_t layers() const { return in_.weights.size(); }
  typename Convolution::template In<T> convolution(std::size_t l, const Tensor<T>& x) const {
    typename Convolution::template In<T> in;
    in.x = x, in.weight = in_.weights[l], in.stride = in_.stride, in.padding = in_.padding;
    return in;
  }
  typename BatchNorm::template In<T> normalization(std::size_t l) const {
    const std::size_t k = l - Op::first_normalised;
    return {convolved_[l], in_.scales[k], in_.shifts[k], in_.epsilon};
  }

  const In& in_;
  TensorList<T> taken_, convolved_, given_;  // by each layer: before it, after the convolution, before the activation
};

}  // namespace etalon::fast::gan
