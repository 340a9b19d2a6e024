#include "reference/contract/nn/layer_norm.hpp"

#include <vector>

#include "fast/joint.hpp"
#include "fast/nn/normalized.hpp"

namespace etalon {
using namespace fast::backend;
using contract::nn::LayerNorm;
using contract::nn::LayerNormVjp;
using fast::nn::Normalized;

namespace {

/// The rows, one after the other: calls `each(first entry, the row normalised)`.
template <class T, class F>
void for_each_row(const LayerNorm::In<T>& in, F each) {
  const std::size_t m = in.weight.size();
  Normalized<T> row(m);
  for (std::size_t at = 0; at < in.x.size(); at += m) {
    row.take(in.x.data.data() + at, in.epsilon);
    each(at, row);
  }
}

/// y = w·x̂ + b of one row, appended.
template <class T>
void append_value(const LayerNorm::In<T>& in, const Normalized<T>& row, std::vector<T>& work, Tensor<T>& y) {
  widest<T>([&]<class P>() {
    transform<P>(work.size(), work.data(), [](const P& w, const P& v, const P& b) { return w * v + b; }, in.weight.data.data(), row.x.data(), in.bias.data.data());
  });
  y.data.insert(y.data.end(), work.begin(), work.end());
}
/// x̄ of one row, appended, by the closed form: two sums instead of a sweep. What the row adds to w̄ and b̄ is added.
template <class T>
void append_derivative(const LayerNorm::In<T>& in, const T* cotangent, const Normalized<T>& row, std::vector<T>& work, LayerNormVjp::Out<T>& out) {
  widest<T>([&]<class P>() {
    transform<P>(work.size(), work.data(), [](const P& w, const P& c) { return w * c; }, in.weight.data.data(), cotangent);
    T *weight = out.grad_weight.data.data(), *bias = out.grad_bias.data.data();
    transform<P>(work.size(), weight, [](const P& sum, const P& c, const P& v) { return sum + c * v; }, weight, cotangent, row.x.data());
    transform<P>(work.size(), bias, [](const P& sum, const P& c) { return sum + c; }, bias, cotangent);
  });
  row.pull_back(work.data());
  out.grad_x.data.insert(out.grad_x.data.end(), work.begin(), work.end());
}

template <class T>
LayerNormVjp::Out<T> zero(const LayerNorm::In<T>& in) {
  return {emptied<T>(in.x.shape), Tensor<T>(in.weight.shape), Tensor<T>(in.weight.shape)};
}

}  // namespace

template <>
const Fast<LayerNorm> Wings<LayerNorm>::fast = []<class T>(const LayerNorm::In<T>& in) -> Result<LayerNorm::Out<T>> {
  Tensor<T> y = emptied<T>(in.x.shape);
  std::vector<T> work(in.weight.size());
  for_each_row(in, [&](std::size_t, const Normalized<T>& row) { append_value(in, row, work, y); });
  return LayerNorm::Out<T>{std::move(y)};
};

template <>
const Fast<LayerNormVjp> Wings<LayerNormVjp>::fast = []<class T>(const LayerNormVjp::In<T>& in) -> Result<LayerNormVjp::Out<T>> {
  auto out = zero(in);
  std::vector<T> work(in.weight.size());
  for_each_row(in, [&](std::size_t at, const Normalized<T>& row) { append_derivative(in, in.cotangent.y.data.data() + at, row, work, out); });
  return out;
};

template <>
const Joint<LayerNormVjp> Together<LayerNormVjp>::fast = []<class T>(const LayerNormVjp::In<T>& in) -> Result<ValueAndDerivative<LayerNormVjp, T>> {
  ValueAndDerivative<LayerNormVjp, T> all{{emptied<T>(in.x.shape)}, zero(in)};
  std::vector<T> work(in.weight.size());
  for_each_row(in, [&](std::size_t at, const Normalized<T>& row) {
    append_value(in, row, work, all.value.y);
    append_derivative(in, in.cotangent.y.data.data() + at, row, work, all.derivative);
  });
  return all;
};

}  // namespace etalon
