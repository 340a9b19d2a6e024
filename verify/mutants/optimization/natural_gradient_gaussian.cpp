#include <cmath>

#include "reference/contract/optimization/natural_gradient.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using Op = contract::optimization::NaturalGradientGaussian;
using Variant = Op::Variant;

const auto registered =
    mutants<Op>()
        .spoils("deviation_for_variance", "σ·g_μ", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.spread.size(); ++i) out.mean[i] = std::exp(in.spread[i]) * in.grad_mean[i];
        })
        .spoils("divided", "g_μ/σ²: multiplied by F", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.spread.size(); ++i) out.mean[i] = std::exp(-2 * in.spread[i]) * in.grad_mean[i];
        })
        .spoils("no_half", "the information about log σ is 1", [](auto& out, const auto& in) { out.by_spread = in.grad_spread; })
        .spoils("doubled", "2·g: multiplied by F", [](auto& out, const auto&) {
          for (auto& g : out.by_spread) g *= 4;
        })
        .add("log_variance", "log σ² under the name of log σ",
             []<class T>(const Op::In<T>& in, Variant) -> Result<Op::Out<T>> { return Wings<Op>::fast(in, Variant::log_variance); });

}  // namespace
}  // namespace etalon::verify
