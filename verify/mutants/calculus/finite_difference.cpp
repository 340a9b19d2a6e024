#include "reference/contract/calculus/finite_difference.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using FiniteDifference = contract::calculus::FiniteDifference;

const auto registered =
    mutants<FiniteDifference>()
        .spoils("derivative", "the derivative itself, and as much again", []<class T>(FiniteDifference::Out<T>& out, const FiniteDifference::In<T>& in) {
          for (T& slope : out.derivative) slope *= 2;
          (void)in;
        })
        .spoils("halved", "a central quotient over h, a forward one over 2h", []<class T>(FiniteDifference::Out<T>& out, const FiniteDifference::In<T>& in, FiniteDifference::Variant variant) {
          for (T& slope : out.derivative) slope *= variant == FiniteDifference::Variant::central ? T(2) : T(0.5);
          (void)in;
        })
        .spoils("backward", "(f(x) − f(x − h))/h, negated", []<class T>(FiniteDifference::Out<T>& out, const FiniteDifference::In<T>& in) {
          (void)in;
          for (T& slope : out.derivative) slope = -slope;
        });

}  // namespace
}  // namespace etalon::verify
