#include "reference/contract/calculus/hessian.hpp"

#include <cmath>
#include <limits>

#include "reference/contract/calculus/gradient.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using Hessian = contract::calculus::Hessian;

const auto registered =
    mutants<Hessian>()
        .spoils("gauss_newton", "∇f∇fᵀ in place of the curvature", []<class T>(Hessian::Out<T>& out, const Hessian::In<T>& in) {
          const auto g = Wings<contract::calculus::Gradient>::fast(contract::calculus::Gradient::In<T>{in.function, in.x});
          for (std::size_t i = 0; i < in.x.size(); ++i)
            for (std::size_t j = 0; j < in.x.size(); ++j) out.hessian[i * in.x.size() + j] = g->gradient[i] * g->gradient[j];
        })
        .spoils("diagonal", "the diagonal alone, counted twice", []<class T>(Hessian::Out<T>& out, const Hessian::In<T>& in) {
          const std::size_t n = in.x.size();
          for (std::size_t k = 0; k < out.hessian.size(); ++k) out.hessian[k] = k % (n + 1) == 0 ? 2 * out.hessian[k] : T(0);
        })
        .spoils("double_difference", "a difference of the gradient, of step √ε", []<class T>(Hessian::Out<T>& out, const Hessian::In<T>& in) {
          using Gradient = contract::calculus::Gradient;
          const std::size_t n = in.x.size();
          const T h = std::sqrt(std::numeric_limits<T>::epsilon());
          const auto g = Wings<Gradient>::fast(Gradient::In<T>{in.function, in.x});
          for (std::size_t j = 0; j < n; ++j) {
            auto ahead = in.x;
            ahead[j] += h;
            const auto moved = Wings<Gradient>::fast(Gradient::In<T>{in.function, ahead});
            for (std::size_t i = 0; i < n && moved; ++i) out.hessian[i * n + j] = (moved->gradient[i] - g->gradient[i]) / h;
          }
        });

}  // namespace
}  // namespace etalon::verify
