#include "reference/contract/nn/linear.hpp"

#include <algorithm>
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Linear;
using contract::nn::LinearVjp;

const auto registered =
    mutants<Linear>()
        .spoils("not_transposed", "xW where that fits", []<class T>(Linear::Out<T>& out, const Linear::In<T>& in) {
          (void)in;
          if (in.weight.shape[0] != in.weight.shape[1]) return;
          auto other = in;
          for (std::int64_t i = 0; i < in.weight.shape[0]; ++i)
            for (std::int64_t j = 0; j < in.weight.shape[0]; ++j) other.weight(i, j) = in.weight(j, i);
          out = *Wings<Linear>::fast(other);
        })
        .spoils("bias_forgotten", "without b", []<class T>(Linear::Out<T>& out, const Linear::In<T>& in) {
          (void)in;
          for (std::int64_t i = 0; i < out.z.shape[0]; ++i)
            for (std::int64_t j = 0; j < out.z.shape[1]; ++j) out.z(i, j) -= in.bias[j];
        })
        .spoils("skips_the_last", "a loop that stops one short", []<class T>(Linear::Out<T>& out, const Linear::In<T>& in) {
          (void)in;
          const std::int64_t k = in.x.shape[1];
          for (std::int64_t i = 0; k > 0 && i < out.z.shape[0]; ++i)
            for (std::int64_t j = 0; j < out.z.shape[1]; ++j) out.z(i, j) -= in.x(i, k - 1) * in.weight(j, k - 1);
        });

const auto registered_vjp =
    mutants<LinearVjp>()
        .spoils("averaged", "W̄ divided by the number of samples", []<class T>(LinearVjp::Out<T>& out, const LinearVjp::In<T>& in) {
          (void)in;
          for (T& g : out.grad_weight) g /= static_cast<T>(std::max<std::int64_t>(in.x.shape[0], 1));
        })
        .spoils("bias_of_the_last", "b̄ of the last sample", []<class T>(LinearVjp::Out<T>& out, const LinearVjp::In<T>& in) {
          (void)in;
          for (std::int64_t j = 0; j < in.weight.shape[0] && in.x.shape[0] > 0; ++j) out.grad_bias[j] = in.cotangent.z(in.x.shape[0] - 1, j);
        })
        .spoils("sign", "x̄ with the other sign", []<class T>(LinearVjp::Out<T>& out, const LinearVjp::In<T>& in) {
          (void)in;
          for (T& g : out.grad_x) g = -g;
        });

}  // namespace
}  // namespace etalon::verify
