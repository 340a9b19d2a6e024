#include "reference/contract/calculus/complex_step.hpp"

#include <cmath>
#include <limits>

#include "reference/contract/calculus/finite_difference.hpp"
#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::calculus::ComplexStep;
using contract::calculus::FiniteDifference;

const auto registered =
    mutants<ComplexStep>()
        .spoils("finite_difference", "(f(x + h) − f(x))/h: a real step", []<class T>(ComplexStep::Out<T>& out, const ComplexStep::In<T>& in) {
          const auto y = Wings<FiniteDifference>::fast(FiniteDifference::In<T>{in.function, in.x, in.h});
          if (y) out.derivative = y->derivative;
        })
        .spoils("undivided", "Im f(x + ih)", []<class T>(ComplexStep::Out<T>& out, const ComplexStep::In<T>& in) {
          for (T& slope : out.derivative) slope *= in.h;
        })
        .spoils("conjugate", "a step of −ih", []<class T>(ComplexStep::Out<T>& out, const ComplexStep::In<T>&) {
          for (T& slope : out.derivative) slope = -slope;
        });

}  // namespace
}  // namespace etalon::verify
