#include "reference/contract/nn/dropout.hpp"

#include <algorithm>
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::nn::Dropout;
using contract::nn::DropoutVjp;

const auto registered =
    mutants<Dropout>()
        .spoils("not_scaled", "x·mask", []<class T>(Dropout::Out<T>& out, const Dropout::In<T>& in) {
          (void)in;
          for (std::size_t i = 0; i < out.y.size(); ++i) out.y[i] = in.mask[i] != 0 ? in.x[i] : T(0);
        })
        .spoils("scaled_by_p", "x·mask/p", []<class T>(Dropout::Out<T>& out, const Dropout::In<T>& in) {
          (void)in;
          for (std::size_t i = 0; i < out.y.size(); ++i) out.y[i] = in.mask[i] != 0 ? in.x[i] / in.p : T(0);
        })
        .spoils("mask_of_dropped", "1 where an entry is dropped", []<class T>(Dropout::Out<T>& out, const Dropout::In<T>& in) {
          (void)in;
          for (std::size_t i = 0; i < out.y.size(); ++i) out.y[i] = in.mask[i] == 0 ? in.x[i] / (1 - in.p) : T(0);
        });

const auto registered_vjp =
    mutants<DropoutVjp>()
        .spoils("not_masked", "ȳ/(1 − p) everywhere", []<class T>(DropoutVjp::Out<T>& out, const DropoutVjp::In<T>& in) {
          (void)in;
          for (std::size_t i = 0; i < out.grad_x.size(); ++i) out.grad_x[i] = in.cotangent.y[i] / (1 - in.p);
        })
        .spoils("not_scaled", "ȳ·mask", []<class T>(DropoutVjp::Out<T>& out, const DropoutVjp::In<T>& in) {
          (void)in;
          for (std::size_t i = 0; i < out.grad_x.size(); ++i) out.grad_x[i] = in.mask[i] != 0 ? in.cotangent.y[i] : T(0);
        })
        .spoils("times_x", "ȳ·y", []<class T>(DropoutVjp::Out<T>& out, const DropoutVjp::In<T>& in) {
          (void)in;
          for (std::size_t i = 0; i < out.grad_x.size(); ++i) out.grad_x[i] *= in.x[i];
        });

}  // namespace
}  // namespace etalon::verify
