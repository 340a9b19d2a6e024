#include "reference/contract/calculus/vjp.hpp"

#include <cmath>

#include "verify/language/mutants.hpp"

namespace etalon::verify {
namespace {

const auto registered =
    mutants<contract::calculus::Vjp>()
        .spoils("weights_of_one", "every weight 1", []<class T>(contract::calculus::Vjp::Out<T>& out, const contract::calculus::Vjp::In<T>& in) {
          auto ones = in;
          for (T& w : ones.weights) w = 1;
          out.product = Wings<contract::calculus::Vjp>::fast(ones)->product;
        })
        .spoils("mean", "the mean over the outputs and a half", []<class T>(contract::calculus::Vjp::Out<T>& out, const contract::calculus::Vjp::In<T>& in) {
          for (T& slope : out.product) slope /= static_cast<T>(in.weights.size()) + T(0.5);
        })
        .spoils("first_weight", "the first output alone, twice", []<class T>(contract::calculus::Vjp::Out<T>& out, const contract::calculus::Vjp::In<T>& in) {
          auto first = in;
          for (std::size_t i = 0; i < in.weights.size(); ++i) first.weights[i] = i == 0 ? 2 * in.weights[0] : T(0);
          out.product = Wings<contract::calculus::Vjp>::fast(first)->product;
        });

}  // namespace
}  // namespace etalon::verify
