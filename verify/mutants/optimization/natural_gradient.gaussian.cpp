#include <cmath>

#include "reference/contract/optimization/natural_gradient.gaussian.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using Op = contract::optimization::NaturalGradientGaussian;
using Variant = Op::Variant;

const auto registered =
    mutants<Op>()
        .spoils("deviation_for_variance", "σ·g_μ", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.spread.size(); ++i) out.mean[i] = in.spread[i] * in.grad_mean[i];
        })
        .spoils("divided", "g_μ/σ²: multiplied by F", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.spread.size(); ++i) out.mean[i] = in.grad_mean[i] / (in.spread[i] * in.spread[i]);
        })
        .spoils("no_half", "the information about σ is 1/σ², as about μ", [](auto& out, const auto&) {
          for (auto& g : out.by_spread) g *= 2;
        })
        .spoils("of_the_logarithm", "g_σ/2: the information about log σ", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.spread.size(); ++i) out.by_spread[i] = in.grad_spread[i] / 2;
        })
        .add("variance", "σ² under the name of σ",
             []<class T>(const Op::In<T>& in, Variant) -> Result<Op::Out<T>> { return Wings<Op>::fast(in, Variant::variance); });

}  // namespace
}  // namespace etalon::verify
