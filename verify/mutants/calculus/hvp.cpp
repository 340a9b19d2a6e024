#include "reference/contract/calculus/hvp.hpp"

#include <cmath>
#include <limits>

#include "reference/contract/calculus/gradient.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using Hvp = contract::calculus::Hvp;

const auto registered =
    mutants<Hvp>()
        .spoils("gradient_difference", "(∇f(x + hv) − ∇f(x))/h with h = √ε", []<class T>(Hvp::Out<T>& out, const Hvp::In<T>& in) {
          using Gradient = contract::calculus::Gradient;
          const T h = std::sqrt(std::numeric_limits<T>::epsilon());
          auto ahead = in.x;
          for (std::size_t j = 0; j < in.x.size(); ++j) ahead[j] += h * in.direction[j];
          const auto g = Wings<Gradient>::fast(Gradient::In<T>{in.function, in.x}), moved = Wings<Gradient>::fast(Gradient::In<T>{in.function, ahead});
          for (std::size_t j = 0; j < in.x.size() && moved; ++j) out.product[j] = (moved->gradient[j] - g->gradient[j]) / h;
        })
        .spoils("gauss_newton", "∇f(∇fᵀv)", []<class T>(Hvp::Out<T>& out, const Hvp::In<T>& in) {
          using Gradient = contract::calculus::Gradient;
          const auto g = Wings<Gradient>::fast(Gradient::In<T>{in.function, in.x});
          T along = 0;
          for (std::size_t j = 0; j < in.x.size(); ++j) along += g->gradient[j] * in.direction[j];
          for (std::size_t j = 0; j < in.x.size(); ++j) out.product[j] = g->gradient[j] * along;
        })
        .spoils("no_tangent_of_slopes", "the slopes held constant: ∇f's own derivative is lost", []<class T>(Hvp::Out<T>& out, const Hvp::In<T>&) {
          for (T& y : out.product) y = 0;
        });

}  // namespace
}  // namespace etalon::verify
