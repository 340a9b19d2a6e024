#include "reference/moe/mixtures.hpp"
#include "reference/number/reverse_sweep.hpp"

namespace etalon {
using contract::moe::SparseLayer;
using contract::moe::SparseLayerVjp;
using Formula = reference::moe::SparseLayerFormula<reference::nn::Activation>;

template <>
const Reference<SparseLayer> Wings<SparseLayer>::reference = Formula{};

template <>
const Reference<SparseLayerVjp> Wings<SparseLayerVjp>::reference = reverse_sweep<SparseLayerVjp>(Formula{});

}  // namespace etalon
