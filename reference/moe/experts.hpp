#pragma once
#include <string>
#include <vector>

#include "reference/contract/experts.hpp"
#include "reference/nn/network.hpp"
#include "reference/nn/weights.hpp"
#include "reference/number/inner_product.hpp"

/// Experts of one hidden layer, and what weighs them, over any number.
namespace etalon::reference::moe {

/// Eᵢ of row r of x, as it is written; `in` has w1, b1, w2, b2 and the activation. `activate` is as in nn::network.
template <class T, class I, class Activate = nn::Activation>
std::vector<T> expert(const I& in, std::int64_t i, const Tensor<T>& x, std::int64_t r, Activate activate = {}) {
  const std::int64_t h = in.w1.shape[1], d = in.w1.shape[2], m = in.w2.shape[1];
  std::vector<T> hidden, y;
  for (std::int64_t u = 0; u < h; ++u) {
    const Strided<T> w{in.w1.data.data() + (i * h + u) * d};
    hidden.push_back(activate(in.activation, inner_product(d, row_of(x, r), w) + in.b1(i, u), [&] {
      Interval size = abs(enclosure(in.b1(i, u)));
      for (std::int64_t j = 0; j < d; ++j) size += abs(enclosure(x(r, j)) * enclosure(w[j]));
      return size;
    }));
  }
  for (std::int64_t o = 0; o < m; ++o) y.push_back(inner_product<T>(h, {hidden.data()}, {in.w2.data.data() + (i * m + o) * h}) + in.b2(i, o));
  return y;
}

/// yₜ = Σⱼ weights(t, j)·E_index(t, j)(xₜ).
template <class T, class I, class Activate = nn::Activation>
Tensor<T> mixture(const I& in, const Tensor<T>& x, const Tensor<T>& weights, const Tensor<std::int64_t>& index, Activate activate = {}) {
  const std::int64_t m = in.w2.shape[1];
  Tensor<T> y({x.shape[0], m});
  for (std::int64_t r = 0; r < x.shape[0]; ++r)
    for (std::int64_t j = 0; j < index.shape[1]; ++j) {
      const std::vector<T> answer = expert(in, index(r, j), x, r, activate);
      for (std::int64_t o = 0; o < m; ++o) y(r, o) += weights(r, j) * answer[static_cast<std::size_t>(o)];
    }
  return y;
}

/// x·gateᵀ: the scores of every expert.
template <class T>
Tensor<T> logits(const Tensor<T>& x, const Tensor<T>& gate) {
  Tensor<T> l({x.shape[0], gate.shape[0]});
  for (std::int64_t r = 0; r < l.shape[0]; ++r)
    for (std::int64_t i = 0; i < l.shape[1]; ++i) l(r, i) = inner_product(x.shape[1], row_of(x, r), row_of(gate, i));
  return l;
}

/// The softmax of each row.
template <class T>
Tensor<T> softmax_of_rows(const Tensor<T>& l) {
  Tensor<T> g(l.shape);
  const auto lanes = Lanes::along(l.shape, -1);
  for (std::int64_t r = 0; r < l.shape[0]; ++r) {
    const std::vector<T> w = nn::weights(lanes->entries(l, r));
    for (std::int64_t i = 0; i < l.shape[1]; ++i) g(r, i) = w[static_cast<std::size_t>(i)];
  }
  return g;
}

/// 0 … n − 1 for each of t tokens: every token goes to every expert.
inline Tensor<std::int64_t> everywhere(std::int64_t t, std::int64_t n) {
  Tensor<std::int64_t> index({t, n});
  for (std::int64_t r = 0; r < t; ++r)
    for (std::int64_t i = 0; i < n; ++i) index(r, i) = i;
  return index;
}

}  // namespace etalon::reference::moe
