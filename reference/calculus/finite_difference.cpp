#include "reference/contract/calculus/finite_difference.hpp"

#include "reference/calculus/evaluate.hpp"

namespace etalon {
using namespace reference::calculus;
using contract::function_of;
using FiniteDifference = contract::calculus::FiniteDifference;

/// The quotients as they are written.
template <>
const Reference<FiniteDifference> Wings<FiniteDifference>::reference = []<class T>(const FiniteDifference::In<T>& in, FiniteDifference::Variant variant) -> Result<FiniteDifference::Out<T>> {
  const Formula f = function_of(in.function, in.x.shape[0]);
  const bool central = variant == FiniteDifference::Variant::central;
  Tensor<T> derivative({f.outputs_count(), in.x.shape[0]});
  for (std::size_t j = 0; j < in.x.size(); ++j) {
    auto ahead = in.x.data, behind = in.x.data;
    ahead[j] = ahead[j] + in.h;
    if (central) behind[j] = behind[j] - in.h;
    const auto y = evaluate(f, ahead, Wanted::value), z = evaluate(f, behind, Wanted::value);
    if (!y || !z) return (y ? z : y).failure();
    for (std::size_t i = 0; i < y->size(); ++i) derivative[i * in.x.size() + j] = ((*y)[i] - (*z)[i]) / (central ? 2 * in.h : in.h);
  }
  return FiniteDifference::Out<T>{std::move(derivative)};
};

}  // namespace etalon
