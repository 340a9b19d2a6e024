#include "reference/contract/nn/softmax.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Softmax;
using contract::nn::SoftmaxVjp;

const auto registered =
    mutants<Softmax>()
        .add("unshifted", "exp(x)/sum(exp(x)) overflows",
             []<class T>(const Softmax::In<T>& in) -> Result<Softmax::Out<T>> {
               const auto lanes = Lanes::along(in.x.shape, in.axis);
               if (!lanes) return domain("C1", "");
               Tensor<T> y(in.x.shape);
               for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
                 T sum = 0;
                 for (std::int64_t i = 0; i < lanes->length; ++i) sum += std::exp(in.x[lanes->index(lane, i)]);
                 for (std::int64_t i = 0; i < lanes->length; ++i) y[lanes->index(lane, i)] = std::exp(in.x[lanes->index(lane, i)]) / sum;
               }
               return Softmax::Out<T>{y};
             })
        .add("whole_tensor", "normalised over all entries instead of along the axis",
             []<class T>(const Softmax::In<T>& in) -> Result<Softmax::Out<T>> {
               auto out = Wings<Softmax>::fast(Softmax::In<T>{Tensor<T>({static_cast<std::int64_t>(in.x.size())}, in.x.data), 0});
               if (out) out->y.shape = in.x.shape;
               return out;
             })
        .spoils("epsilon_in_sum", "1e-6 added to the denominator, to be safe", [](auto& out, const auto&) { for (auto& y : out.y) y /= 1 + 1e-6f; })
        .spoils("uniform_for_large", "weights 1/n where a score exceeds 200, so that nothing overflows", [](auto& out, const auto& in) {
          bool large = false;
          for (const auto x : in.x) large = large || (std::isfinite(x) && std::fabs(x) > 200);
          if (const auto lanes = Lanes::along(in.x.shape, in.axis); large && lanes)
            for (auto& y : out.y) y = 1 / static_cast<float>(lanes->length);
        })
        .add("all_masked_is_uniform", "0/0 replaced by a uniform weight", []<class T>(const Softmax::In<T>& in) -> Result<Softmax::Out<T>> {
          auto out = Wings<Softmax>::fast(in);
          if (out || out.failure().clause != "C2") return out;
          return Softmax::Out<T>{map(in.x, [&](T) { return T(1) / static_cast<T>(in.x.size()); })};
        });

const auto registered_vjp =
    mutants<SoftmaxVjp>()
        .add("diagonal_only", "y(1 − y)ȳ: the off-diagonal of the Jacobian is forgotten",
             []<class T>(const SoftmaxVjp::In<T>& in) -> Result<SoftmaxVjp::Out<T>> {
               const auto y = Wings<Softmax>::fast(in);
               if (!y) return y.failure();
               Tensor<T> g = y->y;
               for (std::size_t i = 0; i < g.size(); ++i) g[i] *= (1 - g[i]) * in.cotangent.y[i];
               return SoftmaxVjp::Out<T>{g};
             })
        .spoils("sign", "y(Σ yȳ − ȳ)", [](auto& out, const auto&) { for (auto& g : out.grad_x) g = -g; })
        .add("mean_for_sum", "the mean of ȳ instead of its average under y", []<class T>(const SoftmaxVjp::In<T>& in) -> Result<SoftmaxVjp::Out<T>> {
          const auto y = Wings<Softmax>::fast(in);
          if (!y) return y.failure();
          T mean = 0;
          for (T c : in.cotangent.y) mean += c / static_cast<T>(in.cotangent.y.size());
          Tensor<T> g = y->y;
          for (std::size_t i = 0; i < g.size(); ++i) g[i] *= in.cotangent.y[i] - mean;
          return SoftmaxVjp::Out<T>{g};
        });

}  // namespace
}  // namespace etalon::verify
