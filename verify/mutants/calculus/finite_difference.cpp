#include "reference/contract/calculus/finite_difference.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using FiniteDifference = contract::calculus::FiniteDifference;

const auto registered =
    mutants<FiniteDifference>()
        .spoils("doubled", "twice the quotient: a step of h taken for 2h", []<class T>(FiniteDifference::Out<T>& out, const FiniteDifference::In<T>&) {
          for (T& slope : out.derivative) slope *= 2;
        })
        .spoils("halved", "a central quotient over h, a forward one over 2h", []<class T>(FiniteDifference::Out<T>& out, const FiniteDifference::In<T>&, FiniteDifference::Variant variant) {
          for (T& slope : out.derivative) slope *= variant == FiniteDifference::Variant::central ? T(2) : T(0.5);
        })
        .spoils("negated", "the difference taken the other way round", []<class T>(FiniteDifference::Out<T>& out, const FiniteDifference::In<T>&) {
          for (T& slope : out.derivative) slope = -slope;
        });

}  // namespace
}  // namespace etalon::verify
