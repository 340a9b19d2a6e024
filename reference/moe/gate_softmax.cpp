#include "reference/contract/moe/gate_softmax.hpp"

#include "reference/moe/experts.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::moe::GateSoftmax;
using contract::moe::GateSoftmaxVjp;

constexpr auto gate_softmax = []<class T>(const GateSoftmax::In<T>& in) -> Result<GateSoftmax::Out<T>> {
  return GateSoftmax::Out<T>{reference::moe::softmax_of_rows(reference::moe::logits(in.x, in.gate))};
};

template <>
const Reference<GateSoftmax> Wings<GateSoftmax>::reference = gate_softmax;

template <>
const Reference<GateSoftmaxVjp> Wings<GateSoftmaxVjp>::reference = reverse_sweep<GateSoftmaxVjp>(gate_softmax);

}  // namespace etalon
