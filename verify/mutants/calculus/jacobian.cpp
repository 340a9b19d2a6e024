#include "reference/contract/calculus/jacobian.hpp"

#include <cmath>
#include <limits>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using Jacobian = contract::calculus::Jacobian;

const auto registered =
    mutants<Jacobian>()
        .spoils("transposed", "variables × outputs, in the shape of outputs × variables", []<class T>(Jacobian::Out<T>& out, const Jacobian::In<T>&) {
          const auto j = out.jacobian;
          const std::int64_t m = j.shape[0], n = j.shape[1];
          for (std::int64_t k = 0; k < m * n; ++k) out.jacobian[k] = j[k % m * n + k / m];
        })
        .spoils("one_step_difference", "(f(x + h) − f(x))/h with h = √ε in place of the derivative", []<class T>(Jacobian::Out<T>& out, const Jacobian::In<T>& in) {
          for (std::size_t k = 0; k < in.x.size(); ++k) {
            auto ahead = in;
            ahead.x[k] += std::sqrt(std::numeric_limits<T>::epsilon());
            const auto moved = Wings<Jacobian>::fast(ahead);
            for (std::size_t i = 0; i < static_cast<std::size_t>(out.jacobian.shape[0]) && moved; ++i) out.jacobian[i * in.x.size() + k] = moved->jacobian[i * in.x.size() + k];
          }
        })
        .spoils("last_variable", "∂/∂xₙ₋₁ is forgotten", []<class T>(Jacobian::Out<T>& out, const Jacobian::In<T>& in) {
          const std::size_t n = in.x.size();
          for (std::size_t i = n - 1; i < out.jacobian.size(); i += n) out.jacobian[i] = 0;
        })
        .spoils("accumulated", "a tape that keeps the adjoints of the output before", []<class T>(Jacobian::Out<T>& out, const Jacobian::In<T>& in) {
          const std::size_t n = in.x.size();
          for (std::size_t k = n; k < out.jacobian.size(); ++k) out.jacobian[k] += out.jacobian[k - n];
          if (out.jacobian.size() == n) out.jacobian[0] *= 2;
        });

}  // namespace
}  // namespace etalon::verify
