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

/// The rows, one after the other: calls `each(first entry, place of the normalised)`.
template <class T, class F>
void for_each_row(const LayerNorm::In<T>& in, F each) {
  const std::size_t m = in.weight.size();
  Normalized<T> row(m);
  for (std::size_t at = 0; at < in.x.size(); at += m) each(at, row);
}

constexpr auto scale_and_shift = [](const auto& v, const auto& w, const auto& b) { return w * v + b; };
/// x̄ of one row by the closed form: two sums instead of a sweep. What the row adds to w̄ and b̄ is added.
template <class T>
void pull_back(const LayerNorm::In<T>& in, const T* cotangent, const Normalized<T>& row, T* grad_x, LayerNormVjp::Out<T>& out) {
  row.pull_back(grad_x, widest<T>([&]<class P>() {
    T *weight = out.grad_weight.data.data(), *bias = out.grad_bias.data.data();
    P of_weighted(0), of_products(0);
    each_pack<P>(row.x.size(), [&](std::size_t k, std::size_t count) {
      const P c = load<P>(cotangent + k, count), v = load<P>(row.x.data() + k, count), weighted = load<P>(in.weight.data.data() + k, count) * c;
      of_weighted = of_weighted + weighted;
      of_products = of_products + weighted * v;
      store(weighted, grad_x + k, count);
      store(load<P>(weight + k, count) + c * v, weight + k, count);
      store(load<P>(bias + k, count) + c, bias + k, count);
    });
    return typename Normalized<T>::Sums{sum(of_weighted), sum(of_products)};
  }));
}

template <class T>
LayerNormVjp::Out<T> without_x(const LayerNorm::In<T>& in) {
  return {Tensor<T>(), Tensor<T>(in.weight.shape), Tensor<T>(in.weight.shape)};
}

}  // namespace

template <>
const Fast<LayerNorm> Wings<LayerNorm>::fast = []<class T>(const LayerNorm::In<T>& in) -> Result<LayerNorm::Out<T>> {
  Growing<T> y(in.x.shape);
  for_each_row(in, [&](std::size_t at, Normalized<T>& row) {
    row.map(in.x.data.data() + at, in.epsilon, y.next(in.weight.size()), scale_and_shift, in.weight.data.data(), in.bias.data.data());
  });
  return LayerNorm::Out<T>{std::move(y).whole()};
};

template <>
const Fast<LayerNormVjp> Wings<LayerNormVjp>::fast = []<class T>(const LayerNormVjp::In<T>& in) -> Result<LayerNormVjp::Out<T>> {
  auto out = without_x(in);
  Growing<T> grad_x(in.x.shape);
  for_each_row(in, [&](std::size_t at, Normalized<T>& row) {
    row.take(in.x.data.data() + at, in.epsilon);
    pull_back(in, in.cotangent.y.data.data() + at, row, grad_x.next(in.weight.size()), out);
  });
  out.grad_x = std::move(grad_x).whole();
  return out;
};

template <>
const Joint<LayerNormVjp> Together<LayerNormVjp>::fast = []<class T>(const LayerNormVjp::In<T>& in) -> Result<ValueAndDerivative<LayerNormVjp, T>> {
  auto out = without_x(in);
  Growing<T> y(in.x.shape), grad_x(in.x.shape);
  const std::size_t m = in.weight.size();
  for_each_row(in, [&](std::size_t at, Normalized<T>& row) {
    row.take(in.x.data.data() + at, in.epsilon);
    T* of_row = y.next(m);
    widest<T>([&]<class P>() { transform<P>(m, of_row, scale_and_shift, row.x.data(), in.weight.data.data(), in.bias.data.data()); });
    pull_back(in, in.cotangent.y.data.data() + at, row, grad_x.next(m), out);
  });
  out.grad_x = std::move(grad_x).whole();
  return ValueAndDerivative<LayerNormVjp, T>{{std::move(y).whole()}, std::move(out)};
};

}  // namespace etalon
