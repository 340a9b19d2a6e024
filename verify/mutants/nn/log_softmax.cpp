#include "reference/contract/nn/log_softmax.hpp"

#include <algorithm>
#include <cmath>

#include "reference/contract/nn/softmax.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::nn::LogSoftmax;
using contract::nn::LogSoftmaxVjp;

const auto registered =
    mutants<LogSoftmax>()
        .spoils("log_of_softmax", "log of softmax: −∞ where a weight underflows", []<class T>(LogSoftmax::Out<T>& out, const LogSoftmax::In<T>& in) {
          (void)in;
          out.y = Wings<contract::nn::Softmax>::fast(contract::nn::Softmax::In<T>{in.x, in.axis})->y;
          for (T& y : out.y) y = std::log(y);
        })
        .spoils("without_log1p", "log Σ exp(x − max) loses the digits of a sum near 1", []<class T>(LogSoftmax::Out<T>& out, const LogSoftmax::In<T>& in) {
          (void)in;
          const auto lanes = Lanes::along(in.x.shape, in.axis);
          for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
            T top = -INFINITY, sum = 0;
            for (std::int64_t k = 0; k < lanes->length; ++k) top = std::max(top, in.x[lanes->index(lane, k)]);
            for (std::int64_t k = 0; k < lanes->length; ++k) sum += std::exp(in.x[lanes->index(lane, k)] - top);
            for (std::int64_t k = 0; k < lanes->length; ++k) out.y[lanes->index(lane, k)] = in.x[lanes->index(lane, k)] - top - std::log(sum);
          }
        })
        .spoils("whole_tensor", "normalised over all entries", []<class T>(LogSoftmax::Out<T>& out, const LogSoftmax::In<T>& in) {
          (void)in;
          if (in.x.rank() < 2) return;
          const auto all = Wings<LogSoftmax>::fast(LogSoftmax::In<T>{Tensor<T>({static_cast<std::int64_t>(in.x.size())}, in.x.data), 0});
          if (all) out.y.data = all->y.data;
        });

const auto registered_vjp =
    mutants<LogSoftmaxVjp>()
        .spoils("of_softmax", "s(ȳ − Σ sȳ): that of softmax", []<class T>(LogSoftmaxVjp::Out<T>& out, const LogSoftmaxVjp::In<T>& in) {
          (void)in;
          contract::nn::SoftmaxVjp::In<T> other{{in.x, in.axis}, {in.cotangent.y}};
          out.grad_x = Wings<contract::nn::SoftmaxVjp>::fast(other)->grad_x;
        })
        .spoils("sum_forgotten", "ȳ − s", []<class T>(LogSoftmaxVjp::Out<T>& out, const LogSoftmaxVjp::In<T>& in) {
          (void)in;
          for (std::size_t i = 0; i < out.grad_x.size(); ++i) out.grad_x[i] = in.cotangent.y[i] - std::exp(Wings<LogSoftmax>::fast(in)->y[i]);
        })
        .spoils("sign", "the other sign", []<class T>(LogSoftmaxVjp::Out<T>& out, const LogSoftmaxVjp::In<T>& in) {
          (void)in;
          for (std::size_t i = 0; i < out.grad_x.size(); ++i) out.grad_x[i] = -out.grad_x[i];
        });

}  // namespace
}  // namespace etalon::verify
