#include "reference/contract/nn/scaled_dot_product_attention.hpp"

#include <algorithm>
#include <cmath>

#include "verify/judge/freedom.hpp"
#include "verify/language/laws.hpp"

namespace etalon::verify {
namespace {

using contract::nn::ScaledDotProductAttention;
using contract::nn::ScaledDotProductAttentionVjp;
using In = ScaledDotProductAttention::In<double>;


In attention(Draw& draw, std::int64_t queries_for_each) {
  const std::int64_t b = draw.extent(1, 2), g = draw.extent(1, 2), n = draw.extent(1, 3), m = draw.extent(1, 4), d = draw.extent(1, 3), e = draw.extent(1, 2);
  return {draw.reals({b, g * queries_for_each, n, d}), draw.reals({b, g, m, d}), draw.reals({b, g, m, e}), Tensor<double>({0}), Tensor<std::int64_t>({0})};
}

const auto registered =
    laws<ScaledDotProductAttention>()
        .inputs(core, "heads", [](Draw& draw) { return attention(draw, 1); })
        .inputs(core, "groups of queries", [](Draw& draw) { return attention(draw, 2); })
        .inputs(core, "causal", [](Draw& draw) {
          In in = attention(draw, draw.integer(1, 2));
          in.causal = 1;
          return in;
        })
        .inputs(core, "masked", [](Draw& draw) {
          In in = attention(draw, 1);
          const std::int64_t n = in.q.shape[2], m = in.k.shape[2];
          if (draw.coin()) in.mask = draw.reals({n, m}, -3, 2);
          in.allowed = draw.integers({n, m}, 0, 1);
          for (std::int64_t i = 0; i < n; ++i) in.allowed(i, draw.integer(0, m - 1)) = 1;
          for (std::size_t at = 0; at < in.mask.size(); ++at)
            if (in.allowed[at] == 0 && draw.coin()) in.mask[at] = -INFINITY;
          return in;
        })
        .inputs(core, "a scale, and scores far apart", [](Draw& draw) {
          In in = attention(draw, 1);
          in.scale = draw.one_of({1.0, 4.0, 0.25});
          for (double& q : in.q) q = round_to(8 * q, draw.format);
          return in;
        })
        // −10⁴ in the place of −∞ does not hide it.
        .inputs(core, "a masked key far above the others", [](Draw& draw) {
          In in = attention(draw, 1);
          const std::int64_t n = in.q.shape[2], m = in.k.shape[2], d = in.q.shape[3], how = draw.integer(0, 2);
          if (m < 2) return in;
          for (std::size_t at = 0; at < in.q.size(); at += static_cast<std::size_t>(n * d)) in.q[at] = 256;  // the first entry of the first query
          for (std::size_t at = 0; at < in.k.size(); ++at)
            if (const std::int64_t entry = static_cast<std::int64_t>(at) % (m * d); entry >= (m - 1) * d) in.k[at] = entry == (m - 1) * d ? 192 : 0;
          if (how == 0) in.causal = 1;
          if (how == 1) in.mask = Tensor<double>({n, m});
          if (how == 2) in.allowed = Tensor<std::int64_t>({n, m});
          for (std::int64_t i = 0; i < n; ++i)
            for (std::int64_t j = 0; j < m; ++j) {
              if (how == 1 && j == m - 1) in.mask(i, j) = -INFINITY;
              if (how == 2 && j < m - 1) in.allowed(i, j) = 1;
            }
          return in;
        })
        .inputs(core, "more keys than a block", [](Draw& draw) {
          const std::int64_t m = draw.one_of<std::int64_t>({63, 65});
          return In{draw.reals({1, 1, 1, 2}), draw.reals({1, 1, m, 2}), draw.reals({1, 1, m, 1}), Tensor<double>({0}), Tensor<std::int64_t>({0})};
        })
        .refuses("C3", "nothing to look at", [](Draw& draw) {
          In in = attention(draw, 1);
          in.allowed = Tensor<std::int64_t>({in.q.shape[2], in.k.shape[2]});
          return in;
        })
        .refuses("C1", "heads that do not divide", [](Draw& draw) {
          return In{draw.reals({1, 3, 2, 2}), draw.reals({1, 2, 2, 2}), draw.reals({1, 2, 2, 1}), Tensor<double>({0}), Tensor<std::int64_t>({0})};
        })
        .refuses("C7", "a mask of another shape", [](Draw& draw) {
          In in = attention(draw, 1);
          in.mask = draw.reals({in.q.shape[2] + 1, in.k.shape[2]});
          return in;
        })
        .theorem("C4", "of equal keys the mean of the values; keys and values permuted", [](Exact<ScaledDotProductAttention>& t) {
          auto equal = t.in;
          equal.mask = Tensor<Interval>({0});
          const std::int64_t d = t.in.k.shape[3], m = t.in.k.shape[2], e = t.in.v.shape[3], n = t.in.q.shape[2], heads = t.in.q.shape[1], groups = t.in.k.shape[1];
          for (std::size_t i = 0; i < equal.k.size(); ++i) equal.k[i] = equal.k[i % static_cast<std::size_t>(d)];
          const auto y = t.f(equal).y;
          for (std::int64_t head = 0; head < t.in.q.shape[0] * heads; ++head)
            for (std::int64_t i = 0; i < n; ++i)
              for (std::int64_t f = 0; f < e; ++f) {
                Interval sum = 0;
                std::int64_t looked = 0;
                for (std::int64_t j = 0; j < m; ++j)
                  if (ScaledDotProductAttention::looks(t.in, i, j)) sum += t.in.v[((head / heads * groups + head % heads / (heads / groups)) * m + j) * e + f], ++looked;
                t.equal(y[(head * n + i) * e + f], sum / looked, "the mean of the values");
              }
          if (t.in.causal != 0 || t.in.mask.size() > 0 || t.in.allowed.size() > 0) return;
          auto turned = t.in;
          for (Tensor<Interval>* x : {&turned.k, &turned.v})
            for (std::size_t at = 0; at < x->size(); at += static_cast<std::size_t>(m * x->shape[3]))
              std::rotate(x->begin() + at, x->begin() + at + x->shape[3], x->begin() + at + m * x->shape[3]);
          const auto a = t.f(turned).y, b = t.f(t.in).y;
          for (std::size_t i = 0; i < a.size(); ++i) t.equal(a[i], b[i], "keys and values permuted");
        })
        .theorem("C5", "what is not looked at has no influence", [](Exact<ScaledDotProductAttention>& t) {
          const auto y = t.f(t.in).y;
          const std::int64_t n = t.in.q.shape[2], m = t.in.k.shape[2], e = t.in.v.shape[3];
          auto other = t.in;
          for (std::size_t at = 0; at < other.v.size(); ++at)
            if (static_cast<std::int64_t>(at) / e % m == m - 1) other.v[at] += 1;  // the last key's value
          const auto z = t.f(other).y;
          for (std::size_t at = 0; at < y.size(); ++at)
            if (const std::int64_t i = static_cast<std::int64_t>(at) / e % n; !ScaledDotProductAttention::looks(t.in, i, m - 1)) t.equal(z[at], y[at], "no influence");
        });

const auto registered_vjp =
    laws<ScaledDotProductAttentionVjp>()
        .theorem("C4", "⟨q̄, q⟩ = ⟨k̄, k⟩", [](Exact<ScaledDotProductAttentionVjp>& t) {
          const auto g = t.f(t.in);
          Interval of_q = 0, of_k = 0, scale = 0;
          for (std::size_t i = 0; i < g.grad_q.size(); ++i) of_q += g.grad_q[i] * t.in.q[i], scale += abs(g.grad_q[i] * t.in.q[i]);
          for (std::size_t i = 0; i < g.grad_k.size(); ++i) of_k += g.grad_k[i] * t.in.k[i], scale += abs(g.grad_k[i] * t.in.k[i]);
          t.equal_within(of_q, of_k, scale, "⟨q̄, q⟩ = ⟨k̄, k⟩");
        });

}  // namespace
}  // namespace etalon::verify
