#include <cmath>

#include "reference/contract/nn/log_sum_exp.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::nn::LogSumExp;
using contract::nn::LogSumExpVjp;

/// shift + log Σ exp(x − shift) along the axis, with a wrong shift, base or extent.
template <class T, class Shift>
Result<LogSumExp::Out<T>> shifted(const LogSumExp::In<T>& in, Shift shift, std::int64_t skip = 0, bool shift_back = true) {
  const auto lanes = Lanes::along(in.x.shape, in.axis);
  if (!lanes) return domain("C1", "");
  Tensor<T> value(without_axis(in.x.shape, in.axis));
  for (std::int64_t lane = 0; lane < lanes->count; ++lane) {
    T m = shift(in.x[lanes->index(lane, 0)]), sum = 0;
    for (std::int64_t i = 0; i < lanes->length; ++i) m = std::max(m, shift(in.x[lanes->index(lane, i)]));
    for (std::int64_t i = 0; i < lanes->length - skip; ++i) sum += std::exp(in.x[lanes->index(lane, i)] - m);
    value[lane] = (shift_back ? m : T(0)) + std::log(sum);
  }
  return LogSumExp::Out<T>{value};
}

const auto registered =
    mutants<LogSumExp>()
        .add("unshifted", "log(sum(exp(x))) overflows beyond log of the largest number",
             []<class T>(const LogSumExp::In<T>& in) { return shifted(in, [](T) { return T(0); }); })
        .add("last_dropped", "the loop stops one entry early",
             []<class T>(const LogSumExp::In<T>& in) { return shifted(in, [](T x) { return x; }, 1); })
        .add("shift_lost", "the maximum is subtracted and never added back",
             []<class T>(const LogSumExp::In<T>& in) { return shifted(in, [](T x) { return x; }, 0, false); })
        .add("first_axis", "always along axis 0, whatever the caller says",
             []<class T>(const LogSumExp::In<T>& in) { return shifted(LogSumExp::In<T>{in.x, 0}, [](T x) { return x; }); })
        .spoils("base_two", "log2 where the natural logarithm is meant", [](auto& out, const auto&) {
          for (auto& y : out.value) y /= 0.6931471805599453f;
        });

/// Entry by entry: change(x̄ᵢ, xᵢ, ℓ̄).
template <class Out, class In, class Change>
void spoil_each(Out& out, const In& in, Change change) {
  const auto lanes = Lanes::along(in.x.shape, in.axis);
  for (std::int64_t lane = 0; lane < lanes->count; ++lane)
    for (std::int64_t i = 0; i < lanes->length; ++i) {
      const auto at = lanes->index(lane, i);
      change(out.grad_x[at], in.x[at], in.cotangent.value[lane]);
    }
}

const auto registered_vjp =
    mutants<LogSumExpVjp>()
        .spoils("cotangent_forgotten", "softmax(x) whatever ℓ̄", [](auto& out, const auto& in) {
          spoil_each(out, in, [](auto& g, auto, auto c) { g = c == 0 ? g : g / c; });
        })
        .spoils("sign", "the gradient of −ℓ", [](auto& out, const auto&) {
          for (auto& g : out.grad_x) g = -g;
        })
        .spoils("softmax_slope", "y(1 − y)ℓ̄: one derivative too many", [](auto& out, const auto& in) {
          spoil_each(out, in, [](auto& g, auto, auto c) { g = c == 0 ? g : g * (1 - g / c); });
        })
        .spoils("epsilon_in_sum", "1e-6 added to the denominator, to be safe", [](auto& out, const auto&) {
          for (auto& g : out.grad_x) g /= 1 + 1e-6f;
        })
        .spoils("nan_where_masked", "exp(−∞ − −∞): NaN for an entry that is masked", [](auto& out, const auto& in) {
          spoil_each(out, in, [](auto& g, auto x, auto) { g = x - x == 0 ? g : x - x; });
        })
        .add("unshifted", "exp(x)/sum(exp(x)) overflows", []<class T>(const LogSumExpVjp::In<T>& in) -> Result<LogSumExpVjp::Out<T>> {
          auto out = Wings<LogSumExpVjp>::fast(in);
          const auto log_sum = shifted<T>(in, [](T) { return T(0); });
          if (!out || !log_sum) return out;
          const auto lanes = Lanes::along(in.x.shape, in.axis);
          for (std::int64_t lane = 0; lane < lanes->count; ++lane)
            for (std::int64_t i = 0; i < lanes->length; ++i) {
              const auto at = lanes->index(lane, i);
              out->grad_x[at] = in.cotangent.value[lane] * std::exp(in.x[at]) / std::exp(log_sum->value[lane]);
            }
          return out;
        });

}  // namespace
}  // namespace etalon::verify
