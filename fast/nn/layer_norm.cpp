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

/// The rows, one after the other: calls `each(first entry, place of a row, place of another)`.
template <class T, class F>
void for_each_row(const LayerNorm::In<T>& in, F each) {
  const std::size_t m = in.weight.size();
  Normalized<T> row(m);
  std::vector<T> work(m);
  for (std::size_t at = 0; at < in.x.size(); at += m) each(at, row, work);
}

constexpr auto scale_and_shift = [](const auto& v, const auto& w, const auto& b) { return w * v + b; };
/// x̄ of one row, appended, by the closed form: two sums instead of a sweep. What the row adds to w̄ and b̄ is added.
template <class T>
void append_derivative(const LayerNorm::In<T>& in, const T* cotangent, const Normalized<T>& row, std::vector<T>& work, LayerNormVjp::Out<T>& out) {
  row.pull_back(work.data(), widest<T>([&]<class P>() {
    T *weight = out.grad_weight.data.data(), *bias = out.grad_bias.data.data();
    P of_weighted(0), of_products(0);
    each_pack<P>(work.size(), [&](std::size_t k, std::size_t count) {
      const P c = load<P>(cotangent + k, count), v = load<P>(row.x.data() + k, count), weighted = load<P>(in.weight.data.data() + k, count) * c;
      of_weighted = of_weighted + weighted;
      of_products = of_products + weighted * v;
      store(weighted, work.data() + k, count);
      store(load<P>(weight + k, count) + c * v, weight + k, count);
      store(load<P>(bias + k, count) + c, bias + k, count);
    });
    return typename Normalized<T>::Sums{sum(of_weighted), sum(of_products)};
  }));
  append(out.grad_x.data, work.data(), work.size());
}

template <class T>
LayerNormVjp::Out<T> zero(const LayerNorm::In<T>& in) {
  return {emptied<T>(in.x.shape), Tensor<T>(in.weight.shape), Tensor<T>(in.weight.shape)};
}

}  // namespace

template <>
const Fast<LayerNorm> Wings<LayerNorm>::fast = []<class T>(const LayerNorm::In<T>& in) -> Result<LayerNorm::Out<T>> {
  Tensor<T> y = emptied<T>(in.x.shape);
  for_each_row(in, [&](std::size_t at, Normalized<T>& row, std::vector<T>& work) {
    row.map(in.x.data.data() + at, in.epsilon, work.data(), scale_and_shift, in.weight.data.data(), in.bias.data.data());
    append(y.data, work.data(), work.size());
  });
  return LayerNorm::Out<T>{std::move(y)};
};

template <>
const Fast<LayerNormVjp> Wings<LayerNormVjp>::fast = []<class T>(const LayerNormVjp::In<T>& in) -> Result<LayerNormVjp::Out<T>> {
  auto out = zero(in);
  for_each_row(in, [&](std::size_t at, Normalized<T>& row, std::vector<T>& work) {
    row.take(in.x.data.data() + at, in.epsilon);
    append_derivative(in, in.cotangent.y.data.data() + at, row, work, out);
  });
  return out;
};

template <>
const Joint<LayerNormVjp> Together<LayerNormVjp>::fast = []<class T>(const LayerNormVjp::In<T>& in) -> Result<ValueAndDerivative<LayerNormVjp, T>> {
  ValueAndDerivative<LayerNormVjp, T> all{{emptied<T>(in.x.shape)}, zero(in)};
  for_each_row(in, [&](std::size_t at, Normalized<T>& row, std::vector<T>& work) {
    row.take(in.x.data.data() + at, in.epsilon);
    widest<T>([&]<class P>() { transform<P>(work.size(), work.data(), scale_and_shift, row.x.data(), in.weight.data.data(), in.bias.data.data()); });
    append(all.value.y.data, work.data(), work.size());
    append_derivative(in, in.cotangent.y.data.data() + at, row, work, all.derivative);
  });
  return all;
};

}  // namespace etalon
