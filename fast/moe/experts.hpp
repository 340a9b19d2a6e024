#pragma once
#include <string>
#include <utility>
#include <vector>

#include "fast/backend/blas.hpp"
#include "fast/tensor/pairwise.hpp"
#include "reference/contract/experts.hpp"

/// Experts of one hidden layer, batched by expert: a counting sort of the routes, and one product per expert and layer.
namespace etalon::fast::moe {

/// The routes t·k + j, those of expert i from starts[i] to starts[i + 1].
struct Routes {
  std::vector<std::int64_t> starts, order;

  Routes(const Tensor<std::int64_t>& index, std::int64_t experts) : starts(static_cast<std::size_t>(experts) + 1, 0), order(index.size()) {
    for (const std::int64_t i : index) ++starts[static_cast<std::size_t>(i) + 1];
    for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
    std::vector<std::int64_t> next(starts.begin(), starts.end() - 1);
    for (std::size_t a = 0; a < index.size(); ++a) order[static_cast<std::size_t>(next[static_cast<std::size_t>(index[a])]++)] = static_cast<std::int64_t>(a);
  }
};

/// One expert at some rows; `in` has w1, b1, w2, b2 and the activation.
template <class T, class I>
struct Expert {
  const I& in;
  std::int64_t i, h = in.w1.shape[1], d = in.w1.shape[2], m = in.w2.shape[1];
  const T *w1 = in.w1.data.data() + i * h * d, *b1 = in.b1.data.data() + i * h, *w2 = in.w2.data.data() + i * m * h, *b2 = in.b2.data.data() + i * m;

  /// x·wᵀ + b with the bias in each row first.
  static Tensor<T> layer(const Tensor<T>& x, const T* w, const T* b, std::int64_t out) {
    Tensor<T> z({x.shape[0], out});
    for (std::int64_t r = 0; r < x.shape[0]; ++r) std::copy(b, b + out, z.data.data() + r * out);
    backend::gemm({.b_transposed = true, .added = true}, x.shape[0], out, x.shape[1], x.data.data(), w, z.data.data());
    return z;
  }
  Tensor<T> given(const Tensor<T>& x) const { return layer(x, w1, b1, h); }
  Result<Tensor<T>> hidden(Tensor<T> z) const {
    if (in.activation == "identity") return z;
    return contract::nn::Mlp::with_activation(in.activation, [&]<class A, class>() -> Result<Tensor<T>> {
      auto y = Wings<A>::fast(typename A::template In<T>{std::move(z)});
      if (!y) return y.failure();
      return std::move(y->y);
    });
  }
  Tensor<T> answers(const Tensor<T>& hidden) const { return layer(hidden, w2, b2, m); }
  /// f′(z)∘v.
  Result<Tensor<T>> sloped(const Tensor<T>& z, Tensor<T> v) const {
    if (in.activation == "identity") return v;
    return contract::nn::Mlp::with_activation(in.activation, [&]<class, class D>() -> Result<Tensor<T>> {
      auto pulled = Wings<D>::fast(typename D::template In<T>{{z}, {std::move(v)}});
      if (!pulled) return pulled.failure();
      return std::move(pulled->grad_x);
    });
  }
};

/// The rows of x that these routes belong to.
template <class T>
Tensor<T> gathered(const Tensor<T>& x, const std::int64_t* routes, std::int64_t count, std::int64_t k) {
  const std::int64_t d = x.shape[1];
  Tensor<T> rows({count, d});
  for (std::int64_t r = 0; r < count; ++r) std::copy_n(x.data.data() + routes[r] / k * d, d, rows.data.data() + r * d);
  return rows;
}

/// yₜ = Σⱼ weights(t, j)·E_index(t, j)(xₜ).
template <class T, class I>
Result<Tensor<T>> mixture(const I& in, const Tensor<T>& x, const Tensor<T>& weights, const Tensor<std::int64_t>& index) {
  const std::int64_t n = in.w1.shape[0], m = in.w2.shape[1], k = index.shape[1];
  const Routes routes(index, n);
  Tensor<T> y({x.shape[0], m});
  for (std::int64_t i = 0; i < n; ++i) {
    const std::int64_t* of = routes.order.data() + routes.starts[static_cast<std::size_t>(i)];
    const std::int64_t count = routes.starts[static_cast<std::size_t>(i) + 1] - routes.starts[static_cast<std::size_t>(i)];
    if (count == 0) continue;
    const Expert<T, I> expert{in, i};
    const auto hidden = expert.hidden(expert.given(gathered(x, of, count, k)));
    if (!hidden) return hidden.failure();
    const Tensor<T> answers = expert.answers(*hidden);
    for (std::int64_t r = 0; r < count; ++r) {
      const T weight = weights[static_cast<std::size_t>(of[r])];
      const T* answer = answers.data.data() + r * m;
      T* row = y.data.data() + of[r] / k * m;
      for (std::int64_t o = 0; o < m; ++o) row[o] += weight * answer[o];
    }
  }
  return y;
}

/// The cotangents of what a mixture is of.
template <class T>
struct PulledMixture {
  Tensor<T> x, weights, w1, b1, w2, b2;
};

/// Expert by expert, forth and back: what an expert takes and gives stays in the cache.
template <class T, class I>
Result<PulledMixture<T>> pulled_mixture(const I& in, const Tensor<T>& x, const Tensor<T>& weights, const Tensor<std::int64_t>& index, const Tensor<T>& cotangent) {
  const std::int64_t n = in.w1.shape[0], h = in.w1.shape[1], d = in.w1.shape[2], m = in.w2.shape[1], k = index.shape[1];
  const Routes routes(index, n);
  PulledMixture<T> out{Tensor<T>(x.shape), Tensor<T>(weights.shape), Tensor<T>(in.w1.shape), Tensor<T>(in.b1.shape), Tensor<T>(in.w2.shape), Tensor<T>(in.b2.shape)};
  const auto column_sums = [](const Tensor<T>& z, T* sums) {
    for (std::int64_t j = 0; j < z.shape[1]; ++j) sums[j] = tensor::pairwise_sum<T>(0, z.shape[0], [&](std::int64_t r) { return z(r, j); });
  };
  for (std::int64_t i = 0; i < n; ++i) {
    const std::int64_t* of = routes.order.data() + routes.starts[static_cast<std::size_t>(i)];
    const std::int64_t count = routes.starts[static_cast<std::size_t>(i) + 1] - routes.starts[static_cast<std::size_t>(i)];
    if (count == 0) continue;
    const Expert<T, I> expert{in, i};
    const Tensor<T> taken = gathered(x, of, count, k), given = expert.given(taken);
    const auto hidden = expert.hidden(given);
    if (!hidden) return hidden.failure();
    const Tensor<T> answers = expert.answers(*hidden);
    Tensor<T> of_answers = gathered(cotangent, of, count, k);
    for (std::int64_t r = 0; r < count; ++r) {
      T* row = of_answers.data.data() + r * m;
      out.weights[static_cast<std::size_t>(of[r])] = tensor::pairwise_sum<T>(0, m, [&](std::int64_t o) { return row[o] * answers(r, o); });
      for (std::int64_t o = 0; o < m; ++o) row[o] *= weights[static_cast<std::size_t>(of[r])];
    }
    backend::gemm({.a_transposed = true}, m, h, count, of_answers.data.data(), hidden->data.data(), out.w2.data.data() + i * m * h);
    column_sums(of_answers, out.b2.data.data() + i * m);
    Tensor<T> of_hidden({count, h});
    backend::gemm(count, h, m, of_answers.data.data(), expert.w2, of_hidden.data.data());
    const auto of_given = expert.sloped(given, std::move(of_hidden));
    if (!of_given) return of_given.failure();
    backend::gemm({.a_transposed = true}, h, d, count, of_given->data.data(), taken.data.data(), out.w1.data.data() + i * h * d);
    column_sums(*of_given, out.b1.data.data() + i * h);
    Tensor<T> of_taken({count, d});
    backend::gemm(count, d, h, of_given->data.data(), expert.w1, of_taken.data.data());
    for (std::int64_t r = 0; r < count; ++r)
      for (std::int64_t j = 0; j < d; ++j) out.x(static_cast<std::size_t>(of[r] / k), static_cast<std::size_t>(j)) += of_taken(r, j);
  }
  return out;
}

/// x·gateᵀ: the scores of every expert.
template <class T>
Tensor<T> logits(const Tensor<T>& x, const Tensor<T>& gate) {
  Tensor<T> l({x.shape[0], gate.shape[0]});
  backend::gemm({.b_transposed = true}, l.shape[0], l.shape[1], x.shape[1], x.data.data(), gate.data.data(), l.data.data());
  return l;
}

/// The cotangents of x and gate for that of the scores.
template <class T>
std::pair<Tensor<T>, Tensor<T>> pulled_logits(const Tensor<T>& x, const Tensor<T>& gate, const Tensor<T>& cotangent) {
  std::pair<Tensor<T>, Tensor<T>> pulled{Tensor<T>(x.shape), Tensor<T>(gate.shape)};
  const std::int64_t t = x.shape[0], d = x.shape[1], n = gate.shape[0];
  backend::gemm(t, d, n, cotangent.data.data(), gate.data.data(), pulled.first.data.data());
  backend::gemm({.a_transposed = true}, n, d, t, cotangent.data.data(), x.data.data(), pulled.second.data.data());
  return pulled;
}

/// 0 … n − 1 for each of t tokens: every token goes to every expert.
inline Tensor<std::int64_t> everywhere(std::int64_t t, std::int64_t n) {
  Tensor<std::int64_t> index({t, n});
  for (std::int64_t r = 0; r < t; ++r)
    for (std::int64_t i = 0; i < n; ++i) index(static_cast<std::size_t>(r), static_cast<std::size_t>(i)) = i;
  return index;
}

}  // namespace etalon::fast::moe
