#include "reference/contract/nn/bce.hpp"

#include <algorithm>
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Bce;
using contract::nn::BceGradient;

const auto registered =
    mutants<Bce>()
        .spoils("log_of_one_minus", "log(1 − p) loses the digits of a small p", []<class T>(Bce::Out<T>& out, const Bce::In<T>& in, Bce::Variant variant) {
          (void)in;
          out.loss = 0;
          for (std::size_t i = 0; i < in.p.size(); ++i) {
            const T t = in.target[i], terms = (t > 0 ? -t * std::log(in.p[i]) : T(0)) + (t < 1 ? -(1 - t) * std::log(1 - in.p[i]) : T(0));
            out.loss += terms / (Bce::averages(variant) ? static_cast<T>(in.p.size()) : T(1));
          }
        })
        .spoils("epsilon", "log(p + 1e-7)", []<class T>(Bce::Out<T>& out, const Bce::In<T>& in, Bce::Variant variant) {
          (void)in;
          out.loss = 0;
          for (std::size_t i = 0; i < in.p.size(); ++i) out.loss -= (in.target[i] * std::log(in.p[i] + T(1e-7)) + (1 - in.target[i]) * std::log(1 - in.p[i] + T(1e-7))) / (Bce::averages(variant) ? static_cast<T>(in.p.size()) : T(1));
        })
        .spoils("bits", "in bits", []<class T>(Bce::Out<T>& out, const Bce::In<T>& in) {
          (void)in;
          out.loss /= T(M_LN2);
        });

const auto registered_gradient =
    mutants<BceGradient>()
        .spoils("of_logits", "(p − t)/n: that of the logits", []<class T>(BceGradient::Out<T>& out, const BceGradient::In<T>& in, Bce::Variant variant) {
          (void)in;
          for (std::size_t i = 0; i < out.grad_p.size(); ++i) out.grad_p[i] = (in.p[i] - in.target[i]) / (Bce::averages(variant) ? static_cast<T>(in.p.size()) : T(1));
        })
        .spoils("clamped_denominator", "p(1 − p) no less than 1e-12, so that nothing is divided by 0", []<class T>(BceGradient::Out<T>& out, const BceGradient::In<T>& in, Bce::Variant variant) {
          for (std::size_t i = 0; i < out.grad_p.size(); ++i)
            out.grad_p[i] = (in.p[i] - in.target[i]) / std::max(in.p[i] * (1 - in.p[i]), T(1e-12)) / (Bce::averages(variant) ? static_cast<T>(in.p.size()) : T(1));
        })
        .spoils("sign", "(t − p)/(p(1 − p))/n", []<class T>(BceGradient::Out<T>& out, const BceGradient::In<T>& in) {
          (void)in;
          for (std::size_t i = 0; i < out.grad_p.size(); ++i) out.grad_p[i] = -out.grad_p[i];
        });

}  // namespace
}  // namespace etalon::verify
