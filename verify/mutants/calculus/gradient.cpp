#include "reference/contract/calculus/gradient.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

const auto registered =
    mutants<contract::calculus::Gradient>()
        .spoils("halved", "half of it: of the two uses in a square one is counted", []<class T>(contract::calculus::Gradient::Out<T>& out, const contract::calculus::Gradient::In<T>&) {
          for (T& slope : out.gradient) slope /= 2;
        })
        .spoils("sign", "descent's direction: −∇f", []<class T>(contract::calculus::Gradient::Out<T>& out, const contract::calculus::Gradient::In<T>&) {
          for (T& slope : out.gradient) slope = -slope;
        })
        .spoils("normalised", "∇f/‖∇f‖", []<class T>(contract::calculus::Gradient::Out<T>& out, const contract::calculus::Gradient::In<T>&) {
          T squares = 0;
          for (const T slope : out.gradient) squares += slope * slope;
          for (T& slope : out.gradient) slope = squares > 0 && squares != 1 ? slope / std::sqrt(squares) : T(2);
        });

}  // namespace
}  // namespace etalon::verify
