#include "reference/contract/nn/mse.hpp"

#include <algorithm>
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Mse;
using contract::nn::MseGradient;

const auto registered =
    mutants<Mse>()
        .spoils("expanded", "Σx² − 2Σxt + Σt² loses the digits of a good prediction", []<class T>(Mse::Out<T>& out, const Mse::In<T>& in, Mse::Variant variant) {
          (void)in;
          T a = 0, b = 0, c = 0;
          for (std::size_t i = 0; i < in.x.size(); ++i) a += in.x[i] * in.x[i], b += in.x[i] * in.target[i], c += in.target[i] * in.target[i];
          out.loss = a - 2 * b + c;
          if (variant == Mse::Variant::mean) out.loss /= static_cast<T>(in.x.size());
        })
        .spoils("half", "half of it", []<class T>(Mse::Out<T>& out, const Mse::In<T>& in) {
          (void)in;
          out.loss /= 2;
        })
        .spoils("other_reduction", "the sum for the mean", []<class T>(Mse::Out<T>& out, const Mse::In<T>& in, Mse::Variant variant) {
          (void)in;
          if (variant == Mse::Variant::mean) out.loss *= static_cast<T>(in.x.size());
        })
        .spoils("root", "its root", []<class T>(Mse::Out<T>& out, const Mse::In<T>& in) {
          (void)in;
          out.loss = std::sqrt(out.loss);
        });

const auto registered_gradient =
    mutants<MseGradient>()
        .spoils("not_twice", "(x − t)/n", []<class T>(MseGradient::Out<T>& out, const MseGradient::In<T>& in) {
          (void)in;
          for (std::size_t i = 0; i < out.grad_x.size(); ++i) out.grad_x[i] /= 2;
        })
        .spoils("not_divided", "2(x − t)", []<class T>(MseGradient::Out<T>& out, const MseGradient::In<T>& in, Mse::Variant variant) {
          (void)in;
          if (variant == Mse::Variant::mean)
            for (std::size_t i = 0; i < out.grad_x.size(); ++i) out.grad_x[i] *= static_cast<T>(in.x.size());
        })
        .spoils("sign", "2(t − x)/n", []<class T>(MseGradient::Out<T>& out, const MseGradient::In<T>& in) {
          (void)in;
          for (std::size_t i = 0; i < out.grad_x.size(); ++i) out.grad_x[i] = -out.grad_x[i];
        });

}  // namespace
}  // namespace etalon::verify
