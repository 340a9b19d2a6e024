#include "reference/contract/calculus/jvp.hpp"

#include <cmath>

#include "reference/contract/calculus/vjp.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using Jvp = contract::calculus::Jvp;

const auto registered =
    mutants<Jvp>()
        .spoils("normalised_direction", "v/‖v‖ in place of v", []<class T>(Jvp::Out<T>& out, const Jvp::In<T>& in) {
          T squares = 0;
          for (const T v : in.direction) squares += v * v;
          for (T& y : out.product) y = squares > 0 ? y / std::sqrt(squares) : T(1);
        })
        .spoils("first_output", "Σ over the outputs in each", []<class T>(Jvp::Out<T>& out, const Jvp::In<T>&) {
          T sum = 0;
          for (const T y : out.product) sum += y;
          for (T& y : out.product) y = sum + (out.product.size() == 1 ? y : T(0));
        })
        .spoils("transposed", "Jᵀv where J is square, and twice Jv where it is not", []<class T>(Jvp::Out<T>& out, const Jvp::In<T>& in) {
          if (out.product.size() != in.x.size()) {
            for (T& y : out.product) y *= 2;
            return;
          }
          using Vjp = contract::calculus::Vjp;
          out.product = Wings<Vjp>::fast(Vjp::In<T>{in.function, in.x, in.direction})->product;
        });

}  // namespace
}  // namespace etalon::verify
