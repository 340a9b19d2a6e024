#include "reference/contract/nn/scaled_dot_product_attention.hpp"

#include <algorithm>
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::nn::ScaledDotProductAttention;
using contract::nn::ScaledDotProductAttentionVjp;

const auto registered =
    mutants<ScaledDotProductAttention>()
        .spoils("no_scale", "qkᵀ without 1/√d", []<class T>(ScaledDotProductAttention::Out<T>& out, const ScaledDotProductAttention::In<T>& in, ScaledDotProductAttention::Variant variant) {
          (void)in;
          auto other = in;
          if (in.scale == 0) other.scale = 1;
          out = *Wings<ScaledDotProductAttention>::fast(other, variant);
        })
        .spoils("scale_by_d", "1/d for 1/√d", []<class T>(ScaledDotProductAttention::Out<T>& out, const ScaledDotProductAttention::In<T>& in, ScaledDotProductAttention::Variant variant) {
          (void)in;
          auto other = in;
          if (in.scale == 0) other.scale = 1 / static_cast<T>(in.q.shape[3]);
          out = *Wings<ScaledDotProductAttention>::fast(other, variant);
        })
        .spoils("mask_of_ten_thousand", "−10⁴ for −∞, in a sum that loses 14 bits by it", []<class T>(ScaledDotProductAttention::Out<T>& out, const ScaledDotProductAttention::In<T>& in, ScaledDotProductAttention::Variant variant) {
          if (in.allowed.size() == 0) return;
          auto other = in;
          if (other.mask.size() == 0) other.mask = Tensor<T>({in.q.shape[2], in.k.shape[2]});
          for (std::size_t i = 0; i < in.allowed.size(); ++i) {
            if (in.allowed[i] == 0) other.mask[i] = -10000;
            else if (std::isfinite(other.mask[i])) other.mask[i] = (other.mask[i] - T(3e4)) + T(3e4) - T(1e-3);
          }
          other.allowed = Tensor<std::int64_t>({0});
          for (std::int64_t i = 0; i < in.q.shape[2] && other.mask.size() > 0; ++i) other.mask(i, 0) += T(1e-3);
          out = *Wings<ScaledDotProductAttention>::fast(other, variant);
        })
        .spoils("causal_off_by_one", "a causal query does not see itself", []<class T>(ScaledDotProductAttention::Out<T>& out, const ScaledDotProductAttention::In<T>& in, ScaledDotProductAttention::Variant variant) {
          (void)in;
          if (in.causal == 0 || in.q.shape[2] < 2) return;
          auto other = in;
          other.causal = 0;
          other.allowed = Tensor<std::int64_t>({in.q.shape[2], in.k.shape[2]});
          for (std::int64_t i = 0; i < in.q.shape[2]; ++i)
            for (std::int64_t j = 0; j < in.k.shape[2]; ++j) other.allowed(i, j) = j < std::max<std::int64_t>(i, 1) && (in.allowed.size() == 0 || in.allowed(i, j) != 0);
          if (const auto y = Wings<ScaledDotProductAttention>::fast(other, variant)) out = *y;
        })
        .spoils("groups_in_turn", "heads dealt to groups in turn, not in blocks", []<class T>(ScaledDotProductAttention::Out<T>& out, const ScaledDotProductAttention::In<T>& in, ScaledDotProductAttention::Variant variant) {
          (void)in;
          const std::int64_t heads = in.q.shape[1], groups = in.k.shape[1];
          if (groups < 2 || heads == groups) return;
          auto other = in;
          const std::int64_t size = in.q.shape[2] * in.q.shape[3], of_y = in.q.shape[2] * in.v.shape[3];
          for (std::int64_t b = 0; b < in.q.shape[0]; ++b)
            for (std::int64_t h = 0; h < heads; ++h) std::copy_n(in.q.begin() + (b * heads + h) * size, size, other.q.begin() + (b * heads + h % groups * (heads / groups) + h / groups) * size);
          const auto y = Wings<ScaledDotProductAttention>::fast(other, variant)->y;
          for (std::int64_t b = 0; b < in.q.shape[0]; ++b)
            for (std::int64_t h = 0; h < heads; ++h) std::copy_n(y.begin() + (b * heads + h % groups * (heads / groups) + h / groups) * of_y, of_y, out.y.begin() + (b * heads + h) * of_y);
        });

const auto registered_vjp =
    mutants<ScaledDotProductAttentionVjp>()
        .spoils("scale_forgotten", "q̄ and k̄ without the scale", []<class T>(ScaledDotProductAttentionVjp::Out<T>& out, const ScaledDotProductAttentionVjp::In<T>& in) {
          (void)in;
          const T scale = in.scale == 0 ? 1 / std::sqrt(static_cast<T>(in.q.shape[3])) : in.scale;
          for (T& g : out.grad_q) g /= scale;
          for (T& g : out.grad_k) g /= scale;
        })
        .spoils("values_by_scores", "v̄ = ȳ summed over all queries", []<class T>(ScaledDotProductAttentionVjp::Out<T>& out, const ScaledDotProductAttentionVjp::In<T>& in) {
          (void)in;
          const std::int64_t n = in.q.shape[2], m = in.k.shape[2], e = in.v.shape[3];
          for (std::size_t at = 0; at < out.grad_v.size(); ++at) {
            const std::int64_t head = static_cast<std::int64_t>(at) / e / m * (in.q.shape[1] / in.k.shape[1]);
            out.grad_v[at] = 0;
            for (std::int64_t i = 0; i < n; ++i) out.grad_v[at] += in.cotangent.y[static_cast<std::size_t>((head * n + i) * e + static_cast<std::int64_t>(at) % e)];
          }
        })
        .spoils("sign", "k̄ with the other sign", []<class T>(ScaledDotProductAttentionVjp::Out<T>& out, const ScaledDotProductAttentionVjp::In<T>& in) {
          (void)in;
          for (T& g : out.grad_k) g = -g;
        });

}  // namespace
}  // namespace etalon::verify
