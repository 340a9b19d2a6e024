#include "reference/contract/optimization/order_of_convergence.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

using contract::optimization::OrderOfConvergence;

const auto registered =
    mutants<OrderOfConvergence>()
        .spoils("plain_logarithms", "log eₖ₊₁/log eₖ, which depends on the unit", []<class T>(OrderOfConvergence::Out<T>& out, const OrderOfConvergence::In<T>& in) {
          for (std::size_t k = 0; k < out.orders.size(); ++k) out.orders[k] = std::log(in.errors[k + 2]) / std::log(in.errors[k + 1]);
        })
        .spoils("inverse_rates", "eₖ/eₖ₊₁", []<class T>(OrderOfConvergence::Out<T>& out, const OrderOfConvergence::In<T>&) {
          for (T& rate : out.rates) rate = 1 / rate;
        })
        .spoils("shifted", "the order of the errors before", []<class T>(OrderOfConvergence::Out<T>& out, const OrderOfConvergence::In<T>&) {
          for (std::size_t k = out.orders.size(); k-- > 1;) out.orders[k] = out.orders[k - 1];
          out.orders[0] = 1;
        })
        .spoils("rounded", "to the nearest integer", []<class T>(OrderOfConvergence::Out<T>& out, const OrderOfConvergence::In<T>&) {
          for (T& order : out.orders) order = std::round(order);
        });

}  // namespace
}  // namespace etalon::verify
