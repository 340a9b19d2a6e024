#include <cmath>

#include "reference/contract/nn/log_sum_exp.hpp"
#include "verify/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::nn::LogSumExp;

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
             []<class T>(const LogSumExp::In<T>& given) {
               LogSumExp::In<T> in = given;
               in.axis = 0;
               return shifted(in, [](T x) { return x; });
             })
        .add("base_two", "log2 where the natural logarithm is meant", []<class T>(const LogSumExp::In<T>& in) {
          auto out = shifted(in, [](T x) { return x; });
          if (out)
            for (T& y : out->value) y /= std::log(T(2));
          return out;
        });

}  // namespace
}  // namespace etalon::verify
