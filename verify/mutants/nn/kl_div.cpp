#include "reference/contract/nn/kl_div.hpp"

#include <algorithm>
#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::nn::KlDiv;
using contract::nn::KlDivGradient;

const auto registered =
    mutants<KlDiv>()
        .spoils("entropy_forgotten", "−Σ t·x: the cross-entropy", []<class T>(KlDiv::Out<T>& out, const KlDiv::In<T>& in, KlDiv::Variant variant) {
          (void)in;
          out.loss = 0;
          for (std::size_t i = 0; i < in.x.size(); ++i) out.loss -= in.target[i] * in.x[i];
          if (variant != KlDiv::Variant::sum) out.loss /= static_cast<T>(variant == KlDiv::Variant::mean ? in.x.size() : in.x.shape[0]);
        })
        .spoils("zero_times_infinity", "t·log t where t is 0: NaN", []<class T>(KlDiv::Out<T>& out, const KlDiv::In<T>& in) {
          (void)in;
          for (std::size_t i = 0; i < in.x.size(); ++i)
            if (in.target[i] == 0) out.loss += in.target[i] * std::log(in.target[i]);
        })
        .spoils("entries_for_rows", "divided by the number of entries, not of rows", []<class T>(KlDiv::Out<T>& out, const KlDiv::In<T>& in, KlDiv::Variant variant) {
          (void)in;
          if (variant == KlDiv::Variant::batch_mean) out.loss /= static_cast<T>(in.x.shape[1]);
        })
        .spoils("sign", "Σ t(x − log t)", []<class T>(KlDiv::Out<T>& out, const KlDiv::In<T>& in) {
          (void)in;
          out.loss = -out.loss;
        });

const auto registered_gradient =
    mutants<KlDivGradient>()
        .spoils("of_the_first", "log t + 1 − x: the slope of t", []<class T>(KlDivGradient::Out<T>& out, const KlDivGradient::In<T>& in) {
          (void)in;
          for (std::size_t i = 0; i < out.grad_x.size(); ++i) out.grad_x[i] = std::log(in.target[i]) + 1 - in.x[i];
        })
        .spoils("not_divided", "−t", []<class T>(KlDivGradient::Out<T>& out, const KlDivGradient::In<T>& in, KlDiv::Variant variant) {
          (void)in;
          if (variant == KlDiv::Variant::sum) return;
          for (std::size_t i = 0; i < out.grad_x.size(); ++i) out.grad_x[i] = -in.target[i];
        })
        .spoils("sign", "t/n", []<class T>(KlDivGradient::Out<T>& out, const KlDivGradient::In<T>& in) {
          (void)in;
          for (std::size_t i = 0; i < out.grad_x.size(); ++i) out.grad_x[i] = -out.grad_x[i];
        });

}  // namespace
}  // namespace etalon::verify
