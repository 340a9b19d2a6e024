#pragma once
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fast/backend/blas.hpp"
#include "fast/backend/rows.hpp"
#include "fast/backend/tiles.hpp"
#include "fast/backend/watched.hpp"
#include "fast/tensor/pairwise.hpp"
#include "reference/contract/experts.hpp"

/// Experts of one hidden layer, batched by expert: a counting sort of the routes, and one product per expert and layer, with a column for
/// each token: an expert's layers are then left operands as they lie.
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

/// Whether a layer's weights are finite is asked of its products: one that is not makes all products of its row NaN or infinite, and so do tokens.
template <class T>
using OfProducts = backend::Watch<backend::Watched<T, false>>;

/// One expert at its tokens, a column of z for each, filled up to whole units; `in` has w1, b1, w2, b2 and the activation.
template <class T, class I>
struct Expert {
  const I& in;
  OfProducts<T>&of_w1, &of_w2;
  std::int64_t i, tokens, h = in.w1.shape[1], d = in.w1.shape[2], m = in.w2.shape[1], pitch = backend::in_units<T>(tokens);
  const T *w1 = in.w1.data.data() + i * h * d, *b1 = in.b1.data.data() + i * h, *w2 = in.w2.data.data() + i * m * h, *b2 = in.b2.data.data() + i * m;

  /// w·x, but for the bias.
  std::unique_ptr<T[]> product(std::int64_t rows, std::int64_t terms, const T* w, const backend::Panels<T>& x, OfProducts<T>& seen) const {
    const auto size = static_cast<std::size_t>(rows * pitch);
    auto z = std::make_unique_for_overwrite<T[]>(size);
    backend::tiled_product(rows, pitch, terms, {w, terms, 1}, x, false, z.get(), pitch);
    seen.take(z.get(), size);
    return z;
  }
  /// w₁x + b₁.
  Tensor<T> given(const backend::Panels<T>& x) const {
    Tensor<T> z({h, pitch});
    const auto products = product(h, d, w1, x, of_w1);
    backend::widest<T>([&]<class P>() {
      for (std::int64_t r = 0; r < h; ++r)
        backend::transform<P>(static_cast<std::size_t>(pitch), z.data.data() + r * pitch, [bias = P(b1[r])](const P& entry) { return entry + bias; }, products.get() + r * pitch);
    });
    return z;
  }
  Result<Tensor<T>> hidden(Tensor<T> z) const {
    if (in.activation == "identity") return z;
    return contract::nn::Mlp::with_activation(in.activation, [&]<class A, class>() -> Result<Tensor<T>> {
      auto y = Wings<A>::fast(typename A::template In<T>{std::move(z)});
      if (!y) return y.failure();
      return std::move(y->y);
    });
  }
  backend::Panels<T> as_operand(const Tensor<T>& hidden) const {
    return std::move(backend::Panels<T>(h, tokens).take_rows(h, [&](std::int64_t j) { return hidden.data.data() + j * pitch; }));
  }
  /// f(w₁x + b₁) as a right operand.
  Result<backend::Panels<T>> hidden(const backend::Panels<T>& x) const {
    if (in.activation == "relu")
      if (auto rectified = this->rectified(x)) return std::move(*rectified);
    auto all = hidden(given(x));
    if (!all) return all.failure();
    return as_operand(*all);
  }
  /// The answers, but for b₂.
  std::unique_ptr<T[]> answers(const backend::Panels<T>& hidden) const { return product(m, h, w2, hidden, of_w2); }
  /// f′(z)∘v.
  Result<Tensor<T>> sloped(const Tensor<T>& z, Tensor<T> v) const {
    if (in.activation == "identity") return v;
    return contract::nn::Mlp::with_activation(in.activation, [&]<class, class D>() -> Result<Tensor<T>> {
      auto pulled = Wings<D>::fast(typename D::template In<T>{{z}, {std::move(v)}});
      if (!pulled) return pulled.failure();
      return std::move(pulled->grad_x);
    });
  }

 private:
  /// relu in one pass; nothing where there is a NaN, of which nn.relu tells, or an infinity: of these alone x·0 is not 0.
  std::optional<backend::Panels<T>> rectified(const backend::Panels<T>& x) const {
    backend::Panels<T> panels(h, tokens);
    const auto products = product(h, d, w1, x, of_w1);
    const bool finite = backend::widest<T>([&]<class P>() {
      P zeros(0);
      for (std::int64_t j = 0; j < tokens; j += panels.panel())
        for (std::int64_t r = 0; r < h; ++r) {
          T* to = panels.at(r, j);
          const T* from = products.get() + r * pitch + j;
          const P bias(b1[r]);
          for (std::int64_t k = 0; k < panels.width(j); k += static_cast<std::int64_t>(P::lanes)) {
            const P z = P::load(from + k) + bias;
            zeros = multiply_add(z, P(0), zeros);
            max(z, P(0)).store(to + k);
          }
        }
      return sum(zeros) == 0;
    });
    return finite ? std::optional(std::move(panels)) : std::nullopt;
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

/// f(expert, routes, x) of those that have some, x their tokens' columns as a right operand; stops at a failure.
template <class T, class I, class F>
std::optional<Failure> for_each_expert(const I& in, const Tensor<T>& x, const Tensor<std::int64_t>& index, Seen& seen, const F& f) {
  const Routes routes(index, in.w1.shape[0]);
  const std::int64_t k = index.shape[1], d = x.shape[1];
  const backend::Watched<T, false> watched[] = {{in.w1, seen}, {in.w2, seen}, {x, seen}};
  OfProducts<T> of_w1(watched[0]), of_w2(watched[1]), of_x(watched[2]);
  const auto look_at = [](OfProducts<T>& watch, const Tensor<T>& weights, std::int64_t i) {
    const std::size_t entries = weights.size() / static_cast<std::size_t>(weights.shape[0]);
    watch.take(weights.data.data() + static_cast<std::size_t>(i) * entries, entries);
  };
  std::optional<Failure> failure;
  for (std::int64_t i = 0; i < in.w1.shape[0] && !failure; ++i) {
    const std::int64_t from = routes.starts[static_cast<std::size_t>(i)], count = routes.starts[static_cast<std::size_t>(i) + 1] - from;
    if (count == 0) {
      look_at(of_w1, in.w1, i);
      look_at(of_w2, in.w2, i);
      continue;
    }
    const std::int64_t* of_expert = routes.order.data() + from;
    backend::Panels<T> columns(d, count);
    columns.take_columns([&](std::int64_t r) { return x.data.data() + of_expert[r] / k * d; });
    failure = f(Expert<T, I>{in, of_w1, of_w2, i, count}, of_expert, columns);
  }
  std::copy_n(of_w1.zero, OfProducts<T>::lanes, of_x.zero);
  of_w1.whole = of_w2.whole = of_x.whole = !failure;
  return failure;
}

/// to(c)[r] += (z(r, c) + bias[r])·factor(c) for so many rows and columns; the next ones are fetched ahead.
template <class T, class To, class Factor>
void add_columns(std::int64_t rows, std::int64_t columns, const T* z, std::int64_t pitch, const T* bias, const To& to, const Factor& factor) {
  backend::widest<T>([&]<class P>() {
    constexpr auto lanes = static_cast<std::int64_t>(P::lanes);
    for (std::int64_t c = 0; c < columns; c += lanes) {
      T *column[P::lanes] = {}, *next[P::lanes] = {}, factors[P::lanes] = {};
      const auto count = static_cast<std::size_t>(std::min(lanes, columns - c));
      for (std::size_t k = 0; k < count; ++k) {
        const std::int64_t at = c + static_cast<std::int64_t>(k);
        column[k] = to(at), factors[k] = factor(at), next[k] = to(std::min(at + lanes, columns - 1));
      }
      const T* from = z + c;
      std::int64_t r = 0;
      for (; r + lanes <= rows; r += lanes, from += lanes * pitch) {
        P square[P::lanes];
        backend::unrolled<P::lanes>([&](auto k) { square[k] = P::load(from + static_cast<std::int64_t>(k) * pitch) + P(bias[r + static_cast<std::int64_t>(k)]); });
        transpose(square);
        for (std::size_t k = 0; k < count; ++k) (P::load(column[k] + r) + square[k] * factors[k]).store(column[k] + r), __builtin_prefetch(next[k] + r, 1, 2);
      }
      for (; r < rows; ++r, from += pitch)
        for (std::size_t k = 0; k < count; ++k) column[k][r] += factors[k] * (from[k] + bias[r]);
    }
  });
}

/// yₜ = Σⱼ weights(t, j)·E_index(t, j)(xₜ).
template <class T, class I>
Result<Tensor<T>> mixture(const I& in, const Tensor<T>& x, const Tensor<T>& weights, const Tensor<std::int64_t>& index, Seen& seen) {
  const std::int64_t m = in.w2.shape[1], k = index.shape[1];
  Tensor<T> y({x.shape[0], m});
  const auto failure = for_each_expert(in, x, index, seen, [&](const Expert<T, I>& expert, const std::int64_t* routes, const backend::Panels<T>& tokens) -> std::optional<Failure> {
    const auto hidden = expert.hidden(tokens);
    if (!hidden) return hidden.failure();
    add_columns(m, expert.tokens, expert.answers(*hidden).get(), expert.pitch, expert.b2, [&](std::int64_t r) { return y.data.data() + routes[r] / k * m; },
                [&](std::int64_t r) { return weights[static_cast<std::size_t>(routes[r])]; });
    return std::nullopt;
  });
  if (failure) return *failure;
  return y;
}
/// For whose clauses have been asked.
template <class T, class I>
Result<Tensor<T>> mixture(const I& in, const Tensor<T>& x, const Tensor<T>& weights, const Tensor<std::int64_t>& index) {
  Seen nobody_asks;
  return mixture(in, x, weights, index, nobody_asks);
}

/// The cotangents of what a mixture is of.
template <class T>
struct PulledMixture {
  Tensor<T> x, weights, w1, b1, w2, b2;
};

/// Expert by expert, forth and back: what an expert takes and gives stays in the cache.
template <class T, class I>
Result<PulledMixture<T>> pulled_mixture(const I& in, const Tensor<T>& x, const Tensor<T>& weights, const Tensor<std::int64_t>& index, const Tensor<T>& cotangent, Seen& seen) {
  using backend::Panels;
  const std::int64_t h = in.w1.shape[1], d = in.w1.shape[2], m = in.w2.shape[1], k = index.shape[1];
  PulledMixture<T> out{Tensor<T>(x.shape), Tensor<T>(weights.shape), Tensor<T>(in.w1.shape), Tensor<T>(in.b1.shape), Tensor<T>(in.w2.shape), Tensor<T>(in.b2.shape)};
  std::vector<T> products;
  // Adds a·b to the rows at row(r).
  const auto add_product = [&](std::int64_t rows, std::int64_t columns, std::int64_t terms, const backend::Strided<T>& a, const Panels<T>& b, const auto& row) {
    const std::int64_t pitch = backend::in_units<T>(columns);
    products.resize(static_cast<std::size_t>(rows * pitch));
    backend::tiled_product(rows, columns, terms, a, b, false, products.data(), pitch);
    backend::widest<T>([&]<class P>() {
      for (std::int64_t r = 0; r < rows; ++r) {
        T* to = row(r);
        backend::transform<P>(static_cast<std::size_t>(columns), to, [](const P& p, const P& q) { return p + q; }, to, products.data() + r * pitch);
      }
    });
  };
  const auto failure = for_each_expert(in, x, index, seen, [&](const Expert<T, I>& expert, const std::int64_t* routes, const Panels<T>& columns) -> std::optional<Failure> {
    const std::int64_t tokens = expert.tokens, pitch = expert.pitch;
    const auto token = [&](std::int64_t r) { return routes[r] / k; };
    const auto weight = [&](std::int64_t r) { return weights[static_cast<std::size_t>(routes[r])]; };
    const auto of_x = [&](std::int64_t r) { return x.data.data() + token(r) * d; };
    const auto of_y = [&](std::int64_t r) { return cotangent.data.data() + token(r) * m; };
    const auto weigh = [&](Tensor<T>& z) {
      std::vector<T> factors(static_cast<std::size_t>(pitch));
      for (std::int64_t r = 0; r < tokens; ++r) factors[static_cast<std::size_t>(r)] = weight(r);
      backend::widest<T>([&]<class P>() {
        for (T* row = z.data.data(); row < z.data.data() + h * pitch; row += pitch) backend::transform<P>(factors.size(), row, [](const P& p, const P& q) { return p * q; }, row, factors.data());
      });
    };
    const Tensor<T> given = expert.given(columns);
    auto hidden = expert.hidden(given);
    if (!hidden) return hidden.failure();
    const auto answers = expert.answers(expert.as_operand(*hidden));
    for (std::int64_t r = 0; r < tokens; ++r) out.weights[static_cast<std::size_t>(routes[r])] = tensor::pairwise_sum<T>(0, m, [&](std::int64_t o) { return of_y(r)[o] * (answers[static_cast<std::size_t>(o * pitch + r)] + expert.b2[o]); });
    for (std::int64_t o = 0; o < m; ++o) out.b2[static_cast<std::size_t>(expert.i * m + o)] = tensor::pairwise_sum<T>(0, tokens, [&](std::int64_t r) { return weight(r) * of_y(r)[o]; });
    Tensor<T> of_hidden({h, pitch});
    backend::tiled_product(h, tokens, m, {expert.w2, 1, h}, Panels<T>(m, tokens).take_columns(of_y), false, of_hidden.data.data(), pitch);
    weigh(of_hidden);
    weigh(*hidden);
    const auto row_of_hidden = [&](std::int64_t j) { return hidden->data.data() + j * pitch; };
    add_product(m, h, tokens, {gathered(cotangent, routes, tokens, k).data.data(), 1, m}, Panels<T>(tokens, h).take_columns(row_of_hidden), [&](std::int64_t o) { return out.w2.data.data() + (expert.i * m + o) * h; });
    const auto of_given = expert.sloped(given, std::move(of_hidden));
    if (!of_given) return of_given.failure();
    const T* slopes = of_given->data.data();
    for (std::int64_t j = 0; j < h; ++j) out.b1[static_cast<std::size_t>(expert.i * h + j)] = tensor::pairwise_sum<T>(0, tokens, [&](std::int64_t r) { return slopes[j * pitch + r]; });
    add_product(h, d, tokens, {slopes, pitch, 1}, Panels<T>(tokens, d).take_rows(tokens, of_x), [&](std::int64_t j) { return out.w1.data.data() + (expert.i * h + j) * d; });
    add_product(tokens, d, h, {slopes, 1, pitch}, Panels<T>(h, d).take_rows(h, [&](std::int64_t j) { return expert.w1 + j * d; }), [&](std::int64_t r) { return out.x.data.data() + token(r) * d; });
    return std::nullopt;
  });
  if (failure) return *failure;
  return out;
}
template <class T, class I>
Result<PulledMixture<T>> pulled_mixture(const I& in, const Tensor<T>& x, const Tensor<T>& weights, const Tensor<std::int64_t>& index, const Tensor<T>& cotangent) {
  Seen nobody_asks;
  return pulled_mixture(in, x, weights, index, cotangent, nobody_asks);
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
