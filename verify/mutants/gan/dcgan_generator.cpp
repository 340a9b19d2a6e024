#include "reference/contract/gan/dcgan_generator.hpp"

#include <cmath>

#include "reference/contract/nn/batch_norm.hpp"
#include "reference/contract/nn/conv_transpose.hpp"
#include "reference/contract/nn/relu.hpp"
#include "verify/mutants/gan/dcgan.hpp"

namespace etalon::verify {
namespace {

using contract::gan::DcganGenerator;
using contract::gan::DcganGeneratorVjp;
using contract::nn::BatchNorm;
using contract::nn::ConvTranspose;
using contract::nn::ConvTransposeVjp;
using contract::nn::Relu;

const auto registered = dcgan_mutants<DcganGenerator>();
const auto registered_vjp =
    dcgan_vjp_mutants<DcganGeneratorVjp>()
        .spoils("statistics_held", "no gradient through the batch's mean and variance", []<class T>(DcganGeneratorVjp::Out<T>& out, const DcganGeneratorVjp::In<T>& in) {
          if (in.weights.size() != 2) return;
          ConvTranspose::In<T> first;
          first.x = in.x, first.weight = in.weights[0], first.stride = in.stride, first.padding = in.padding;
          const Tensor<T> z = Wings<ConvTranspose>::fast(first)->y;
          const Tensor<T> b = Wings<BatchNorm>::fast(BatchNorm::In<T>{z, in.scales[0], in.shifts[0], in.epsilon})->y;
          DcganGeneratorVjp::In<T> last{{Wings<Relu>::fast(Relu::In<T>{b})->y, {in.weights[1]}, {}, {}, in.stride, in.padding, in.epsilon}, in.cotangent};
          Tensor<T> g = Wings<DcganGeneratorVjp>::fast(last)->grad_x;
          const Lanes channels = Lanes::but(z.shape, 1);
          for (std::int64_t c = 0; c < channels.count; ++c) {
            T mean = 0, variance = 0;
            for (std::int64_t k = 0; k < channels.length; ++k) mean += z[channels.index(c, k)] / static_cast<T>(channels.length);
            for (std::int64_t k = 0; k < channels.length; ++k) variance += (z[channels.index(c, k)] - mean) * (z[channels.index(c, k)] - mean) / static_cast<T>(channels.length);
            for (std::int64_t k = 0; k < channels.length; ++k) {
              const std::size_t i = channels.index(c, k);
              g[i] = b[i] > 0 ? g[i] * in.scales[0][static_cast<std::size_t>(c)] / std::sqrt(variance + in.epsilon) : T(0);
            }
          }
          const auto back = *Wings<ConvTransposeVjp>::fast(ConvTransposeVjp::In<T>{first, {g}});
          out.grad_x = back.grad_x, out.grad_weights[0] = back.grad_weight;
        });

}  // namespace
}  // namespace etalon::verify
