#include "reference/contract/optimization/gradient_descent.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::GradientDescent;

const auto registered =
    mutants<GradientDescent>()
        .spoils("ascent", "θ + ηg", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.theta.size(); ++i) out.theta_next[i] = in.theta[i] + in.learning_rate * in.gradient[i];
        })
        .spoils("normalised", "the sign of the gradient alone counts", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.theta.size(); ++i) out.theta_next[i] = in.theta[i] - in.learning_rate * ((in.gradient[i] > 0) - (in.gradient[i] < 0));
        })
        .spoils("single_precision", "parameters are kept in float32", [](auto& out, const auto&) {
          for (auto& x : out.theta_next) x = static_cast<float>(x);
        })
        .spoils("weight_decay", "a decay of 10⁻⁴ is on by default", [](auto& out, const auto& in) {
          for (std::size_t i = 0; i < in.theta.size(); ++i) out.theta_next[i] -= in.learning_rate * in.theta[i] / 10000;
        });

}  // namespace
}  // namespace etalon::verify
