#include "reference/contract/gan/value_at_optimum.hpp"

#include <cmath>

#include "verify/mutants/gan/distributions.hpp"

namespace etalon::verify {
namespace {

using namespace gan;
using contract::gan::ValueAtOptimum;
using Op = ValueAtOptimum;

const auto registered =
    mutants<ValueAtOptimum>()
        .spoils("saturated", "log(1 − D*) of a computed D*", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          const auto p = distribution(in.p), q = distribution(in.q);
          out.value = 0;
          for (std::size_t i = 0; i < p.size(); ++i) {
            const T d = p[i] / (p[i] + q[i]);
            out.value += (p[i] > 0 ? p[i] * std::log(d) : 0) + (q[i] > 0 ? q[i] * std::log(1 - d) : 0);
          }
        })
        .spoils("mixture", "log(p/m) with the mixture m = ½(p + q): log 4 more", [](auto& out, const auto&) { out.value += 1.38629436f; })
        .spoils("minus_log_two", "−log 2 + JS: half of it", [](auto& out, const auto&) { out.value /= 2; })
        .spoils("at_equilibrium", "−log 4, whatever the generator", [](auto& out, const auto&) { out.value = -1.38629436f; })
        .spoils("real_alone", "the real samples' mean alone", []<class T>(Op::Out<T>& out, const Op::In<T>& in) {
          const auto p = distribution(in.p), q = distribution(in.q);
          out.value = 0;
          for (std::size_t i = 0; i < p.size(); ++i) out.value += relative(p[i], p[i] + q[i]);
        });

}  // namespace
}  // namespace etalon::verify
