#include "reference/contract/calculus/gradient.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

const auto registered =
    mutants<contract::calculus::Gradient>()
        .spoils("overwritten", "a variable that is used twice gets the adjoint of its first use alone", []<class T>(contract::calculus::Gradient::Out<T>& out, const contract::calculus::Gradient::In<T>& in) {
          for (T& slope : out.gradient) slope /= 2;
          (void)in;
        })
        .spoils("sign", "descent's direction: −∇f", []<class T>(contract::calculus::Gradient::Out<T>& out, const contract::calculus::Gradient::In<T>& in) {
          for (T& slope : out.gradient) slope = -slope;
          (void)in;
        })
        .spoils("normalised", "∇f/‖∇f‖", []<class T>(contract::calculus::Gradient::Out<T>& out, const contract::calculus::Gradient::In<T>& in) {
          T squares = 0;
          for (const T slope : out.gradient) squares += slope * slope;
          for (T& slope : out.gradient) slope = squares > 0 && squares != 1 ? slope / std::sqrt(squares) : T(2);
          (void)in;
        });

}  // namespace
}  // namespace etalon::verify
